import type { Leg } from './call.ts'

/** Formats that all of them can show. */
export const commonFormats = (legs: Iterable<Leg>): readonly string[] =>
  ['Plain', 'Html'].filter(
    (format) => format === 'Plain' || [...legs].every(({ seat }) => seat.supportedMessageFormats.includes(format)),
  )
