/** The members that are not what they were; undefined where all are. */
export const changed = <T extends object>(before: Partial<T>, now: T): Partial<T> | undefined => {
  const fields: Partial<T> = {}
  let isChanged = false
  for (const key in now) {
    if (key in before && Object.is(before[key], now[key])) continue
    fields[key] = now[key]
    isChanged = true
  }
  return isChanged ? fields : undefined
}

/** What was there before where it says the same, so that nobody takes a copy for a change. */
export const unlessSame = <T>(before: T, now: T): T =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now
