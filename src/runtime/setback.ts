import { either as E } from 'fp-ts'
import type { Outcome, SignInFailure } from '../protocol/failure.ts'
import type { Setback } from '../../machines/sessionEvent.ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import { backoff, briefly, patiently, retryDelay } from '../transport/retryPolicy.ts'

interface Step {
  /** How often this step has failed before. */
  readonly attempt: number
  /** The user was online before and means to stay so. */
  readonly recovering: boolean
}

/** Decides whether a step of signing in is worth another try. */
export type JudgeStep = <A>(answer: E.Either<SignInFailure, A>, step: Step) => Outcome<A, Setback>

/**
 * A person at a sign-in form is told at once when no server is found, and soon
 * when one does not answer; a session that was up is brought back however long
 * it takes. Every step can be repeated: the same endpointId gives the same
 * application. What a server refuses is refused.
 */
export const createJudge = ({ clock, random }: { readonly clock: Clock; readonly random: Random }): JudgeStep => {
  const delay = (failure: SignInFailure, { attempt, recovering }: Step): number | undefined => {
    if (failure.name === 'NotDiscovered' || failure.name === 'Unreadable' || failure.name === 'NotFramed') {
      return recovering ? backoff(attempt + 1, random, patiently) : undefined
    }
    return retryDelay({
      failure,
      attempt: attempt + 1,
      method: 'GET',
      random,
      policy: recovering ? patiently : briefly,
    })
  }
  return (answer, step) => {
    if (E.isRight(answer)) return answer
    const ms = delay(answer.left, step)
    return E.left({ failure: answer.left, retry: ms === undefined ? undefined : { in: ms, at: clock.now() + ms } })
  }
}
