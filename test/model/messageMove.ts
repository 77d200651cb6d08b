import { outcomeOf, type Answer } from './answer.ts'
import type { Move } from './pathsOf.ts'

export interface MessageMove extends Move {
  readonly does:
    | { readonly kind: 'turn' }
    | { readonly kind: 'answer'; readonly how: Answer }
    | { readonly kind: 'start' }
    | { readonly kind: 'complete'; readonly status?: 'Success' | 'Failure'; readonly subcode?: string }
    | { readonly kind: 'retry' }
    | { readonly kind: 'wait' }
    | { readonly kind: 'disconnect' }
    | { readonly kind: 'delete' }
    | { readonly kind: 'lose'; readonly what: 'the conversation' | 'messages alone' }
}

const event = (type: string, payload: object = {}): Move['event'] => ({ type, ...payload })

const answers = (how: Answer): MessageMove => ({
  says: how === 'lost' ? 'the answer to sendMessage is lost' : `sendMessage is ${how}`,
  event: event('xstate.done.actor.sendMessage', {
    output: outcomeOf(how, 'sendMessage', { location: '/m' }),
    actorId: 'sendMessage',
  }),
  does: { kind: 'answer', how },
})

const completes = (status?: 'Success' | 'Failure', subcode?: string): MessageMove => ({
  says: `completed comes ${status === undefined ? 'without a status' : `with ${status}`}`,
  event: event('message.completed', { status, reason: subcode === undefined ? undefined : { subcode } }),
  does: {
    kind: 'complete',
    ...(status === undefined ? {} : { status }),
    ...(subcode === undefined ? {} : { subcode }),
  },
})

/** Everything that can happen to a message of the user's. */
export const moves: readonly MessageMove[] = [
  { says: 'its turn comes', event: event('message.send'), does: { kind: 'turn' } },
  answers('taken'),
  answers('refused'),
  answers('lost'),
  { says: 'started comes', event: event('message.started'), anytime: true, does: { kind: 'start' } },
  completes('Success'),
  completes('Failure', 'Timeout'),
  completes(),
  { says: 'the user retries', event: event('message.retry'), anytime: true, does: { kind: 'retry' } },
  { says: '60 s pass', event: event('xstate.done.actor.silence'), does: { kind: 'wait' } },
  {
    says: 'messaging goes down for a moment',
    event: event('messaging.disconnected'),
    anytime: true,
    does: { kind: 'disconnect' },
  },
  {
    says: 'the conversation is deleted',
    event: event('conversation.deleted'),
    anytime: true,
    ends: true,
    does: { kind: 'delete' },
  },
  {
    says: 'the server drops the conversation unseen',
    event: event('gap.lost', { cause: 'resume' }),
    anytime: true,
    ends: true,
    does: { kind: 'lose', what: 'the conversation' },
  },
  {
    says: 'events are lost that the conversation outlives',
    event: event('gap.lost', { cause: 'resync' }),
    anytime: true,
    ends: true,
    does: { kind: 'lose', what: 'messages alone' },
  },
]
