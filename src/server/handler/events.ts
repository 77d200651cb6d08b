import { either as E } from 'fp-ts'
import type { Application } from '../application.ts'
import { readChannelRequest } from '../channelSettings.ts'
import type { Exchange } from '../exchange.ts'
import { invalidParameters } from '../refusal.ts'
import type { Answer } from '../reply.ts'

/** The P-GET. */
export const getEvents = (application: Application, { query, signal }: Exchange): Answer | Promise<Answer> => {
  const request = readChannelRequest(query)
  return E.isLeft(request) ? invalidParameters(request.left) : application.channel.get(request.right, signal)
}
