import { either as E } from 'fp-ts'
import {
  type BatchedRequest,
  type BatchedResponse,
  batchType,
  mostParts,
  parseBatchResponses,
  printBatchRequests,
} from '../protocol/batch.ts'
import type { Refused } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import type { Clock } from '../seam/clock.ts'
import { identifier, type Random } from '../seam/random.ts'
import { type Answer, isSameOrigin } from './answer.ts'
import { attemptOf } from './attempt.ts'
import type { Exchange, ExchangeFailure, ExchangeRequest } from './exchange.ts'
import type { HttpResponse } from './http.ts'
import type { Pace } from './pace.ts'
import { pause } from './pause.ts'
import { backoff, briefly, longestWait } from './retryPolicy.ts'
import { settle } from './settle.ts'

export interface BatchingOptions {
  /** Absolute URL of the `batch` link; nothing while there is none. */
  readonly batch: () => string | undefined
  readonly format: Format
  readonly clock: Clock
  readonly random: Random
  readonly pace: Pace
}

type Outcome = E.Either<ExchangeFailure, Answer>

/** A GET that waits for its batch. */
interface Waiting {
  readonly request: ExchangeRequest
  readonly signal: AbortSignal
  readonly resolve: (outcome: Outcome) => void
  /** With a defect of ours. */
  readonly reject: (defect: unknown) => void
}

/** Whether what came of the batch would come of its requests as well. */
const holdsForAll = (failure: ExchangeFailure): boolean => {
  switch (failure.name) {
    case 'Refused':
      return (
        failure.subcode === 'ApplicationNotFound' || [401, 408, 410].includes(failure.status) || failure.status > 501
      )
    case 'Unreadable':
      return failure.operation === 'token'
    default:
      return true
  }
}

const isRefusedAsTooMany = (failure: ExchangeFailure): failure is Refused =>
  failure.name === 'Refused' && failure.status === 429

const asFailureOf = (request: ExchangeRequest, failure: ExchangeFailure): ExchangeFailure =>
  failure.name === 'TokenRefused' ? failure : { ...failure, ...attemptOf(request) }

const responseOf = ({ status, headers, body }: BatchedResponse, url: string): HttpResponse => ({
  status,
  url,
  header: (name) => {
    const value = headers[name.toLowerCase()]
    return typeof value === 'object' ? value.join(', ') : value
  },
  text: body,
})

/** A token that one part alone was refused for is had by the exchange, which asks for that part again. */
const needsToken = ({ status, header }: HttpResponse): boolean =>
  status === 401 || (status === 403 && header('www-authenticate') !== undefined)

/**
 * The same exchange, where GETs go out one after another, at the pace that is
 * given, and those that wait for their turn to the host of the application go as
 * one POST to its `batch` link, while it has one. A GET by itself goes alone. Each
 * GET gets an answer or a failure of its own: what only the batch was refused for
 * sends them one by one, and from then on there are no batches at that link. Giving up one GET leaves the others; the batch ends with the last.
 * Must not be used for the event channel.
 */
export const withBatching = (exchange: Exchange, options: BatchingOptions): Exchange => {
  const { clock, random, format, pace } = options
  const paced = pace.paced(exchange)
  let gathered: Waiting[] = []
  /** The link where batches were refused for their own sake. */
  let refusedAt: string | undefined

  const partOf = ({ url, accept, headers }: ExchangeRequest): BatchedRequest => {
    const { host, pathname, search } = new URL(url)
    return {
      method: 'GET',
      target: pathname + search,
      headers: { Host: host, Accept: accept ?? format.accept, ...headers },
      body: '',
    }
  }

  const alone = async ({ request, signal, resolve }: Waiting): Promise<void> => resolve(await paced(request, signal)())

  const post = async (batch: string, members: readonly Waiting[], signal: AbortSignal) => {
    const boundary = identifier(random)
    const body = printBatchRequests(
      members.map(({ request }) => partOf(request)),
      boundary,
    )
    if (E.isLeft(body)) return E.right(undefined)
    const answer = await paced(
      {
        operation: 'batch',
        method: 'POST',
        url: batch,
        accept: `multipart/batching, ${format.accept}`,
        body: { contentType: batchType(boundary), text: body.right },
      },
      signal,
    )()
    if (E.isLeft(answer)) return answer
    const parts = parseBatchResponses(answer.right.header('content-type') ?? '', answer.right.text)
    return E.right(E.isRight(parts) && parts.right.length === members.length ? parts.right : undefined)
  }

  /** Ends when nobody waits any more. */
  const lifeOf = (members: readonly Waiting[]) => {
    const controller = new AbortController()
    const leave = () => {
      if (members.every(({ signal }) => signal.aborted)) controller.abort()
    }
    for (const { signal } of members) signal.addEventListener('abort', leave)
    leave()
    return {
      signal: controller.signal,
      end: () => {
        for (const { signal } of members) signal.removeEventListener('abort', leave)
      },
    }
  }

  const send = async (batch: string, all: readonly Waiting[], failures = 0): Promise<void> => {
    const members = all.filter(({ signal }) => !signal.aborted)
    const [only] = members
    if (only === undefined) return
    if (members.length === 1) return alone(only)
    const life = lifeOf(members)
    try {
      const outcome = await post(batch, members, life.signal)
      if (E.isRight(outcome)) {
        if (outcome.right !== undefined) return await hand(members, outcome.right)
      } else if (isRefusedAsTooMany(outcome.left)) {
        const wait = outcome.left.retryAfter ?? backoff(failures + 1, random, briefly)
        await pause(clock, Math.min(longestWait, wait), life.signal)
        const half = Math.ceil(members.length / 2)
        await send(batch, members.slice(0, half), failures + 1)
        return await send(batch, members.slice(half), failures + 1)
      } else if (holdsForAll(outcome.left)) {
        for (const { request, resolve } of members) resolve(E.left(asFailureOf(request, outcome.left)))
        return
      }
      refusedAt = batch
      await Promise.all(members.map(alone))
    } finally {
      life.end()
    }
  }

  const hand = async (members: readonly Waiting[], parts: readonly BatchedResponse[]): Promise<void> => {
    await Promise.all(
      members.map(async (member, index) => {
        const part = parts[index]
        const response = part === undefined ? undefined : responseOf(part, member.request.url)
        if (response === undefined || needsToken(response)) return alone(member)
        member.resolve(settle(member.request, response, options))
      }),
    )
  }

  const flush = async (all: readonly Waiting[]): Promise<void> => {
    const batch = options.batch() ?? ''
    const isBatchable = ({ request }: Waiting) => batch !== refusedAt && isSameOrigin(batch, request.url)
    const together = all.filter(isBatchable)
    const chunks = Array.from({ length: Math.ceil(together.length / mostParts) }, (_, index) =>
      together.slice(index * mostParts, (index + 1) * mostParts),
    )
    await Promise.all([
      ...all.filter((member) => !isBatchable(member)).map(alone),
      ...chunks.map((chunk) => send(batch, chunk)),
    ])
  }

  const flushSoon = (): void => {
    void pace.free().then(() => {
      const all = gathered
      gathered = []
      return flush(all).catch((defect: unknown) => {
        for (const { reject } of all) reject(defect)
      })
    })
  }

  const join = (request: ExchangeRequest, signal: AbortSignal): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      const abort = () => leaveWith(E.left({ name: 'Aborted', ...attemptOf(request) }))
      const leaveWith = (outcome: Outcome) => {
        signal.removeEventListener('abort', abort)
        resolve(outcome)
      }
      signal.addEventListener('abort', abort)
      gathered.push({ request, signal, resolve: leaveWith, reject })
      if (gathered.length === 1) flushSoon()
    })

  return (request, signal) => () =>
    request.method === 'GET' && !signal.aborted ? join(request, signal) : exchange(request, signal)()
}
