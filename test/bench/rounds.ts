/**
 * Times several ways to do the same in many short rounds, turn and turn about,
 * and gives the milliseconds of the fastest round of each: what a neighbour on
 * the same machine does hits all alike, and the fastest least. `prepare` is not
 * timed; all get what it makes.
 */
export const fastest = async <A>(
  rounds: number,
  prepare: () => A | Promise<A>,
  ways: readonly ((prepared: A) => Promise<void> | void)[],
): Promise<readonly number[]> => {
  const best = ways.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round++) {
    const prepared = await prepare()
    for (let turn = 0; turn < ways.length; turn++) {
      const at = (round + turn) % ways.length
      const start = performance.now()
      await ways[at]!(prepared)
      best[at] = Math.min(best[at]!, performance.now() - start)
    }
  }
  return best
}

/** Text as it comes from a socket: in one piece. */
export const asReceived = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => Buffer.from(text).toString())
