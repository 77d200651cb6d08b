import type { InvitationCompletedEvent, InvitationResult } from '../../machines/invitationEvent.ts'
import type { EventStatus } from '../../src/protocol/event/resourceEvent.ts'
import { foreignWord, invitationIn } from './samples.ts'

interface Completed {
  readonly status: EventStatus | null | undefined
  /** Of the body. */
  readonly state: string
  readonly subcode?: string | undefined
}

type Completion = Completed & { readonly means: string; readonly result: InvitationResult }

export const completedAs = ({ status, state, subcode }: Completed): InvitationCompletedEvent => ({
  type: 'invitation.completed',
  rel: 'messagingInvitation',
  invitation: invitationIn(state, 'conversation'),
  status,
  reason: subcode === undefined ? undefined : { code: 'RemoteFailure', subcode },
})

/** What a `completed` can bring, and what it comes to. */
export const completions: readonly Completion[] = [
  { means: 'Success', status: 'Success', state: 'Connected', result: 'Connected' },
  { means: 'Success with a body that says otherwise', status: 'Success', state: 'Failed', result: 'Connected' },
  { means: 'Failure, Declined', status: 'Failure', state: 'Declined', subcode: 'Declined', result: 'Declined' },
  {
    means: 'Failure, Declined with a body that says Failed',
    status: 'Failure',
    state: 'Failed',
    subcode: 'Declined',
    result: 'Declined',
  },
  { means: 'Failure, Canceled', status: 'Failure', state: 'Failed', subcode: 'Canceled', result: 'Cancelled' },
  { means: 'Failure, Forwarded', status: 'Failure', state: 'Failed', subcode: 'Forwarded', result: 'Forwarded' },
  { means: 'Failure, Redirected', status: 'Failure', state: 'Failed', subcode: 'Redirected', result: 'Forwarded' },
  { means: 'Failure, Timeout', status: 'Failure', state: 'Cancelled', subcode: 'Timeout', result: 'Failed' },
  { means: 'Failure without a reason', status: 'Failure', state: 'Connected', result: 'Failed' },
  { means: 'a status that nobody knows', status: foreignWord, state: 'Connected', result: 'Failed' },
  { means: 'Connected without a status', status: undefined, state: 'Connected', result: 'Connected' },
  { means: 'Declined without a status', status: null, state: 'Declined', result: 'Declined' },
  { means: 'Cancelled without a status', status: undefined, state: 'Cancelled', result: 'Cancelled' },
  { means: 'Forwarded without a status', status: undefined, state: 'Forwarded', result: 'Forwarded' },
  { means: 'Failed without a status', status: undefined, state: 'Failed', result: 'Failed' },
  { means: 'a state that nobody knows, without a status', status: undefined, state: foreignWord, result: 'Failed' },
  { means: 'Connecting without a status', status: undefined, state: 'Connecting', result: 'Failed' },
]
