import type { Dropped } from './http.ts'

/** What a handler answers, before it is printed in the format the client asked for. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** A resource, an event page or an error. */
  readonly structure?: unknown
  /** Sent as it is, instead of a structure. */
  readonly text?: { readonly contentType: string; readonly content: string }
}

export type Answer = Reply | Dropped

export const ok = (structure: unknown): Reply => ({ status: 200, structure })

export const created = (location: string): Reply => ({ status: 201, headers: { Location: location } })

export const noContent: Reply = { status: 204 }
