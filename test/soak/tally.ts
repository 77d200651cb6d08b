/** What one user was told in one conversation. */
interface Side {
  readonly receiver: string
  /** Texts that have gone out to her. */
  readonly released: Set<string>
  /** Texts that she has seen. */
  readonly seen: Set<string>
  isKnown: boolean
  /** A loss was announced that ended it. */
  isAnnounced: boolean
  /** When her client said that nothing more will come. */
  overAt: number | undefined
}

export interface Counts {
  /** Messages that the server has let go to their receivers. */
  readonly delivered: number
  /** Messages that receivers have seen. */
  readonly received: number
  /** Delivered, and neither seen nor within a loss that was announced. */
  readonly lost: number
  /** Seen once too often. */
  readonly duplicated: number
  /** Delivered, not seen, and within a loss that was announced. */
  readonly announced: number
}

/** Compares what the server lets go with what receivers see. Conversations go by the path of their href. */
export interface Tally {
  readonly released: (receiver: string, conversation: string, text: string) => void
  readonly known: (receiver: string, conversation: string) => void
  readonly seen: (receiver: string, conversation: string, text: string) => void
  readonly over: (receiver: string, conversation: string) => void
  /** A loss was announced to the receiver. `isWhole`: what she had not heard of is lost as well. */
  readonly gap: (receiver: string, conversations: readonly string[], isWhole: boolean) => void
  /** Forgets what is settled, so that a long run needs no more memory than a short one. */
  readonly sweep: () => void
  /** As if nothing more came. */
  readonly counts: () => Counts
}

/** Milliseconds for which what is over may still be spoken of. */
const afterlife = 30_000

const missingOf = ({ released, seen }: Side): number => [...released].filter((text) => !seen.has(text)).length

export const createTally = (now: () => number): Tally => {
  const sides = new Map<string, Side>()
  let settled = { delivered: 0, received: 0, announced: 0 }
  let duplicated = 0

  const sideOf = (receiver: string, conversation: string): Side => {
    const found = sides.get(conversation)
    if (found !== undefined) return found
    const side: Side = {
      receiver,
      released: new Set(),
      seen: new Set(),
      isKnown: false,
      isAnnounced: false,
      overAt: undefined,
    }
    sides.set(conversation, side)
    return side
  }

  const isSettled = (side: Side): boolean =>
    side.isAnnounced || (side.overAt !== undefined && now() - side.overAt > afterlife && missingOf(side) === 0)

  return {
    released: (receiver, conversation, text) => void sideOf(receiver, conversation).released.add(text),
    known: (receiver, conversation) => {
      sideOf(receiver, conversation).isKnown = true
    },
    seen: (receiver, conversation, text) => {
      const { seen } = sideOf(receiver, conversation)
      if (seen.has(text)) duplicated += 1
      seen.add(text)
    },
    over: (receiver, conversation) => {
      sideOf(receiver, conversation).overAt = now()
    },
    gap: (receiver, conversations, isWhole) => {
      for (const conversation of conversations) sideOf(receiver, conversation).isAnnounced = true
      if (!isWhole) return
      for (const side of sides.values()) {
        if (side.receiver === receiver && !side.isKnown) side.isAnnounced = true
      }
    },
    sweep: () => {
      for (const [conversation, side] of sides) {
        if (side.overAt === undefined || now() - side.overAt <= afterlife || !isSettled(side)) continue
        sides.delete(conversation)
        settled = {
          delivered: settled.delivered + side.released.size,
          received: settled.received + side.seen.size,
          announced: settled.announced + missingOf(side),
        }
      }
    },
    counts: () => {
      let { delivered, received, announced } = settled
      let lost = 0
      for (const side of sides.values()) {
        delivered += side.released.size
        received += side.seen.size
        if (side.isAnnounced) announced += missingOf(side)
        else lost += missingOf(side)
      }
      return { delivered, received, lost, duplicated, announced }
    },
  }
}
