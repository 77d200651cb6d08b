import type { Application } from './application.ts'
import { type InvitationSide, type Leg, type Message, relOf } from './call.ts'
import type { Entry } from './eventQueue.ts'
import { hrefUnder, invitationHref, messageHref, participantHref } from './hrefs.ts'
import { representConversation } from './representation/conversation.ts'
import { representMessage } from './representation/message.ts'
import { representMessaging } from './representation/messaging.ts'
import { representInvitation } from './representation/invitation.ts'
import { representParticipant, representParticipantMessaging } from './representation/participant.ts'
import type { Site } from './site.ts'
import { autoAccepted, type Ending } from './reasons.ts'
import { tellAsCommunication, tellAsConversation } from './tell.ts'
import type { EventLink, EventReason } from './wireEvent.ts'

/* What one leg's application is told, an event a function. */

export const announceInvitation = (side: InvitationSide, type: 'started' | 'updated', reason?: EventReason): void =>
  tellAsCommunication(side.leg, (application) => ({
    link: { rel: relOf(side), href: invitationHref(application, side) },
    _embedded: { [relOf(side)]: representInvitation(application, side) },
    ...(reason === undefined ? {} : { reason }),
    type,
  }))

/** `ending` is absent where the invitation was accepted. */
const reasonOf = ({ isAutomatic }: InvitationSide, ending: Ending | undefined): { readonly reason?: EventReason } => {
  if (ending !== undefined) return { reason: ending.reason }
  return isAutomatic ? { reason: autoAccepted } : {}
}

export const announceInvitationCompleted = (side: InvitationSide, ending?: Ending): void =>
  tellAsCommunication(side.leg, (application) => ({
    link: { rel: relOf(side), href: invitationHref(application, side) },
    status: ending === undefined ? 'Success' : 'Failure',
    _embedded: { [relOf(side)]: representInvitation(application, side) },
    ...reasonOf(side, ending),
    type: 'completed',
  }))

export const announceConversation = (leg: Leg, type: 'added' | 'updated', reason?: EventReason): void =>
  tellAsCommunication(leg, (application) => ({
    link: { rel: 'conversation', href: hrefUnder(application, leg, 'conversation') },
    _embedded: { conversation: representConversation(application, leg) },
    ...(reason === undefined ? {} : { reason }),
    type,
  }))

export const announceConversationDeleted = (leg: Leg): void =>
  tellAsCommunication(leg, (application) => ({
    link: { rel: 'conversation', href: hrefUnder(application, leg, 'conversation') },
    type: 'deleted',
  }))

export const announceMessaging = (leg: Leg, reason?: EventReason): void =>
  void tellAsConversation(leg, (application) => ({
    link: { rel: 'messaging', href: hrefUnder(application, leg, 'messaging') },
    _embedded: { messaging: representMessaging(application, leg) },
    ...(reason === undefined ? {} : { reason }),
    type: 'updated',
  }))

const linkTo = (application: Application, leg: Leg, who: Leg): EventLink =>
  who === leg
    ? { rel: 'localParticipant', href: participantHref(application, leg, who), title: who.name }
    : { rel: 'participant', href: participantHref(application, leg, who), title: '' }

export const announceLocalParticipant = (leg: Leg, type: 'added' | 'updated' = 'added'): void =>
  void tellAsConversation(leg, (application) => ({
    link: linkTo(application, leg, leg),
    _embedded: { localParticipant: representParticipant(application, leg, leg) },
    type,
  }))

/** Captured servers send the link of a participant without a body. */
export const announceParticipant = (leg: Leg, who: Leg, type: 'added' | 'updated' | 'deleted'): void =>
  void tellAsConversation(leg, (application) => ({ link: linkTo(application, leg, who), type }))

export const announceParticipantMessaging = (leg: Leg, who: Leg, type: 'added' | 'deleted'): void =>
  void tellAsConversation(leg, (application) => ({
    link: { rel: 'participantMessaging', href: participantHref(application, leg, who, 'participantMessaging') },
    in: linkTo(application, leg, who),
    ...(type === 'added' && who === leg
      ? { _embedded: { participantMessaging: representParticipantMessaging(application, leg, who) } }
      : {}),
    type,
  }))

export const announceTyping = (leg: Leg, who: Leg, type: 'added' | 'deleted'): void =>
  void tellAsConversation(leg, (application) => ({
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
  tellAsConversation(
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
