import { either as E } from 'fp-ts'
import type { Failure, Outcome } from '../../src/protocol/failure.ts'

/** What becomes of a request. */
export type Answer = 'taken' | 'refused' | 'lost'

/** The server's own refusal, as `conflict` answers it. */
const refused = (operation: string): Failure => ({
  name: 'Refused',
  operation,
  method: 'POST',
  href: '/',
  status: 409,
  code: 'Conflict',
  subcode: undefined,
  message: undefined,
  parameters: undefined,
  retryAfter: undefined,
  diagnostics: undefined,
})

const unreachable = (operation: string): Failure => ({
  name: 'Unreachable',
  operation,
  method: 'POST',
  href: '/',
  code: undefined,
  cause: undefined,
})

/** How a request is refused at the embedded server. */
export const conflict = { status: 409, body: { code: 'Conflict', message: 'not now' } }

/** What a slot gives for it. */
export const outcomeOf = <A>(how: Answer, operation: string, right: A): Outcome<A> => {
  if (how === 'taken') return E.right(right)
  return E.left(how === 'refused' ? refused(operation) : unreachable(operation))
}
