/**
 * What the package may weigh: bytes after minifying and gzip of all that comes
 * with an entry when everything of it is used, its dependencies included. Above
 * what it weighs now by a little; whoever raises one says why in the changelog.
 */
export const entryBudgets = {
  'rx-ucwa': 88_000,
  'rx-ucwa/machines': 18_500,
  'rx-ucwa/mirror': 23_500,
  'rx-ucwa/protocol': 17_000,
  'rx-ucwa/server': 64_000,
  'rx-ucwa/tabs': 24_500,
  'rx-ucwa/visualizer': 22_000,
  'rx-ucwa/visualizer/element': 44_000,
  'rx-ucwa/xml': 21_500,
} as const

/** Bytes. */
export const tarballBudget = { packed: 560_000, unpacked: 2_250_000 } as const
