import { isStranger } from '../accounts.ts'
import type { Application } from '../application.ts'
import { type InvitationSide, relOf } from '../call.ts'
import { contactHref, hrefIn, hrefUnder, invitationCommand, invitationHref, participantHref } from '../hrefs.ts'
import { contentLink } from './message.ts'
import { representParticipant } from './participant.ts'

const addressOf = (uri: string): string => uri.replace(/^sips?:/, '')

const commandsOf = (application: Application, side: InvitationSide): object => {
  if (!side.isOpen || side.isAutomatic) return {}
  return side.direction === 'Outgoing'
    ? { cancel: { href: invitationCommand(application, side, 'cancel') } }
    : {
        accept: { href: invitationCommand(application, side, 'accept') },
        decline: { href: invitationCommand(application, side, 'decline') },
      }
}

const embeddedOf = (application: Application, side: InvitationSide): object => {
  const { direction, leg, invitation, acceptedBy, derived } = side
  if (direction === 'Incoming') {
    return { _embedded: { from: representParticipant(application, leg, invitation.caller) } }
  }
  return acceptedBy === undefined
    ? {}
    : { _embedded: { acceptedByParticipant: [representParticipant(application, derived ?? leg, acceptedBy)] } }
}

const meetingOf = (side: InvitationSide): object => {
  const { meeting } = side.leg.call
  if (relOf(side) !== 'onlineMeetingInvitation' || meeting === undefined) return {}
  const { seat, name } = side.leg
  return {
    onlineMeetingUri: meeting.uri,
    availableModalities: ['Messaging'],
    ...(isStranger(seat.account) ? { anonymousDisplayName: name } : {}),
  }
}

const linksOfKind = (application: Application, side: InvitationSide): object => {
  const { leg, acceptedBy, derived } = side
  switch (relOf(side)) {
    case 'messagingInvitation':
      return {
        messaging: { href: hrefUnder(application, leg, 'messaging') },
        ...(derived === undefined ? {} : { derivedMessaging: { href: hrefUnder(application, derived, 'messaging') } }),
      }
    case 'participantInvitation':
      return acceptedBy === undefined
        ? {}
        : { participant: { href: participantHref(application, leg, acceptedBy), title: acceptedBy.name } }
    case 'onlineMeetingInvitation':
      return {}
  }
}

export const representInvitation = (application: Application, side: InvitationSide): object => {
  const { leg, direction, state, acceptedByContact } = side
  const { to, operationId, message, customContent, onBehalfOf } = side.invitation
  return {
    direction,
    importance: leg.call.importance,
    threadId: leg.call.threadId,
    state,
    ...(direction === 'Outgoing' && operationId !== undefined ? { operationId } : {}),
    subject: leg.call.subject,
    to,
    ...meetingOf(side),
    _links: {
      self: { href: invitationHref(application, side) },
      ...(direction === 'Outgoing'
        ? {
            from: { href: participantHref(application, leg, leg), title: leg.name },
            to: { href: contactHref(application, { address: addressOf(to.split(';', 1)[0] ?? to) }) },
          }
        : { to: { href: hrefIn(application, 'me') } }),
      ...commandsOf(application, side),
      ...(direction === 'Outgoing' || onBehalfOf === undefined
        ? {}
        : { onBehalfOf: { href: contactHref(application, onBehalfOf) } }),
      ...(acceptedByContact === undefined
        ? {}
        : { acceptedByContact: { href: contactHref(application, acceptedByContact) } }),
      conversation: { href: hrefUnder(application, leg, 'conversation') },
      ...linksOfKind(application, side),
      ...(message === undefined ? {} : { message: contentLink(message) }),
      ...(customContent === undefined ? {} : { customContent: { href: customContent } }),
    },
    ...embeddedOf(application, side),
    rel: relOf(side),
  }
}
