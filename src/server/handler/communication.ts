import { either as E } from 'fp-ts'
import { PutCommunication } from '../../protocol/request/communication.ts'
import { announceCommunication } from '../announceCommunication.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import { readInput } from '../input.ts'
import { invalidParameters, preconditionFailed, preconditionRequired } from '../refusal.ts'
import { ok, type Reply } from '../reply.ts'
import { putValue, representCommunication } from '../representation/communication.ts'

const withoutQuotes = (etag: string): string => etag.replace(/^W\//, '').replaceAll('"', '')

/** What is not named by the codec came along with the resource, and does not change it. */
const settingsIn = (input: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(input).filter(([name, value]) => Object.hasOwn(PutCommunication.optional, name) && value !== null),
  )

/** Replaces what the application supports. The whole resource comes, the property with the random name in it. */
export const putCommunication = (application: Application, exchange: Exchange): Reply => {
  const etag = exchange.request.headers['if-match']
  if (etag === undefined) return preconditionRequired
  if (etag.trim() !== '*' && withoutQuotes(etag) !== String(application.communicationEtag)) return preconditionFailed
  const input = readInput(PutCommunication, exchange)
  if (E.isLeft(input)) return input.left
  if (new Map<string, unknown>(Object.entries(input.right)).get(application.putProperty) !== putValue) {
    return invalidParameters([{ name: application.putProperty, reason: 'is missing' }])
  }
  const { supportedModalities, supportedMessageFormats, ...rest } = input.right
  application.supportedModalities = supportedModalities ?? []
  application.supportedMessageFormats = supportedMessageFormats ?? ['Plain']
  application.communicationSettings = settingsIn(rest)
  application.communicationEtag += 1
  announceCommunication(application)
  return ok(representCommunication(application))
}
