import type { InvitationCompletedEvent, InvitationProgressEvent } from '../../machines/invitationEvent.ts'
import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { Messaging } from '../protocol/resource/messaging.ts'
import { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { Directory } from './directory.ts'
import type { Fetcher } from './fetcher.ts'
import type { InvitationRel } from './incomingInvitation.ts'
import type { OutgoingInvitationRecord } from './outgoingInvitation.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly directory: Directory
  readonly fetcher: Fetcher
}

/** What becomes of the events about invitations, in and out. */
export interface InvitationEvents {
  readonly invitation: (event: ResourceEvent, rel: InvitationRel) => void
  /** After a gap: what the server says of an invitation now. */
  readonly catchUp: (href: string, rel: InvitationRel, invitation: MessagingInvitation) => void
}

const toChart = (
  { type, status, reason }: Pick<ResourceEvent, 'type' | 'status' | 'reason'>,
  rel: InvitationRel,
  invitation: MessagingInvitation,
): InvitationProgressEvent | InvitationCompletedEvent => {
  const body = { rel, invitation, reason: reason ?? undefined }
  if (type === 'completed') return { type: 'invitation.completed', status, ...body }
  return { type: type === 'started' ? 'invitation.started' : 'invitation.updated', ...body }
}

const openStates: ReadonlySet<string> = new Set(['Connecting', 'Alerting', 'TeamRing', 'Forwarded'])

/** Nobody has answered it, nor withdrawn it. */
export const isRinging = ({ state }: MessagingInvitation): boolean => openStates.has(state)

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

  /** Whoever is connected may write at once: what tells that she may is read before. */
  const afterMessaging = (event: InvitationProgressEvent | InvitationCompletedEvent, follow: () => void): void => {
    const href = place.of(event.invitation._links.messaging)
    if (event.type === 'invitation.completed' && href !== undefined) fetcher.whenRead(href, follow)
    else follow()
  }

  const incoming = (
    event: InvitationProgressEvent | InvitationCompletedEvent,
    href: string,
    rel: InvitationRel,
  ): void => {
    const known = directory.findIncoming(href)
    const invitation = known ?? directory.incoming(href, rel)
    if (invitation === undefined) return
    invitation.conversation ??= conversationOf(event)
    const from = event.invitation._embedded?.from
    const inviter = place.of(from?._links?.self)
    if (from && inviter !== undefined) invitation.conversation?.roster.learn(inviter, from)
    afterMessaging(event, () => invitation.send(event))
    if (known === undefined) directory.invitationAdded.next(invitation)
  }

  /**
   * Somebody else than the other of the conversation has answered: messaging goes
   * on in a conversation of its own, and the invitation is over when that is known.
   */
  const followDerived = (ours: OutgoingInvitationRecord, event: InvitationCompletedEvent, href: string): void => {
    const over = (): void => ours.send(event)
    fetcher.getAnyway({
      codec: Messaging,
      href,
      operation: 'derivedMessaging',
      found: (messaging) => {
        const derived = place.of(messaging._links?.conversation)
        if (derived !== undefined && !ours.isOver) {
          ours.conversation?.openWith(undefined)
          ours.conversation = directory.conversation(derived)
          ours.conversation.openWith(ours.message)
        }
        over()
      },
      missed: over,
    })
  }

  const followOurs = (
    ours: OutgoingInvitationRecord,
    event: InvitationProgressEvent | InvitationCompletedEvent,
    href: string,
  ): void => {
    ours.heardAt = href
    if (ours.conversation === undefined) {
      ours.conversation = conversationOf(event)
      ours.conversation?.openWith(ours.message)
    }
    const derived = place.of(event.invitation._links.derivedMessaging)
    if (event.type === 'invitation.completed' && derived !== undefined) followDerived(ours, event, derived)
    else afterMessaging(event, () => ours.send(event))
  }

  const follow = (
    event: InvitationProgressEvent | InvitationCompletedEvent,
    href: string,
    rel: InvitationRel,
  ): void => {
    const ours = outgoing(event.invitation, href)
    if (ours !== undefined) followOurs(ours, event, href)
    else if (event.invitation.direction === 'Incoming') incoming(event, href, rel)
  }

  /** It is gone before anybody has heard where it is: the 201 that says so may still be on its way. */
  const endOnceFound = (event: ResourceEvent, href: string, rel: InvitationRel): void => {
    for (const invitation of directory.outgoingWithoutPlace) {
      const stop = invitation.listen(() => {
        if (invitation.location === undefined) return
        stop()
        if (invitation.isAt(href)) invitation.send(toChart(event, rel, unread(event)))
      })
    }
  }

  return {
    invitation: (event, rel) => {
      const href = place.absolute(event.link.href)
      fetcher.overtake(href)
      if (event.type === 'deleted') return
      const body = event._embedded?.[rel]
      if (body) follow(toChart(event, rel, body), href, rel)
      else
        fetcher.get({
          codec: MessagingInvitation,
          href,
          operation: rel,
          found: (invitation) => follow(toChart(event, rel, invitation), href, rel),
          missed: () => {
            if (event.type !== 'completed') return
            const last = lastBody(href)
            const ours = directory.findOutgoingAt(href)
            if (last !== undefined) follow(toChart(event, rel, last), href, rel)
            else if (ours !== undefined) ours.send(toChart(event, rel, unread(event)))
            else endOnceFound(event, href, rel)
          },
        })
    },
    catchUp: (href, rel, invitation) => {
      const type = isRinging(invitation) ? 'updated' : 'completed'
      follow(toChart({ type }, rel, invitation), href, rel)
    },
  }
}
