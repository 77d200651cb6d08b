import { outcomeOf, type Answer } from './answer.ts'
import type { Move } from './pathsOf.ts'

/** A body of an invitation, as far as anybody decides by it. */
export interface Body {
  readonly state: string
  readonly cancel: boolean
}

/** How an invitation ended, in the words of the client. */
export type End = 'Connected' | 'Declined' | 'Cancelled' | 'Forwarded' | 'Failed'

/** What a `completed` says besides the body. */
export interface Outcome {
  readonly status?: 'Success' | 'Failure'
  readonly subcode?: string
  readonly means: End
}

export interface InvitationMove extends Move {
  readonly does:
    | { readonly kind: 'tell'; readonly type: 'started' | 'updated'; readonly body: Body }
    | { readonly kind: 'complete'; readonly body: Body; readonly outcome: Outcome }
    | { readonly kind: 'cancel' }
    | { readonly kind: 'answer'; readonly link: 'startMessaging' | 'cancel'; readonly how: Answer }
    | { readonly kind: 'ringOn' }
    | { readonly kind: 'wait' }
    | { readonly kind: 'lose' }
}

const event = (type: string, payload: object = {}): Move['event'] => ({ type, ...payload })

const toMachine = (
  type: 'started' | 'updated' | 'completed',
  { state, cancel }: Body,
  { status, subcode }: Partial<Outcome> = {},
): Move['event'] =>
  event(`invitation.${type}`, {
    rel: 'messagingInvitation',
    status,
    reason: subcode === undefined ? undefined : { subcode },
    invitation: { state, _links: { self: { href: '/i' }, ...(cancel ? { cancel: { href: '/c' } } : {}) } },
  })

const tells = (type: 'started' | 'updated', state: string, cancel: boolean): InvitationMove => {
  const body = { state, cancel }
  return {
    says: `${type} ${state} comes ${cancel ? 'with' : 'without'} cancel`,
    event: toMachine(type, body),
    does: { kind: 'tell', type, body },
  }
}

const completes = (state: string, outcome: Outcome): InvitationMove => {
  const body = { state, cancel: false }
  const said = [outcome.status, outcome.subcode].filter((word) => word !== undefined).join(' ')
  return {
    says: `completed ${state} comes ${said === '' ? 'without a status' : `with ${said}`}`,
    event: toMachine('completed', body, outcome),
    does: { kind: 'complete', body, outcome },
  }
}

const answers = (link: 'startMessaging' | 'cancel', how: Answer, right: unknown): InvitationMove => {
  const slot = link === 'cancel' ? 'cancelInvitation' : 'request'
  return {
    says: how === 'lost' ? `the answer to ${link} is lost` : `${link} is ${how}`,
    event: event(`xstate.done.actor.${slot}`, { output: outcomeOf(how, link, right), actorId: slot }),
    does: { kind: 'answer', link, how },
  }
}

const unreachable = { name: 'Unreachable', operation: 'cancel', method: 'POST', href: '/c', code: 'ECONNRESET' }

const ringing = ['Connecting', 'Alerting', 'TeamRing', 'Forwarded']
const settled = ['Connected', 'Declined', 'Cancelled', 'Failed']

/** Everything that can happen to an outgoing invitation. */
export const moves: readonly InvitationMove[] = [
  ...(['started', 'updated'] as const).flatMap((type) => [
    ...ringing.map((state) => tells(type, state, true)),
    ...settled.map((state) => tells(type, state, false)),
    tells(type, 'WordNobodyKnows', true),
  ]),
  tells('updated', 'Connecting', false),
  completes('Connected', { status: 'Success', means: 'Connected' }),
  completes('Failed', { status: 'Failure', subcode: 'Declined', means: 'Declined' }),
  completes('Failed', { status: 'Failure', subcode: 'Busy', means: 'Failed' }),
  completes('Cancelled', { status: 'Failure', subcode: 'Canceled', means: 'Cancelled' }),
  completes('Failed', { status: 'Failure', subcode: 'Redirected', means: 'Forwarded' }),
  completes('Connected', { means: 'Connected' }),
  { says: 'the user cancels', event: event('invitation.cancel'), anytime: true, does: { kind: 'cancel' } },
  answers('startMessaging', 'taken', { location: '/i' }),
  answers('startMessaging', 'refused', undefined),
  answers('startMessaging', 'lost', undefined),
  answers('cancel', 'taken', undefined),
  answers('cancel', 'refused', undefined),
  answers('cancel', 'lost', undefined),
  {
    says: 'cancel never arrives, and it rings on',
    event: event('invitation.ringsOn', { failure: unreachable }),
    does: { kind: 'ringOn' },
  },
  { says: '60 s pass', event: event('xstate.done.actor.silence'), does: { kind: 'wait' } },
  { says: 'the server drops it unseen', event: event('gap.lost'), ends: true, does: { kind: 'lose' } },
]
