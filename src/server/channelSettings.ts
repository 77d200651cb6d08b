import { either as E } from 'fp-ts'
import type { InvalidParameter } from './refusal.ts'

/** What the client has said about its event channel, in seconds. */
export interface ChannelSettings {
  readonly timeout: number
  readonly medium: number
  readonly low: number
}

export const defaultSettings: ChannelSettings = { timeout: 180, medium: 5, low: 15 }

/** One P-GET. Settings it does not name stay as they are. */
export interface ChannelRequest {
  readonly ack: number
  readonly priority: number
  readonly settings: Partial<ChannelSettings>
}

const ranges = {
  timeout: [180, 1800],
  medium: [5, 1800],
  low: [5, 1800],
} as const

const integer = /^-?\d{1,9}$/

/** Reads the query of a P-GET. */
export const readChannelRequest = (
  query: ReadonlyMap<string, string>,
): E.Either<readonly InvalidParameter[], ChannelRequest> => {
  const faults: InvalidParameter[] = []
  const read = (name: string, [least, most]: readonly [number, number]): number | undefined => {
    const text = query.get(name)
    if (text === undefined) return undefined
    const value = integer.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    faults.push({ name, reason: `must be an integer from ${least} to ${most}` })
    return undefined
  }
  const ack = read('ack', [0, 999_999_999]) ?? 0
  const priority = read('priority', [-999_999_999, 999_999_999]) ?? 0
  const timeout = read('timeout', ranges.timeout)
  const medium = read('medium', ranges.medium)
  const low = read('low', ranges.low)
  if (faults.length > 0) return E.left(faults)
  return E.right({
    ack,
    priority,
    settings: {
      ...(timeout === undefined ? {} : { timeout }),
      ...(medium === undefined ? {} : { medium }),
      ...(low === undefined ? {} : { low }),
    },
  })
}
