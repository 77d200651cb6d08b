import { isObject } from '../protocol/struct.ts'
import type { Call } from './call.ts'
import type { Page, Progress, Settlement } from './told.ts'
import type { ToldError } from './toldError.ts'
import type { Watch } from './watch.ts'

/** From a mirror. `from` names it, `id` what it asks. */
export type Question =
  | { readonly ask: 'state'; readonly from: string }
  | { readonly ask: 'ping'; readonly from: string }
  | { readonly ask: 'leave'; readonly from: string }
  | {
      readonly ask: 'call'
      readonly from: string
      readonly id: string
      /** Of the host that is meant; 0 where it is not known yet. */
      readonly epoch: number
      /** When, in milliseconds since 1970: a host that has slept does not do what was asked before. */
      readonly at: number
      readonly call: Call
    }
  | { readonly ask: 'watch'; readonly from: string; readonly id: string; readonly watch: Watch }
  | { readonly ask: 'unwatch'; readonly from: string; readonly id: string }

/** To one mirror, or to all where `to` is not there. */
export type Answer =
  | { readonly tell: 'page'; readonly to?: string; readonly page: Page }
  | { readonly tell: 'pong'; readonly to: string; readonly epoch: number }
  /** A call will be carried out, and is not to be given to another host. */
  | { readonly tell: 'taken'; readonly to: string; readonly id: string }
  | { readonly tell: 'progress'; readonly to: string; readonly id: string; readonly progress: Progress }
  | { readonly tell: 'settled'; readonly to: string; readonly id: string; readonly settlement: Settlement }
  | { readonly tell: 'value'; readonly to: string; readonly id: string; readonly value: unknown }
  | { readonly tell: 'over'; readonly to: string; readonly id: string; readonly error: ToldError | undefined }

/** Another version of this library may be at the other end: its notes are not for this one. */
export const version = 1

const isOurs = (data: unknown, member: 'ask' | 'tell'): data is { readonly [key: string]: unknown } =>
  isObject(data) && data['rxUcwa'] === version && member in data

export const wrap = <N extends Question | Answer>(note: N): N & { readonly rxUcwa: number } => ({
  ...note,
  rxUcwa: version,
})

/** The sender is this library in this version, in a context of the same origin: its notes are believed. */
export const isQuestion = (data: unknown): data is Question => isOurs(data, 'ask')
export const isAnswer = (data: unknown): data is Answer => isOurs(data, 'tell')
