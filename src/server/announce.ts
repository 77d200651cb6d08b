import type { Application } from './application.ts'
import type { InvitationSide, Leg, Message } from './call.ts'
import type { Entry, Sender } from './eventQueue.ts'
import { hrefIn, hrefUnder, invitationHref, messageHref, participantHref } from './hrefs.ts'
import { representConversation } from './representation/conversation.ts'
import { representMessage } from './representation/message.ts'
import { representMessaging } from './representation/messaging.ts'
import { representInvitation } from './representation/messagingInvitation.ts'
import { representParticipant, representParticipantMessaging } from './representation/participant.ts'
import type { Site } from './site.ts'
import type { Ending } from './reasons.ts'
import { type EventLink, type EventReason, wireEvent, type WireEvent } from './wireEvent.ts'

/*
 * What one leg's application is told, an event a function. A leg that is a
 * puppet's is told nothing.
 */

const communication = (application: Application): Sender => ({
  rel: 'communication',
  href: hrefIn(application, 'communication'),
})

const conversation = (application: Application, leg: Leg): Sender => ({
  rel: 'conversation',
  href: hrefUnder(application, leg, 'conversation'),
})

const fromCommunication = (leg: Leg, make: (application: Application) => WireEvent): void => {
  const { seat } = leg
  if (seat.kind === 'puppet') return
  seat.channel.add({ sender: communication(seat), event: wireEvent(make(seat)) }, 'high')
}

const fromConversation = (
  leg: Leg,
  make: (application: Application) => WireEvent,
  released?: () => void,
): Entry | undefined => {
  const { seat } = leg
  if (seat.kind === 'puppet') return undefined
  return seat.channel.add({ sender: conversation(seat, leg), event: wireEvent(make(seat)) }, 'high', released)
}

export const announceInvitation = (side: InvitationSide, type: 'started' | 'updated', reason?: EventReason): void =>
  fromCommunication(side.leg, (application) => ({
    link: { rel: 'messagingInvitation', href: invitationHref(application, side) },
    _embedded: { messagingInvitation: representInvitation(application, side) },
    ...(reason === undefined ? {} : { reason }),
    type,
  }))

/** `ending` is absent where the invitation was accepted. */
export const announceInvitationCompleted = (side: InvitationSide, ending?: Ending): void =>
  fromCommunication(side.leg, (application) => ({
    link: { rel: 'messagingInvitation', href: invitationHref(application, side) },
    status: ending === undefined ? 'Success' : 'Failure',
    _embedded: { messagingInvitation: representInvitation(application, side) },
    ...(ending === undefined ? {} : { reason: ending.reason }),
    type: 'completed',
  }))

export const announceConversation = (leg: Leg, type: 'added' | 'updated'): void =>
  fromCommunication(leg, (application) => ({
    link: { rel: 'conversation', href: hrefUnder(application, leg, 'conversation') },
    _embedded: { conversation: representConversation(application, leg) },
    type,
  }))

export const announceConversationDeleted = (leg: Leg): void =>
  fromCommunication(leg, (application) => ({
    link: { rel: 'conversation', href: hrefUnder(application, leg, 'conversation') },
    type: 'deleted',
  }))

export const announceMessaging = (leg: Leg, reason?: EventReason): void =>
  void fromConversation(leg, (application) => ({
    link: { rel: 'messaging', href: hrefUnder(application, leg, 'messaging') },
    _embedded: { messaging: representMessaging(application, leg) },
    ...(reason === undefined ? {} : { reason }),
    type: 'updated',
  }))

const linkTo = (application: Application, leg: Leg, who: Leg): EventLink =>
  who === leg
    ? { rel: 'localParticipant', href: participantHref(application, leg, who), title: who.seat.account.name }
    : { rel: 'participant', href: participantHref(application, leg, who), title: '' }

export const announceLocalParticipant = (leg: Leg): void =>
  void fromConversation(leg, (application) => ({
    link: linkTo(application, leg, leg),
    _embedded: { localParticipant: representParticipant(application, leg, leg) },
    type: 'added',
  }))

/** Captured servers send the link of a participant without a body. */
export const announceParticipant = (leg: Leg, who: Leg, type: 'added' | 'updated' | 'deleted'): void =>
  void fromConversation(leg, (application) => ({ link: linkTo(application, leg, who), type }))

export const announceParticipantMessaging = (leg: Leg, who: Leg, type: 'added' | 'deleted'): void =>
  void fromConversation(leg, (application) => ({
    link: { rel: 'participantMessaging', href: participantHref(application, leg, who, 'participantMessaging') },
    in: linkTo(application, leg, who),
    ...(type === 'added' && who === leg
      ? { _embedded: { participantMessaging: representParticipantMessaging(application, leg, who) } }
      : {}),
    type,
  }))

export const announceTyping = (leg: Leg, who: Leg, type: 'added' | 'deleted'): void =>
  void fromConversation(leg, (application) => ({
    link: linkTo(application, leg, who),
    in: { rel: 'typingParticipants', href: hrefUnder(application, leg, 'typingParticipants') },
    type,
  }))

/** `reason` is absent where the message was delivered; `released` runs when the event has gone out. */
export const announceMessage = (
  site: Site,
  message: Message,
  reason?: EventReason,
  released?: () => void,
): Entry | undefined =>
  fromConversation(
    message.leg,
    (application) => ({
      link: { rel: 'message', href: messageHref(application, message) },
      status: reason === undefined ? 'Success' : 'Failure',
      _embedded: {
        message: representMessage(application, message, { withOperationId: site.messageOperationIds }),
      },
      ...(reason === undefined ? {} : { reason }),
      type: 'completed',
    }),
    released,
  )
