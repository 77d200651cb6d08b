import { either as E } from 'fp-ts'
import { operations } from '../../protocol/operation.ts'
import type { StartOnlineMeeting } from '../../protocol/request/startOnlineMeeting.ts'
import { isStranger, sipUri } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import { invitationHref } from '../hrefs.ts'
import { readInput } from '../input.ts'
import { joinMeeting, type Joining, startMeeting } from '../joinMeeting.ts'
import { isIn } from '../meeting.ts'
import { anonymousNotAllowed, conflict, destinationNotFound, forbidden, invalidParameters } from '../refusal.ts'
import { created, type Reply } from '../reply.ts'
import type { Site } from '../site.ts'
import { type Topic, topicOf } from '../topic.ts'

/** What she says of the meeting and of herself; a refusal where it does not do. */
const joiningOf = (input: StartOnlineMeeting, application: Application, site: Site): E.Either<Reply, Joining> => {
  const { operationId, anonymousDisplayName } = input
  const stranger = isStranger(application.account)
  if (stranger && (anonymousDisplayName ?? '') === '') {
    return E.left(invalidParameters([{ name: 'anonymousDisplayName', reason: 'is missing' }]))
  }
  return E.map((topic: Topic) => ({
    ...topic,
    ...(typeof operationId === 'string' ? { operationId } : {}),
    ...(stranger && typeof anonymousDisplayName === 'string' ? { name: anonymousDisplayName } : {}),
  }))(topicOf(site, application.account, input))
}

export const postStartOnlineMeeting = (application: Application, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.startOnlineMeeting.input, exchange)
  if (E.isLeft(input)) return input.left
  if (isStranger(application.account)) return anonymousNotAllowed
  const joining = joiningOf(input.right, application, site)
  if (E.isLeft(joining)) return joining.left
  return created(invitationHref(application, startMeeting(site, application, joining.right)))
}

const spellings = new Map([['onlineMeetingUri', (uri: string) => uri.replaceAll(/\s/g, '')]])

export const postJoinOnlineMeeting = (application: Application, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.joinOnlineMeeting.input, exchange, spellings)
  if (E.isLeft(input)) return input.left
  const { onlineMeetingUri } = input.right
  const { conference } = application.account
  if (conference !== undefined && conference !== sipUri(onlineMeetingUri ?? '')) {
    return forbidden('The token of an anonymous user is for another meeting.')
  }
  const joining = joiningOf(input.right, application, site)
  if (E.isLeft(joining)) return joining.left
  if (typeof onlineMeetingUri !== 'string') {
    return created(invitationHref(application, startMeeting(site, application, joining.right)))
  }
  const meeting = site.meetings.find(onlineMeetingUri)
  if (meeting === undefined) return destinationNotFound
  if (isIn(application, meeting)) {
    return conflict('The application is in this meeting already.', 'AlreadyExists')
  }
  return created(invitationHref(application, joinMeeting(site, application, meeting, joining.right)))
}
