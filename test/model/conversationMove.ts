import { outcomeOf, type Answer } from './answer.ts'
import type { Move } from './pathsOf.ts'

/** How the client hears of a conversation: by an event, or by reading it after a gap. */
export type Telling = 'added' | 'updated' | 'restored'

export interface ConversationMove extends Move {
  readonly does:
    | { readonly kind: 'tell'; readonly type: Telling; readonly state: string; readonly subcode?: string }
    | { readonly kind: 'leave' }
    | { readonly kind: 'answer'; readonly how: Answer }
    | { readonly kind: 'linger' }
    | { readonly kind: 'delete'; readonly subcode?: string }
    | { readonly kind: 'lose' }
}

const event = (type: string, payload: object = {}): Move['event'] => ({ type, ...payload })

/** A server tells why it ends a conversation. */
const subcodeOf = (type: Telling, state: string): string | undefined =>
  type === 'updated' && state.startsWith('Disconnect') ? 'Ejected' : undefined

const tells = (type: Telling, state: string): ConversationMove => {
  const subcode = subcodeOf(type, state)
  const reason = subcode === undefined ? undefined : { subcode }
  return {
    says: `${type} comes with ${state}`,
    event: event(`conversation.${type}`, { conversation: { state, _links: { self: { href: '/c' } } }, reason }),
    does: { kind: 'tell', type, state, ...(subcode === undefined ? {} : { subcode }) },
  }
}

const answers = (how: Answer): ConversationMove => ({
  says: how === 'lost' ? 'the answer to the DELETE is lost' : `the DELETE is ${how}`,
  event: event('xstate.done.actor.leaveConversation', {
    output: outcomeOf(how, 'conversation', undefined),
    actorId: 'leaveConversation',
  }),
  does: { kind: 'answer', how },
})

export const words = [
  'Incoming',
  'Connecting',
  'Connected',
  'Conferencing',
  'InLobby',
  'Conferenced',
  'Disconnecting',
  'Disconnected',
  'WordNobodyKnows',
]

/** Everything that can happen to a conversation. */
export const moves: readonly ConversationMove[] = [
  ...(['added', 'updated', 'restored'] as const).flatMap((type) => words.map((state) => tells(type, state))),
  { says: 'the user leaves', event: event('conversation.leave'), anytime: true, does: { kind: 'leave' } },
  answers('taken'),
  answers('refused'),
  answers('lost'),
  {
    says: '60 s pass',
    event: event('xstate.after.linger.conversation.Disconnected'),
    does: { kind: 'linger' },
  },
  {
    says: 'the conversation is deleted',
    event: event('conversation.deleted'),
    anytime: true,
    ends: true,
    does: { kind: 'delete' },
  },
  {
    says: 'the conversation is deleted with a reason',
    event: event('conversation.deleted', { reason: { subcode: 'Ended' } }),
    anytime: true,
    ends: true,
    does: { kind: 'delete', subcode: 'Ended' },
  },
  { says: 'the server drops it unseen', event: event('gap.lost'), anytime: true, ends: true, does: { kind: 'lose' } },
]
