import { either as E, function as F, type taskEither as TE } from 'fp-ts'
import type * as t from 'io-ts'
import { readAnswer } from './answer.ts'
import { attemptOf } from './attempt.ts'
import type { Exchange, ExchangeFailure, ExchangeRequest } from './exchange.ts'

/** A resource as it was read. */
export interface Read<A> {
  readonly value: A
  /** Where it came from; its hrefs are relative to this. */
  readonly url: string
  /** Of the header, where there is one. */
  readonly etag?: string | undefined
}

/** GETs a resource and decodes it. Anything but the resource, a redirect included, is a failure. */
export const readResource =
  <A>(
    exchange: Exchange,
    codec: t.Type<A>,
    request: Pick<ExchangeRequest, 'operation' | 'url' | 'headers' | 'timeout'>,
    signal: AbortSignal,
  ): TE.TaskEither<ExchangeFailure, Read<A>> =>
  async () => {
    const answer = await exchange({ ...request, method: 'GET' }, signal)()
    if (E.isLeft(answer)) return answer
    return F.pipe(
      readAnswer(codec, answer.right, attemptOf({ ...request, method: 'GET' })),
      E.map((value) => ({ value, url: answer.right.url, etag: answer.right.header('etag') })),
    )
  }
