import { either as E } from 'fp-ts'
import type { RequestFailure, Unreadable } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import type { Clock } from '../seam/clock.ts'
import { answerTo, type Answer } from './answer.ts'
import { attemptOf, type Asked } from './attempt.ts'
import type { HttpResponse } from './http.ts'
import { refusalOf } from './refusal.ts'

interface Reading {
  readonly format: Format
  readonly clock: Clock
}

/** What a response means to who asked: an answer, or why it is none. */
export const settle = (
  request: Asked & { readonly showRedirect?: boolean },
  response: HttpResponse,
  { format, clock }: Reading,
): E.Either<RequestFailure, Answer> => {
  const answer = answerTo(request, response, format)
  const unreadable = (reason: string): E.Either<Unreadable, never> =>
    E.left({ name: 'Unreadable', ...attemptOf(request), status: response.status, reason, faults: [] })
  if (answer.movedTo !== undefined) {
    const to = attemptOf({ ...request, url: answer.movedTo }).href
    return request.showRedirect === true ? E.right(answer) : unreadable(`a redirect to ${to}`)
  }
  if (response.status >= 400) return E.left(refusalOf(response, attemptOf(request), format, clock.now()))
  const isAnswer = (response.status >= 200 && response.status < 300) || response.status === 304
  return isAnswer ? E.right(answer) : unreadable('a status that answers nothing')
}
