import type { Clock } from '../seam/clock.ts'

/** What took effect at the server, in a word. */
export type JournalEvent =
  | 'applicationCreated'
  | 'applicationEnded'
  | 'madeAvailable'
  | 'invitationStarted'
  | 'invitationReceived'
  | 'invitationAccepted'
  | 'invitationDeclined'
  | 'invitationWithdrawn'
  | 'invitationCompleted'
  | 'messageAccepted'
  | 'messageReceived'
  | 'messageDelivered'
  | 'messageFailed'
  | 'typingSet'
  | 'typingSeen'
  | 'messagingStopped'
  | 'lobbyEntered'
  | 'meetingEntered'
  | 'participantManaged'
  | 'audienceMessagingSet'
  | 'conversationLeft'
  | 'participantLeft'
  | 'conversationEnded'

/** One thing that took effect. Never holds the text of a message. */
export interface JournalEntry {
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly event: JournalEvent
  /** SIP URI of who did it, or whose it was. */
  readonly user: string
  readonly threadId?: string
  /** Path of the conversation as the application of that user has it. */
  readonly conversation?: string
  readonly operationId?: string
  /** Path of the invitation or the message as the application of that user has it. */
  readonly resource?: string
  /** How an invitation ended: Connected, Declined, Timeout, …; AutoAccepted where the server accepted it; why an application did; what a leader did: admit, Disabled, …. */
  readonly outcome?: string
}

export interface Journal {
  readonly write: (entry: Omit<JournalEntry, 'at'>) => void
  /** Calls back with every entry from now on; returns what ends that. */
  readonly follow: (listener: (entry: JournalEntry) => void) => () => void
  /** The newest entries, oldest first. */
  readonly entries: () => readonly JournalEntry[]
  /** How often each thing happened since the start, as `event`, and as `event outcome` where there is one. */
  readonly counts: () => Readonly<Record<string, number>>
}

const kept = 10_000

export const createJournal = (clock: Clock): Journal => {
  let entries: JournalEntry[] = []
  const counts = new Map<string, number>()
  const listeners = new Set<(entry: JournalEntry) => void>()
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  return {
    write: (told) => {
      const entry = { at: clock.now(), ...told }
      entries.push(entry)
      if (entries.length > 2 * kept) entries = entries.slice(-kept)
      count(entry.event)
      if (entry.outcome !== undefined) count(`${entry.event} ${entry.outcome}`)
      for (const listener of listeners) listener(entry)
    },
    follow: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    entries: () => entries.slice(-kept),
    counts: () => Object.fromEntries(counts),
  }
}
