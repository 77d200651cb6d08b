import { either as E } from 'fp-ts'
import type { Application } from '../application.ts'
import { readChannelRequest } from '../channelSettings.ts'
import { otherPolls } from '../demand.ts'
import type { Exchange } from '../exchange.ts'
import { applicationNotFound, invalidParameters, tooManyPolls } from '../refusal.ts'
import type { Answer } from '../reply.ts'

/** The P-GET of one instance. */
export const getEvents = (application: Application, { site, query, signal }: Exchange): Answer | Promise<Answer> => {
  const channel = application.channel.of(query.get('instanceid') ?? '')
  if (channel === undefined) return applicationNotFound
  if (otherPolls(site, application.account, channel) >= site.limits.parkedPolls) return tooManyPolls
  const request = readChannelRequest(query)
  return E.isLeft(request) ? invalidParameters(request.left) : channel.get(request.right, signal)
}
