import { either as E } from 'fp-ts'
import type { Failure, Outcome } from '../protocol/failure.ts'
import { PutCommunication } from '../protocol/request/communication.ts'
import { Communication } from '../protocol/resource/communication.ts'
import { isObject } from '../protocol/struct.ts'
import { invalidInput, notAvailable, rulesBroken, type Wire } from '../service/command.ts'
import { putCommunication } from '../service/putCommunication.ts'
import { unlessObject, nullsIn } from '../service/unsendable.ts'
import { readResource } from '../transport/readResource.ts'

/** What of `communication` changes; the rest stays as it is at the server. */
export type CommunicationChanges = Pick<
  PutCommunication,
  'supportedModalities' | 'supportedMessageFormats' | 'conversationHistory' | 'audioPreference' | 'phoneNumber'
>

/** What nobody knows was not meant for the server. */
const knownOf = ({
  supportedModalities,
  supportedMessageFormats,
  conversationHistory,
  audioPreference,
  phoneNumber,
}: CommunicationChanges): CommunicationChanges => {
  const known = { supportedModalities, supportedMessageFormats, conversationHistory, audioPreference, phoneNumber }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}

/** Times that the resource is fetched anew because somebody else has changed it meanwhile. */
const mostTries = 5

const wasOvertaken = (failure: Failure): boolean => failure.name === 'Refused' && failure.status === 412

/** Fetches the resource, and puts it back with the changes; from the start where it has changed in between. */
export const updateCommunication = async (
  wire: Wire,
  href: string | undefined,
  changes: CommunicationChanges,
  signal: AbortSignal,
): Promise<Outcome<void>> => {
  const broken = [
    ...unlessObject(changes, 'changes'),
    ...(isObject(changes) ? rulesBroken(PutCommunication, changes) : []),
    ...nullsIn(changes),
  ]
  if (broken.length > 0) return E.left(invalidInput('communication', broken))
  if (href === undefined) return E.left(notAvailable('communication'))
  for (let attempt = 1; ; attempt++) {
    const read = await readResource(wire.exchange, Communication, { operation: 'communication', url: href }, signal)()
    if (E.isLeft(read)) return read
    const { value, etag } = read.right
    const replacement = { href, etag: value.etag ?? etag, resource: { ...value, ...knownOf(changes) } }
    const answer = await putCommunication(wire)(replacement, signal)()
    if (E.isRight(answer) || !wasOvertaken(answer.left) || attempt === mostTries) return answer
  }
}
