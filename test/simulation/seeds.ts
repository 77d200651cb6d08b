/** Played by every run of the tests, beside the first twenty. A seed that once failed joins them, in the usual world. */
export const onceFailed: readonly number[] = [
  82, 144, 148, 153, 723, 1557, 1562, 1582, 1679, 1806, 2369, 2423, 3102, 3761, 4514, 4520, 6168, 6320, 7504, 8212,
  8684, 9010, 11521, 11852, 12383, 12487, 12820, 12896, 12912, 16819, 19413, 23418, 100653, 101385, 302850, 430772,
  1001819, 1006793, 5000290,
]

/**
 * Played in the wide world: the first ten, and some where guests renew their tokens and machines are woken. Those that
 * fail there join them; what is added to that world makes another session of each.
 */
export const wideSeeds: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 30, 56, 612359]
