import type { Counts } from './tally.ts'

/** What a soak has come to. */
export interface Figures extends Counts {
  /** Messages that users have handed to their clients. */
  readonly sent: number
  readonly reconnects: number
  /** Requests that went wrong, and what the server did to users besides. */
  readonly struck: number
  /** Clients that were not back when the faults had long been over. */
  readonly offline: number
  /** Bytes in use after a collection. */
  readonly heap: { readonly atStart: number; readonly whenSettled: number; readonly atEnd: number }
}

const mostGrowth = 1.1

const growthOf = ({ heap }: Figures): number => heap.atEnd / heap.whenSettled

/** Whether nothing was lost, nothing came twice, everybody is back, and memory has stayed what it was. */
export const isSound = (figures: Figures): boolean =>
  figures.received > 0 &&
  figures.lost === 0 &&
  figures.duplicated === 0 &&
  figures.offline === 0 &&
  growthOf(figures) <= mostGrowth

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

const talkLine = (figures: Omit<Figures, 'heap'>): string =>
  (['sent', 'delivered', 'received', 'lost', 'duplicated', 'announced', 'reconnects', 'struck', 'offline'] as const)
    .map((name) => `${name} ${figures[name]}`)
    .join(', ')

/** In the midst of it, what is not seen yet is not lost yet. */
export const lineSoFar = ({ lost, ...figures }: Omit<Figures, 'heap'>): string =>
  `sent ${figures.sent}, received ${figures.received}, on their way ${lost}, duplicated ${figures.duplicated}, announced ${figures.announced}, reconnects ${figures.reconnects}, struck ${figures.struck}, offline ${figures.offline}`

/** Everything in one line. */
export const lastLine = (figures: Figures): string => {
  const { atStart, whenSettled, atEnd } = figures.heap
  const heap = `heap ${megabytes(atStart)} at start, ${megabytes(whenSettled)} settled, ${megabytes(atEnd)} at end (× ${growthOf(figures).toFixed(2)})`
  return `${isSound(figures) ? 'sound' : 'NOT SOUND'}: ${talkLine(figures)}; ${heap}`
}
