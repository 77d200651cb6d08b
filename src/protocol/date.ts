const onTheWire = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/
const iso = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/

/**
 * A date of the wire, `/Date(ms)/` in JSON or ISO 8601 in XML and in input,
 * where no offset means UTC. Undefined where it is neither.
 */
export const decodeDate = (text: string): Date | undefined => {
  const milliseconds = onTheWire.exec(text)?.[1]
  const isIso = iso.exec(text)
  if (milliseconds === undefined && isIso === null) return undefined
  const inUtc = text.includes('T') && isIso?.[1] === undefined ? `${text}Z` : text
  const date = new Date(milliseconds === undefined ? inUtc : Number(milliseconds))
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** A date as JSON answers carry it: milliseconds since 1970 UTC in a string. */
export const encodeDate = (date: Date): string => `/Date(${date.getTime()})/`
