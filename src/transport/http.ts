import type { taskEither as TE } from 'fp-ts'
import type { Aborted, NotFramed, TimedOut, Unreachable, Unreadable } from '../protocol/failure.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Absolute. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds until the whole answer has come. */
  readonly timeout: number
  /** What this request is for; failures name it. */
  readonly operation: string
}

export interface HttpResponse {
  readonly status: number
  /** Where the answer came from, after redirects that the platform followed by itself. */
  readonly url: string
  /** A header by name, without regard to case; several of one name are joined by a comma. */
  readonly header: (name: string) => string | undefined
  readonly text: string
}

/** How a request can end without an answer that is whole. */
export type HttpFailure = Unreachable | TimedOut | Unreadable | NotFramed | Aborted

/**
 * One HTTP exchange. Any status is an answer, 3xx included: redirects are not
 * followed where the platform lets them be seen. Aborting `signal` ends it with
 * `Aborted`. Never throws or rejects.
 */
export type Http = (request: HttpRequest, signal: AbortSignal) => TE.TaskEither<HttpFailure, HttpResponse>
