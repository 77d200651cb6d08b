import type { EventStatus } from '../src/protocol/event/resourceEvent.ts'
import type { Reason } from '../src/protocol/reason.ts'
import type { MessagingInvitation } from '../src/protocol/resource/messagingInvitation.ts'

/** The three invitation resources share these; `rel` says which one it is. */
export interface InvitationBody {
  readonly rel: string
  readonly invitation: MessagingInvitation
  readonly reason?: Reason | null
}

export type InvitationProgressEvent =
  | ({ readonly type: 'invitation.started' } & InvitationBody)
  | ({ readonly type: 'invitation.updated' } & InvitationBody)

export type InvitationCompletedEvent = {
  readonly type: 'invitation.completed'
  readonly status?: EventStatus | null
} & InvitationBody

/** How an invitation ended on the wire. */
export type InvitationResult = 'Connected' | 'Declined' | 'Cancelled' | 'Forwarded' | 'Failed'

const bySubcode = new Map<unknown, InvitationResult>([
  ['Declined', 'Declined'],
  ['Canceled', 'Cancelled'],
  ['Forwarded', 'Forwarded'],
  ['Redirected', 'Forwarded'],
])

const byState = new Map<unknown, InvitationResult>([
  ['Connected', 'Connected'],
  ['Declined', 'Declined'],
  ['Cancelled', 'Cancelled'],
  ['Forwarded', 'Forwarded'],
])

/**
 * What a `completed` comes to: its status and the subcode of its reason decide,
 * never the state in the body, which says Failed where an invitation was
 * declined. Only a server that leaves the status out is judged by the state.
 */
export const resultOf = (event: InvitationCompletedEvent): InvitationResult => {
  if (event.status === 'Success') return 'Connected'
  if (event.status === undefined || event.status === null) return byState.get(event.invitation.state) ?? 'Failed'
  return bySubcode.get(event.reason?.subcode) ?? 'Failed'
}
