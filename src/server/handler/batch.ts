import { either as E } from 'fp-ts'
import {
  type BatchedRequest,
  type BatchFailure,
  batchType,
  isBatch,
  parseBatchRequests,
  printBatchResponses,
} from '../../protocol/batch.ts'
import { identifier } from '../../seam/random.ts'
import type { Exchange } from '../exchange.ts'
import type { Application } from '../application.ts'
import { dropped, type Dropped, isDropped, type ServerRequest, type ServerResponse } from '../http.ts'
import { badRequest, serviceFailure, tooManyRequests, unsupportedMediaType } from '../refusal.ts'
import type { Answer, Reply } from '../reply.ts'

const messages: Readonly<Record<BatchFailure['reason'], string>> = {
  boundaryMissing: 'The boundary of the batch is missing.',
  empty: 'The batch has no parts.',
  tooManyParts: 'The batch has too many parts.',
  nestedBatch: 'A batch may not be inside a batch.',
  unsafeHeader: 'A header has a value that is not allowed.',
  malformedPart: 'A part is not a request.',
}

const refusalOf = ({ reason, part }: BatchFailure): Reply => {
  if (reason === 'tooManyParts') return tooManyRequests
  return badRequest(part === undefined ? messages[reason] : `Part ${part + 1}: ${messages[reason]}`)
}

/** Whoever asks from inside a batch is who sent it, unless the part says otherwise. */
const requestOf = ({ method, target, headers, body }: BatchedRequest, { request, url }: Exchange): ServerRequest => {
  const { authorization } = request.headers
  return {
    method,
    url: URL.canParse(target, url) ? new URL(target, url).href : target,
    headers: { ...(authorization === undefined ? {} : { authorization }), ...headers },
    body,
  }
}

const isWhole = (answers: readonly (ServerResponse | Dropped)[]): answers is readonly ServerResponse[] =>
  !answers.some(isDropped)

/**
 * Old clients search a part for the letters Content-Type and take whatever follows for the body:
 * the header is the last of its part, and the only one with such a name. The batch as a whole is not to be sniffed.
 */
const readByOldClients = ({ headers, ...answer }: ServerResponse): ServerResponse => {
  const { 'Content-Type': contentType, ...rest } = headers
  const others = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.includes('Content-Type')))
  return { ...answer, headers: contentType === undefined ? others : { ...others, 'Content-Type': contentType } }
}

/** What a batch may not hold. They wait too long, or are no text. */
const excluded: ReadonlySet<string | undefined> = new Set(['batch', 'events', 'photo'])

/**
 * Runs the requests of a batch beside one another and answers in their order.
 * One that may not be there, or one too many, and none of them is run.
 */
export const postBatch = async (application: Application, exchange: Exchange): Promise<Answer> => {
  const { site, request, signal } = exchange
  const contentType = request.headers['content-type'] ?? ''
  if (!isBatch(contentType)) return unsupportedMediaType('A batch is multipart/batching.')
  const parsed = parseBatchRequests(contentType, request.body)
  if (E.isLeft(parsed)) return refusalOf(parsed.left)
  const requests = parsed.right.map((part) => requestOf(part, exchange))
  const misplaced = requests.map(({ url }) => exchange.core.linkAt(url)).findIndex((link) => excluded.has(link))
  if (misplaced >= 0) return badRequest(`Part ${misplaced + 1}: A batch may not hold a batch, events or a photo.`)
  const { account } = application
  if (!site.outstanding.admit(account, requests.length)) return tooManyRequests
  const running = Promise.all(requests.map((one) => exchange.core.handle(one, signal)))
  const answers = await running.finally(() => site.outstanding.release(account, requests.length))
  if (!isWhole(answers)) return dropped
  const boundary = identifier(site.random)
  const printed = printBatchResponses(answers.map(readByOldClients), boundary)
  if (E.isLeft(printed)) return serviceFailure
  return { status: 200, text: { contentType: batchType(boundary), content: printed.right } }
}
