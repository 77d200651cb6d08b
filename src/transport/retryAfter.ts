/**
 * The header `Retry-After`, seconds or an HTTP date, as milliseconds from `now`.
 * A date that has passed is 0; anything else is undefined.
 */
export const parseRetryAfter = (header: string, now: number): number | undefined => {
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
