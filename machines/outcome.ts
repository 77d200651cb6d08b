import type { Failure, Outcome } from '../src/protocol/failure.ts'

type Answer = Outcome<unknown>

/** The POST has no answer of the server's own: it may have taken place, and only events can tell. */
export const isUnanswered = (answer: Answer): boolean => {
  if (answer._tag === 'Right') return false
  const failure = answer.left
  switch (failure.name) {
    case 'Unreachable':
    case 'TimedOut':
    case 'Aborted':
      return true
    case 'Unreadable':
      return failure.status < 300 || failure.status >= 500
    case 'Refused':
      return failure.status === 504 || (failure.status >= 500 && failure.code === undefined)
    default:
      return false
  }
}

/** Why a POST was refused. */
export const refusalIn = (answer: Answer): Failure | undefined => (answer._tag === 'Left' ? answer.left : undefined)
