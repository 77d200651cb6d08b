import type { JournalEntry } from '../../server/index.ts'
import type { Transition } from '../../index.ts'
import type { Sighting } from './sighting.ts'

/** One thing that both sides count: what a client saw, and what the server wrote down about its user. */
export interface Count {
  readonly what: string
  readonly saw: (sighting: Sighting) => boolean
  /** Whether an entry of the server's is about this user's side of it. */
  readonly wrote: (entry: JournalEntry, isHers: boolean) => boolean
}

const transition =
  (machine: string, fits: (transition: Transition) => boolean) =>
  (sighting: Sighting): boolean =>
    sighting.kind === 'transition' && sighting.transition.machine === machine && fits(sighting.transition)

const enters = (machine: string, state: string) =>
  transition(machine, ({ from, to }) => to.startsWith(state) && !from.startsWith(state))

const hers =
  (event: JournalEntry['event'], outcome?: string) =>
  (entry: JournalEntry, isHers: boolean): boolean =>
    isHers && entry.event === event && (outcome === undefined || entry.outcome === outcome)

const theOthers =
  (event: JournalEntry['event'], outcome?: string) =>
  (entry: JournalEntry, isHers: boolean): boolean =>
    !isHers && entry.event === event && (outcome === undefined || entry.outcome === outcome)

const endedAs =
  (outcome: string) =>
  (sighting: Sighting): boolean =>
    sighting.kind === 'ended' && sighting.outcome === outcome

/** Every event of the server's journal stands here at least once. The first invitation brings a message along. */
export const counts: readonly Count[] = [
  {
    what: 'applications created',
    saw: transition('session', ({ from, to }) => from === 'creating' && to.startsWith('created')),
    wrote: hers('applicationCreated'),
  },
  { what: 'made available', saw: enters('session', 'created.available'), wrote: hers('madeAvailable') },
  {
    what: 'invitations sent',
    saw: transition('outgoingInvitation', ({ from }) => from === ''),
    wrote: hers('invitationStarted'),
  },
  { what: '  ended as accepted', saw: endedAs('Connected'), wrote: hers('invitationCompleted', 'Connected') },
  { what: '  ended as declined', saw: endedAs('Declined'), wrote: hers('invitationCompleted', 'Declined') },
  { what: '  ended as cancelled', saw: endedAs('Cancelled'), wrote: hers('invitationCompleted', 'Canceled') },
  { what: 'invitations seen', saw: ({ kind }) => kind === 'ring', wrote: theOthers('invitationStarted') },
  { what: '  accepted', saw: enters('incomingInvitation', 'Connected'), wrote: hers('invitationAccepted') },
  { what: '  declined', saw: enters('incomingInvitation', 'Declined'), wrote: hers('invitationDeclined') },
  {
    what: '  taken back',
    saw: enters('incomingInvitation', 'Cancelled'),
    wrote: theOthers('invitationCompleted', 'Canceled'),
  },
  { what: 'messages sent', saw: enters('outgoingMessage', 'sending'), wrote: hers('messageAccepted') },
  { what: '  delivered', saw: enters('outgoingMessage', 'Succeeded'), wrote: hers('messageDelivered') },
  { what: '  not delivered', saw: enters('outgoingMessage', 'Failed'), wrote: hers('messageFailed') },
  {
    what: 'messages received',
    saw: (sighting) => sighting.kind === 'message' && sighting.message.direction === 'Incoming',
    wrote: (entry, isHers) =>
      theOthers('messageDelivered')(entry, isHers) || theOthers('invitationCompleted', 'Connected')(entry, isHers),
  },
  { what: 'typing told', saw: ({ kind }) => kind === 'typed', wrote: hers('typingSet') },
  { what: 'typing seen', saw: ({ kind }) => kind === 'typing', wrote: theOthers('typingSet') },
  { what: 'messaging stopped', saw: enters('messaging', 'Disconnecting'), wrote: hers('messagingStopped') },
  { what: 'conversations left', saw: enters('conversation', 'Disconnecting'), wrote: hers('conversationLeft') },
  {
    what: 'conversations ended',
    saw: transition('conversation', ({ from, to }) => from === 'Connected' && to === 'Disconnected'),
    wrote: ({ event }) => event === 'conversationEnded',
  },
  {
    what: 'applications deleted',
    saw: transition('session', ({ from, to }) => from === 'signingOut' && to === 'signedOut'),
    wrote: hers('applicationEnded', 'Deleted'),
  },
]
