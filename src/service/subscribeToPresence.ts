import { either as E, taskEither as TE } from 'fp-ts'
import { resolveHref } from '../protocol/hypermedia.ts'
import { operations } from '../protocol/operation.ts'
import { PresenceSubscription } from '../protocol/resource/presenceSubscription.ts'
import { readAnswer, type Answer } from '../transport/answer.ts'
import { attemptOf } from '../transport/attempt.ts'
import { locationOf, sendInput, type Href, type Service, type Wire } from './command.ts'

interface SubscribeToPresenceInput {
  readonly href: Href
  /** Minutes: 10 to 30. */
  readonly duration: number
  /** SIP URIs. */
  readonly uris: readonly string[]
}

interface Granted {
  /** Absolute URL of the subscription; undefined where a server does not tell. */
  readonly location: string | undefined
}

const { presenceSubscriptions } = operations

/** Servers tell it in the body, in `Location`, or in both. */
const granted = (answer: Answer): Granted => {
  const attempt = attemptOf({
    operation: presenceSubscriptions.rel,
    method: presenceSubscriptions.method,
    url: answer.url,
  })
  const body = readAnswer(PresenceSubscription, answer, attempt)
  const self = E.isRight(body) ? body.right._links?.self : undefined
  return { location: self ? resolveHref(self.href, answer.url) : locationOf(answer) }
}

/** Asks to be told when the presence of some contacts changes, for a while. */
export const subscribeToPresence =
  (wire: Wire): Service<SubscribeToPresenceInput, Granted> =>
  ({ href, ...input }, signal) =>
    TE.map(granted)(sendInput(wire, presenceSubscriptions, { href, input }, signal))
