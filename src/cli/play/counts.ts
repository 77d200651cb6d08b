import type { JournalEntry } from '../../server/index.ts'
import type { Transition } from '../../index.ts'
import type { Sighting } from './sighting.ts'

/** One thing that both sides count: what a client saw, and what the server wrote down about its user. */
export interface Count {
  readonly what: string
  readonly saw: (sighting: Sighting) => boolean
  /** Whether an entry of the server's about her is it. */
  readonly wrote: (entry: JournalEntry) => boolean
}

const transition =
  (machine: string, fits: (transition: Transition) => boolean) =>
  (sighting: Sighting): boolean =>
    sighting.kind === 'transition' && sighting.transition.machine === machine && fits(sighting.transition)

const enters = (machine: string, state: string) =>
  transition(machine, ({ from, to }) => to.startsWith(state) && !from.startsWith(state))

const written =
  (event: JournalEntry['event'], outcome?: string) =>
  (entry: JournalEntry): boolean =>
    entry.event === event && (outcome === undefined || entry.outcome === outcome)

const did =
  (what: string) =>
  (sighting: Sighting): boolean =>
    sighting.kind === 'did' && sighting.what === what

const endedAs =
  (outcome: string) =>
  (sighting: Sighting): boolean =>
    sighting.kind === 'ended' && sighting.outcome === outcome

/** Every event of the server's journal stands here at least once, but for the end of a whole conversation. */
export const counts: readonly Count[] = [
  {
    what: 'applications created',
    saw: transition('session', ({ from, to }) => from === 'creating' && to.startsWith('created')),
    wrote: written('applicationCreated'),
  },
  { what: 'made available', saw: enters('session', 'created.available'), wrote: written('madeAvailable') },
  {
    what: 'invitations sent',
    saw: transition('outgoingInvitation', ({ from }) => from === ''),
    wrote: written('invitationStarted'),
  },
  { what: '  ended as connected', saw: endedAs('Connected'), wrote: written('invitationCompleted', 'Connected') },
  { what: '  ended as declined', saw: endedAs('Declined'), wrote: written('invitationCompleted', 'Declined') },
  { what: '  ended as cancelled', saw: endedAs('Cancelled'), wrote: written('invitationCompleted', 'Canceled') },
  { what: 'invitations seen', saw: ({ kind }) => kind === 'ring', wrote: written('invitationReceived') },
  { what: '  accepted', saw: enters('incomingInvitation', 'Connected'), wrote: written('invitationAccepted') },
  { what: '  declined', saw: enters('incomingInvitation', 'Declined'), wrote: written('invitationDeclined') },
  { what: '  taken back', saw: enters('incomingInvitation', 'Cancelled'), wrote: written('invitationWithdrawn') },
  { what: 'messages sent', saw: enters('outgoingMessage', 'sending'), wrote: written('messageAccepted') },
  { what: '  delivered', saw: enters('outgoingMessage', 'Succeeded'), wrote: written('messageDelivered') },
  { what: '  not delivered', saw: enters('outgoingMessage', 'Failed'), wrote: written('messageFailed') },
  {
    what: 'messages received',
    saw: (sighting) => sighting.kind === 'message' && sighting.message.direction === 'Incoming',
    wrote: written('messageReceived'),
  },
  { what: 'typing told', saw: did('setIsTyping'), wrote: written('typingSet') },
  { what: 'typing seen', saw: ({ kind }) => kind === 'typing', wrote: written('typingSeen') },
  { what: 'waits in a lobby', saw: enters('conversation', 'InLobby'), wrote: written('lobbyEntered') },
  {
    what: 'meetings entered',
    saw: transition('conversation', ({ from, to }) => to === 'Conferenced' && !from.startsWith('Disconnecting')),
    wrote: written('meetingEntered'),
  },
  { what: 'people admitted', saw: did('admit'), wrote: written('participantManaged', 'admit') },
  { what: 'people ejected', saw: did('eject'), wrote: written('participantManaged', 'eject') },
  {
    what: 'audience silenced',
    saw: did('disableAudienceMessaging'),
    wrote: written('audienceMessagingSet', 'Disabled'),
  },
  {
    what: '  and let speak again',
    saw: did('enableAudienceMessaging'),
    wrote: written('audienceMessagingSet', 'Enabled'),
  },
  { what: 'messaging stopped', saw: enters('messaging', 'Disconnecting'), wrote: written('messagingStopped') },
  { what: 'conversations left', saw: enters('conversation', 'Disconnecting'), wrote: written('conversationLeft') },
  {
    what: 'conversations ended',
    saw: transition(
      'conversation',
      ({ from, to }) => to === 'Disconnected' && /^(Connected|Conferenced|Disconnecting)/.test(from),
    ),
    wrote: written('participantLeft'),
  },
  {
    what: 'applications deleted',
    saw: transition('session', ({ from, to }) => from === 'signingOut' && to === 'signedOut'),
    wrote: written('applicationEnded', 'Deleted'),
  },
]
