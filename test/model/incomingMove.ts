import { outcomeOf, type Answer } from './answer.ts'
import type { Move } from './pathsOf.ts'

/** What is offered to the user. */
export interface Offer {
  readonly accept: boolean
  readonly decline: boolean
}

/** How an invitation ended, in the words of the client. */
export type End = 'Connected' | 'Declined' | 'Cancelled' | 'Forwarded' | 'Failed'

/** What a `completed` says; without a status the state in its body counts. */
export interface Ending {
  readonly state: string
  readonly status?: 'Success' | 'Failure'
  readonly subcode?: string
  readonly means: End
}

export type Link = 'accept' | 'decline'

export interface IncomingMove extends Move {
  readonly does:
    | { readonly kind: 'tell'; readonly type: 'started' | 'updated'; readonly offer: Offer }
    | { readonly kind: 'complete'; readonly ending: Ending }
    | { readonly kind: 'command'; readonly link: Link; readonly reason?: 'Local' }
    | { readonly kind: 'answer'; readonly link: Link; readonly how: Answer }
    | { readonly kind: 'lose' }
}

const event = (type: string, payload: object = {}): Move['event'] => ({ type, ...payload })

const linksOf = ({ accept, decline }: Offer): object => ({
  self: { href: '/i' },
  ...(accept ? { accept: { href: '/a' } } : {}),
  ...(decline ? { decline: { href: '/d' } } : {}),
})

const tells = (type: 'started' | 'updated', what: string, offer: Offer): IncomingMove => ({
  says: `${type} comes with ${what}`,
  event: event(`invitation.${type}`, {
    rel: 'messagingInvitation',
    invitation: { direction: 'Incoming', state: 'Connecting', _links: linksOf(offer) },
  }),
  does: { kind: 'tell', type, offer },
})

const nothing: Offer = { accept: false, decline: false }

const completes = (ending: Ending): IncomingMove => {
  const { state, status, subcode } = ending
  const said = [status, subcode].filter((word) => word !== undefined).join(' ')
  return {
    says: `completed ${state} comes ${said === '' ? 'without a status' : `with ${said}`}`,
    event: event('invitation.completed', {
      rel: 'messagingInvitation',
      status,
      reason: subcode === undefined ? undefined : { subcode },
      invitation: { direction: 'Incoming', state, _links: linksOf(nothing) },
    }),
    does: { kind: 'complete', ending },
  }
}

const slots = { accept: 'acceptInvitation', decline: 'declineInvitation' } as const

const answers = (link: Link, how: Answer): IncomingMove => ({
  says: how === 'lost' ? `the answer to ${link} is lost` : `${link} is ${how}`,
  event: event(`xstate.done.actor.${slots[link]}`, {
    output: outcomeOf(how, link, undefined),
    actorId: slots[link],
  }),
  does: { kind: 'answer', link, how },
})

const both: Offer = { accept: true, decline: true }

/** Everything that can happen to an invitation to the user. */
export const moves: readonly IncomingMove[] = [
  ...(['started', 'updated'] as const).flatMap((type) => [
    tells(type, 'accept and decline', both),
    tells(type, 'no links', nothing),
  ]),
  tells('updated', 'accept alone', { accept: true, decline: false }),
  tells('updated', 'decline alone', { accept: false, decline: true }),
  completes({ state: 'Connected', status: 'Success', means: 'Connected' }),
  completes({ state: 'Failed', status: 'Failure', subcode: 'Declined', means: 'Declined' }),
  completes({ state: 'Failed', status: 'Failure', subcode: 'Canceled', means: 'Cancelled' }),
  completes({ state: 'Failed', status: 'Failure', subcode: 'Redirected', means: 'Forwarded' }),
  completes({ state: 'Failed', status: 'Failure', subcode: 'Timeout', means: 'Failed' }),
  completes({ state: 'Declined', means: 'Declined' }),
  {
    says: 'the user accepts',
    event: event('invitation.accept'),
    anytime: true,
    does: { kind: 'command', link: 'accept' },
  },
  {
    says: 'the user declines',
    event: event('invitation.decline', { reason: 'Global' }),
    anytime: true,
    does: { kind: 'command', link: 'decline' },
  },
  {
    says: 'the user declines here alone',
    event: event('invitation.decline', { reason: 'Local' }),
    anytime: true,
    does: { kind: 'command', link: 'decline', reason: 'Local' },
  },
  ...(['accept', 'decline'] as const).flatMap((link) =>
    (['taken', 'refused', 'lost'] as const).map((how) => answers(link, how)),
  ),
  { says: 'the server drops it unseen', event: event('gap.lost'), anytime: true, ends: true, does: { kind: 'lose' } },
]
