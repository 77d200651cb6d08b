/** Played by every run of the tests, beside the first thirty. A seed that once failed joins them. */
export const onceFailed: readonly number[] = [167]
