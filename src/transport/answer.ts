import { either as E, function as F } from 'fp-ts'
import type * as t from 'io-ts'
import { decode, describeFaults } from '../protocol/decode.ts'
import type { Attempt, Unreadable } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import { attemptOf, type Asked } from './attempt.ts'
import type { HttpResponse } from './http.ts'

/** An answer with a status below 400. */
export interface Answer {
  readonly status: number
  /** Where it came from; the hrefs in it are relative to this. */
  readonly url: string
  readonly header: (name: string) => string | undefined
  readonly text: string
  /** The body, parsed when this is first called: commands ignore theirs, and some are not of the format. */
  readonly structure: () => E.Either<Unreadable, unknown>
  /** Absolute: where a redirect points, or has led where the platform followed it to another host. */
  readonly movedTo: string | undefined
}

const parseBody = (response: HttpResponse, request: Asked, format: Format): E.Either<Unreadable, unknown> => {
  const unreadable = (reason: string): Unreadable => ({
    name: 'Unreadable',
    ...attemptOf(request),
    status: response.status,
    reason,
    faults: [],
  })
  const contentType = response.header('content-type') ?? ''
  if (!format.reads(contentType)) {
    const mediaType = /^[\w.+-]{1,40}\/[\w.+-]{1,40}(?=[\s;]|$)/.exec(contentType)?.[0]
    return E.left(unreadable(`the media type is ${mediaType ?? 'missing'}, not ${format.accept}`))
  }
  return F.pipe(
    format.parse(response.text),
    E.mapLeft(({ reason }) => unreadable(`not ${format.name}: ${reason}`)),
  )
}

const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined)

/** Whether two URLs are of one origin. Most are the same URL, and that costs no URL parser. */
export const isSameOrigin = (one: string, other: string): boolean => one === other || originOf(one) === originOf(other)

/** Where the answer points instead of answering, if it does. */
export const movedTo = (requested: string, response: HttpResponse): string | undefined => {
  const location = response.status >= 300 && response.status < 400 ? response.header('location') : undefined
  if (location !== undefined) {
    return URL.canParse(location, response.url) ? new URL(location, response.url).href : location
  }
  return isSameOrigin(response.url, requested) ? undefined : response.url
}

/** Dresses a response to a request. */
export const answerTo = (request: Asked, response: HttpResponse, format: Format): Answer => {
  let parsed: E.Either<Unreadable, unknown> | undefined
  return {
    status: response.status,
    url: response.url,
    header: response.header,
    text: response.text,
    structure: () => (parsed ??= parseBody(response, request, format)),
    movedTo: movedTo(request.url, response),
  }
}

/** Reads an answer as a resource. */
export const readAnswer = <A>(codec: t.Type<A>, answer: Answer, attempt: Attempt): E.Either<Unreadable, A> =>
  F.pipe(
    answer.structure(),
    E.chain((structure) =>
      F.pipe(
        decode(codec, structure),
        E.mapLeft(({ faults }): Unreadable => ({
          name: 'Unreadable',
          ...attempt,
          status: answer.status,
          reason: describeFaults(faults.slice(0, 3)),
          faults,
        })),
      ),
    ),
  )
