const onTheWire = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/

/** A date of the wire, `/Date(ms)/` in JSON or ISO 8601 in XML and in input. Undefined where it is neither. */
export const decodeDate = (text: string): Date | undefined => {
  const milliseconds = onTheWire.exec(text)?.[1]
  const date = new Date(milliseconds === undefined ? text : Number(milliseconds))
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** A date as JSON answers carry it: milliseconds since 1970 UTC in a string. */
export const encodeDate = (date: Date): string => `/Date(${date.getTime()})/`
