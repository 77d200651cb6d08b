const digits = (value: number, count = 2): string => String(value).padStart(count, '0')

/** Local time of a moment, in milliseconds since 1970: `12:30:05`. */
export const timeOfDay = (moment: number): string => {
  const date = new Date(moment)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => digits(part)).join(':')
}

/** The same to the millisecond: `12:30:05.007`. */
export const exactTimeOfDay = (moment: number): string =>
  `${timeOfDay(moment)}.${digits(new Date(moment).getMilliseconds(), 3)}`
