/**
 * The header `Retry-After`, seconds or an HTTP date, as milliseconds from `now`.
 * A date that has passed is 0; anything else is undefined.
 */
export const parseRetryAfter = (header: string, now: number): number | undefined => {
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined
  // The form of C's asctime names no zone and means GMT all the same.
  const at = Date.parse(/^[A-Za-z]{3} /.test(text) ? `${text} GMT` : text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
