import { either as E } from 'fp-ts'
import { describeFaults, type Fault } from '../protocol/decode.ts'
import { decodeEventPage } from '../protocol/event/eventPage.ts'
import type { Failure } from '../protocol/failure.ts'
import { resolveHref, withQuery } from '../protocol/hypermedia.ts'
import { isSameOrigin, type Answer } from '../transport/answer.ts'
import { attemptOf } from '../transport/attempt.ts'
import type { Exchange } from '../transport/exchange.ts'
import { localTimeout, type Aggregation } from './aggregation.ts'
import type { Cursor, PollAnswer } from './cursor.ts'

const failed = (failure: Failure): PollAnswer => ({ kind: 'failure', failure })

const unreadable = (answer: Answer, faults: readonly Fault[]): PollAnswer =>
  failed({
    name: 'Unreadable',
    ...attemptOf({ operation: 'events', method: 'GET', url: answer.url }),
    status: answer.status,
    reason: describeFaults(faults),
    faults,
  })

const absolute = (href: string | undefined, base: string): string | undefined =>
  href !== undefined && URL.canParse(href, base) ? resolveHref(href, base) : undefined

const readPage = (answer: Answer): PollAnswer => {
  const structure = answer.structure()
  if (E.isLeft(structure)) return failed(structure.left)
  const decoded = decodeEventPage(structure.right)
  if (E.isLeft(decoded)) return unreadable(answer, decoded.left.faults)
  const page = decoded.right
  const { url } = answer
  const { rel, href } = page.onward
  const onward = absolute(href, url)
  return onward === undefined || !isSameOrigin(onward, url)
    ? unreadable(answer, [
        {
          path: `/_links/${rel}/href`,
          expected: 'a URL of the same host',
          got: `a string of ${href.length} characters`,
        },
      ])
    : { kind: 'page', page, url, self: absolute(page.self, url), onward }
}

/** One P-GET: parks a request at the server until there are events, or its time-out releases it. */
export const pendingGet = async (
  exchange: Exchange,
  cursor: Cursor,
  aggregation: Aggregation,
  signal: AbortSignal,
): Promise<PollAnswer> => {
  const { timeout, medium, low, priority } = aggregation
  const url = cursor.untold ? withQuery(cursor.url, { timeout, medium, low, priority }) : cursor.url
  const request = { operation: 'events', method: 'GET', url, timeout: localTimeout(aggregation) } as const
  const answer = await exchange(request, signal)()
  return E.isLeft(answer) ? failed(answer.left) : readPage(answer.right)
}
