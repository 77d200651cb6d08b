import * as t from 'io-ts'

const minute = 60_000

const clockTime = /^(\d{1,5}):([0-5]\d):([0-5]\d)$/
const iso = /^P(?=.)(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,5})S)?)?$/
const minutes = /^\d{1,7}(?:\.\d{1,3})?$/

/**
 * A length of time in milliseconds: `hh:mm:ss`, ISO 8601 such as `PT5M`, or
 * minutes. Undefined where it is none of these.
 */
export const parseTimeSpan = (span: string | number): number | undefined => {
  const text = String(span)
  if (minutes.test(text)) return Number(text) * minute
  const parts = clockTime.exec(text)?.toSpliced(0, 1, '0') ?? iso.exec(text)?.slice(1)
  if (parts === undefined) return undefined
  const [days = 0, hours = 0, full = 0, seconds = 0] = parts.map((part?: string) => Number(part ?? '0'))
  return ((days * 24 + hours) * 60 + full) * minute + seconds * 1000
}

const isTimeSpan = (u: unknown): u is string | number =>
  (typeof u === 'string' || typeof u === 'number') && parseTimeSpan(u) !== undefined

/** A length of time as input has it. */
export const TimeSpan = new t.Type<string | number>(
  'must be hh:mm:ss, a duration such as PT5M, or a number of minutes',
  isTimeSpan,
  (u, context) => (isTimeSpan(u) ? t.success(u) : t.failure(u, context)),
  (span) => span,
)
