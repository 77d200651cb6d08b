import type { Outcome } from './session.ts'
import type { World } from './world.ts'
import { time } from './script.ts'

export interface Failure {
  readonly seed: number
  readonly world: World
  readonly violation: NonNullable<Outcome['violation']>
}

/** What came of many sessions. */
export interface Result {
  readonly sessions: number
  readonly happenings: number
  /** Milliseconds, of all sessions together. */
  readonly virtualTime: number
  /** Milliseconds. */
  readonly realTime: number
  readonly failures: readonly Failure[]
}

export const nothing: Result = { sessions: 0, happenings: 0, virtualTime: 0, realTime: 0, failures: [] }

export const add = (result: Result, { seed, world, violation, happenings, virtualTime }: Outcome): Result => ({
  ...result,
  sessions: result.sessions + 1,
  happenings: result.happenings + happenings,
  virtualTime: result.virtualTime + virtualTime,
  failures: violation === undefined ? result.failures : [...result.failures, { seed, world, violation }],
})

export const merge = (one: Result, other: Result): Result => ({
  sessions: one.sessions + other.sessions,
  happenings: one.happenings + other.happenings,
  virtualTime: one.virtualTime + other.virtualTime,
  realTime: Math.max(one.realTime, other.realTime),
  failures: [...one.failures, ...other.failures].sort((a, b) => a.seed - b.seed),
})

export const violationLine = ({ seed, world, violation: { invariant, at, what } }: Failure): string =>
  `seed ${seed}${world === 'usual' ? '' : ` of the ${world} world`}: ${invariant} at ${time(at)}: ${what}`

const shown = (value: number): string => Math.round(value).toLocaleString('en-US')

export const speedLine = ({ sessions, happenings, virtualTime, realTime, failures }: Result): string => {
  const seconds = realTime / 1000
  return [
    `${shown(sessions)} sessions, ${failures.length} failed`,
    `${shown(seconds)} s: ${(sessions / seconds).toFixed(1)} sessions/s, ${shown(happenings / seconds)} events/s`,
    `virtual time ÷ real time ${shown(virtualTime / realTime)}`,
  ].join('; ')
}
