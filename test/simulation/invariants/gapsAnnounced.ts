import type { JournalEntry } from '../../../src/server/index.ts'
import type { Invariant } from './invariant.ts'

const goings: ReadonlySet<string> = new Set(['signingOut', 'signedOut', 'ended'])

/** What shows that a conversation is more than an invitation, which may be answered elsewhere. */
const isBeginning = ({ event, outcome }: JournalEntry): boolean =>
  event === 'invitationAccepted' ||
  event === 'messageReceived' ||
  (event === 'invitationCompleted' && outcome === 'Connected')

/** A page may have been on its way already, or tell nothing yet; not the third. */
const enough = 3

/**
 * An established conversation that a client ends was ended at the server, or its
 * loss is announced on `gaps$` in the same moment; so is that of an invitation of
 * which the event channel has told, unless it told without a body and this one
 * could not be read. Who goes, by herself or because the server
 * wants no more of her, hears it from `status$`.
 */
export const gapsAnnounced: Invariant = {
  name: 'gapsAnnounced',
  watch: (violated) => {
    let now = 0
    const threads = new Map<string, string>()
    const established = new Set<string>()
    /** Conversations and threads. */
    const ended = new Set<string>()
    const gone = new Set<string>()
    const polls = new Set<number>()
    /** Where each invitation is, and what each client wanted to read there and could not: it may be hers or not. */
    const places = new Map<string, string>()
    const unread = new Set<string>()
    /** Pages that each client has been handed. */
    const pages = new Map<string, number>()
    const inviters = new Map<string, string>()
    /** How many pages the inviter had when the server took an invitation. */
    const begun = new Map<string, number>()
    /** What has gone in this moment, by client and path or operationId. */
    const missing = new Map<string, string>()
    const pagesOf = (party: string): number => pages.get(party) ?? 0
    const lose = (party: string, what: string) => {
      if (!gone.has(party)) missing.set(`${party} ${what}`, party)
    }
    const excuse = (party: string) => {
      gone.add(party)
      for (const [key, owner] of missing) if (owner === party) missing.delete(key)
    }
    const write = (entry: JournalEntry): void => {
      const { event, conversation, threadId, operationId } = entry
      if (conversation !== undefined && threadId !== undefined) threads.set(conversation, threadId)
      if (conversation !== undefined && isBeginning(entry)) established.add(conversation)
      // A thread that was named may begin again.
      if (event === 'invitationStarted') ended.delete(threadId ?? '')
      if (event === 'conversationEnded') ended.add(threadId ?? '')
      if (event === 'conversationLeft' || event === 'participantLeft') ended.add(conversation ?? '')
      if (event === 'invitationStarted' && operationId !== undefined) {
        begun.set(operationId, pagesOf(inviters.get(operationId) ?? ''))
        places.set(operationId, entry.resource ?? '')
      }
    }
    return {
      tick: (at) => {
        if (at === now) return
        now = at
        for (const key of missing.keys()) violated(`${key} is lost without a word`)
        missing.clear()
      },
      hear: (happening) => {
        switch (happening.kind) {
          case 'effect':
            return write(happening.entry)
          case 'asked':
            if (happening.request.operation === 'events') polls.add(happening.id)
            return
          case 'answered':
            for (const { path, isRead } of happening.read) {
              if (isRead) unread.delete(`${happening.party} ${path}`)
              else unread.add(`${happening.party} ${path}`)
            }
            if (polls.delete(happening.id) && happening.outcome === 200)
              pages.set(happening.party, pagesOf(happening.party) + 1)
            return
          case 'over': {
            const { party, path } = happening
            if (established.has(path) && !ended.has(path) && !ended.has(threads.get(path) ?? '')) lose(party, path)
            return
          }
          case 'invited': {
            const { party, operationId, state } = happening
            inviters.set(operationId, party)
            const before = begun.get(operationId) ?? Infinity
            const isUnread = unread.has(`${party} ${places.get(operationId) ?? ''}`)
            if (state === 'lost' && pagesOf(party) >= before + enough && !isUnread) lose(party, operationId)
            return
          }
          case 'gap':
            for (const what of [...happening.conversations, ...happening.invitations])
              missing.delete(`${happening.party} ${what}`)
            return
          case 'status':
            if (goings.has(happening.status.state)) excuse(happening.party)
            else gone.delete(happening.party)
            return
          case 'closed':
            excuse(happening.party)
        }
      },
    }
  },
}
