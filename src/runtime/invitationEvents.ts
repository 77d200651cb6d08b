import type { InvitationCompletedEvent, InvitationProgressEvent } from '../../machines/invitationEvent.ts'
import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { Directory } from './directory.ts'
import type { Fetcher } from './fetcher.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly directory: Directory
  readonly fetcher: Fetcher
}

type Rel = 'messagingInvitation' | 'participantInvitation' | 'onlineMeetingInvitation'

/** What becomes of the events about invitations, in and out. */
export interface InvitationEvents {
  readonly invitation: (event: ResourceEvent, rel: Rel) => void
  /** After a gap: what the server says of an invitation now. */
  readonly catchUp: (href: string, rel: Rel, invitation: MessagingInvitation) => void
}

const toChart = (
  { type, status, reason }: Pick<ResourceEvent, 'type' | 'status' | 'reason'>,
  rel: Rel,
  invitation: MessagingInvitation,
): InvitationProgressEvent | InvitationCompletedEvent => {
  const body = { rel, invitation, reason: reason ?? undefined }
  if (type === 'completed') return { type: 'invitation.completed', status, ...body }
  return { type: type === 'started' ? 'invitation.started' : 'invitation.updated', ...body }
}

const openStates: ReadonlySet<string> = new Set(['Connecting', 'Alerting', 'TeamRing', 'Forwarded'])

/** What a `completed` says of an invitation that nobody has ever seen and that is gone: only how it ended. */
const unread = ({ link, status }: ResourceEvent): MessagingInvitation => ({
  direction: 'Outgoing',
  state: status === 'Success' ? 'Connected' : 'Failed',
  _links: { self: link },
})

export const createInvitationEvents = ({ place, directory, fetcher }: Surroundings): InvitationEvents => {
  const outgoing = ({ operationId, direction }: MessagingInvitation, href: string) =>
    (operationId ? directory.findOutgoing(operationId) : undefined) ??
    (direction === 'Incoming' ? undefined : directory.findOutgoingAt(href))

  /** The last body seen, for an event that brings none. */
  const lastBody = (href: string) => (directory.findIncoming(href) ?? directory.findOutgoingAt(href))?.resource

  const conversationOf = ({ invitation }: InvitationProgressEvent | InvitationCompletedEvent) => {
    const href = place.of(invitation._links.conversation)
    return href === undefined ? undefined : directory.conversation(href)
  }

  const incoming = (event: InvitationProgressEvent | InvitationCompletedEvent, href: string): void => {
    const known = directory.findIncoming(href)
    const invitation = known ?? directory.incoming(href)
    if (invitation === undefined) return
    invitation.conversation ??= conversationOf(event)
    const from = event.invitation._embedded?.from
    const inviter = place.of(from?._links?.self)
    if (from && inviter !== undefined) invitation.conversation?.roster.learn(inviter, from)
    invitation.send(event)
    if (known === undefined) directory.invitationAdded.next(invitation)
  }

  const follow = (event: InvitationProgressEvent | InvitationCompletedEvent, href: string): void => {
    const ours = outgoing(event.invitation, href)
    if (ours !== undefined) {
      if (ours.conversation === undefined) {
        ours.conversation = conversationOf(event)
        ours.conversation?.openWith(ours.message)
      }
      ours.send(event)
    } else if (event.invitation.direction === 'Incoming') incoming(event, href)
  }

  return {
    invitation: (event, rel) => {
      const href = place.absolute(event.link.href)
      fetcher.overtake(href)
      if (event.type === 'deleted') return
      const body = event._embedded?.[rel] ?? (event.type === 'completed' ? lastBody(href) : undefined)
      if (body) follow(toChart(event, rel, body), href)
      else
        fetcher.get({
          codec: MessagingInvitation,
          href,
          operation: rel,
          found: (invitation) => follow(toChart(event, rel, invitation), href),
          missed: () => {
            if (event.type === 'completed') directory.findOutgoingAt(href)?.send(toChart(event, rel, unread(event)))
          },
        })
    },
    catchUp: (href, rel, invitation) => {
      const type = openStates.has(invitation.state) ? 'updated' : 'completed'
      follow(toChart({ type }, rel, invitation), href)
    },
  }
}
