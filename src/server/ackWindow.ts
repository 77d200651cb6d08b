/** Which pages the server still has: the last one until it is acknowledged, and the one to come. */
export interface AckWindow<Page> {
  /** Number of the page to come. */
  readonly expected: number
  /** The page before it, while nobody has acknowledged it. */
  readonly kept: Page | undefined
}

export const openWindow = <Page>(): AckWindow<Page> => ({ expected: 1, kept: undefined })

/** What a P-GET with this `ack` is due: the page to come, the last one again, or a `resync`. */
export const due = <Page>({ expected, kept }: AckWindow<Page>, ack: number): 'next' | 'again' | 'resync' => {
  if (ack === expected) return 'next'
  return kept !== undefined && ack === expected - 1 ? 'again' : 'resync'
}

/** Asking for the page to come proves that the one before it was received. */
export const acknowledge = <Page>({ expected }: AckWindow<Page>): AckWindow<Page> => ({ expected, kept: undefined })

/** The page to come has gone out. */
export const release = <Page>({ expected }: AckWindow<Page>, page: Page): AckWindow<Page> => ({
  expected: expected + 1,
  kept: page,
})

/** Number of the oldest page that nobody has acknowledged. */
export const oldest = <Page>({ expected, kept }: AckWindow<Page>): number =>
  kept === undefined ? expected : expected - 1
