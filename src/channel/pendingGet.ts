import { either as E } from 'fp-ts'
import { describeFaults } from '../protocol/decode.ts'
import { decodeEventPage } from '../protocol/event/eventPage.ts'
import type { Failure } from '../protocol/failure.ts'
import { withQuery } from '../protocol/hypermedia.ts'
import type { Answer } from '../transport/answer.ts'
import { attemptOf } from '../transport/attempt.ts'
import type { Exchange } from '../transport/exchange.ts'
import { localTimeout, type Aggregation } from './aggregation.ts'
import type { Cursor, PollAnswer } from './cursor.ts'

const failed = (failure: Failure): PollAnswer => ({ kind: 'failure', failure })

const readPage = (answer: Answer): PollAnswer => {
  const structure = answer.structure()
  if (E.isLeft(structure)) return failed(structure.left)
  const page = decodeEventPage(structure.right)
  if (E.isRight(page)) return { kind: 'page', page: page.right, url: answer.url }
  return failed({
    name: 'Unreadable',
    ...attemptOf({ operation: 'events', url: answer.url }),
    status: answer.status,
    reason: describeFaults(page.left.faults),
    faults: page.left.faults,
  })
}

/** One P-GET: parks a request at the server until there are events. Never rejects. */
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
