import { announceConversation } from '../announce.ts'
import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import type { Exchange } from '../exchange.ts'
import { leave } from '../leave.ts'
import { waiting } from '../meeting.ts'
import { conflict, notFound } from '../refusal.ts'
import { noContent, ok, type Reply } from '../reply.ts'
import { representConversation } from '../representation/conversation.ts'
import { representConversations } from '../representation/communication.ts'
import {
  representParticipant,
  representParticipantMessaging,
  representParticipants,
  representTypingParticipants,
} from '../representation/participant.ts'
import { writeDown } from '../writeDown.ts'

export const getConversations = (application: Application, { site }: Exchange): Reply =>
  ok(representConversations(application, site.calls.legsIn(application)))

export const getConversation = (leg: Leg, application: Application): Reply =>
  ok(representConversation(application, leg))

export const deleteConversation = (leg: Leg, _: Application, { site }: Exchange): Reply => {
  writeDown(site, leg, { event: 'conversationLeft' })
  leave(site, leg)
  return noContent
}

/** The user has seen the conversation that the server accepted for her. */
export const postUserAcknowledged = (leg: Leg): Reply => {
  if (!leg.isUnseen) return conflict('There is nothing to acknowledge.')
  leg.isUnseen = false
  announceConversation(leg, 'updated')
  return noContent
}

/** Whom the path names: somebody in the conversation, or in the lobby of its meeting. */
export const whoIs = (leg: Leg, { parameters }: Exchange): Leg | undefined =>
  [leg, ...leg.roster, ...(leg.state === 'Conferenced' ? waiting(leg.call) : [])].find(
    ({ participantId }) => participantId === parameters['participant'],
  )

export const getParticipants = (leg: Leg, application: Application): Reply =>
  ok(representParticipants(application, leg))

export const getParticipant = (leg: Leg, application: Application, exchange: Exchange): Reply => {
  const who = whoIs(leg, exchange)
  return who === undefined ? notFound : ok(representParticipant(application, leg, who))
}

export const getParticipantMessaging = (leg: Leg, application: Application, exchange: Exchange): Reply => {
  const who = whoIs(leg, exchange)
  return who?.messaging !== 'Connected' || leg.messaging !== 'Connected'
    ? notFound
    : ok(representParticipantMessaging(application, leg, who))
}

export const getTypingParticipants = (leg: Leg, application: Application): Reply =>
  ok(representTypingParticipants(application, leg))
