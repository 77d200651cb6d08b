import { either as E } from 'fp-ts'
import type { CreatedApplication, Setback, StepInput } from '../../machines/sessionEvent.ts'
import type { InvalidInput, Outcome, SignInFailure } from '../protocol/failure.ts'
import { Application } from '../protocol/resource/application.ts'

import { isSameOrigin } from '../transport/answer.ts'
import type { Exchange } from '../transport/exchange.ts'
import { readResource } from '../transport/readResource.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import { createdApplication } from './createdApplication.ts'
import { elsewhere } from './readResumePoint.ts'
import type { JudgeStep } from './setback.ts'

interface Surroundings {
  /** To a host that discovery has led to. */
  readonly signingIn: Exchange
  readonly judge: JudgeStep
  /** What was given to resume from, if anything was, and whether it can be used. */
  readonly from: E.Either<InvalidInput, ResumePoint> | undefined
  /** The application of the resume point is there: its channel goes on here. */
  readonly found: (events: string, next: string) => void
  /** It is not, or the resume point cannot be used: a new one is made. */
  readonly refused: (failure: SignInFailure) => void
}

export interface ResumptionInput extends StepInput {
  readonly applications: string | undefined
}

/** The first time that an application is wanted, that of the resume point is looked for. */
export class Resumption {
  readonly #s: Surroundings
  #from: Surroundings['from']
  #resumed: ResumePoint | undefined
  #over: () => void = () => undefined
  /** Resolves when what was there has been read; at once where nothing was resumed. */
  caughtUp: Promise<void> = Promise.resolve()

  constructor(surroundings: Surroundings) {
    this.#s = surroundings
    this.#from = surroundings.from
  }

  /**
   * Undefined where one has to be created. Nothing goes on in what is found once `step` is given up; that ends the
   * search only where `life` ends too.
   */
  async application(
    input: ResumptionInput,
    step: AbortSignal,
    life: AbortSignal,
  ): Promise<Outcome<CreatedApplication, Setback> | undefined> {
    if (this.#from === undefined) return undefined
    if (E.isLeft(this.#from)) return this.#refuse(this.#from.left)
    const point = this.#from.right
    if (!isSameOrigin(point.application, input.applications ?? '')) return this.#refuse(elsewhere)
    const request = { operation: 'application', url: point.application }
    const answer = await readResource(this.#s.signingIn, Application, request, life)()
    if (E.isLeft(answer)) {
      const judged = this.#s.judge<CreatedApplication>(answer, input)
      const isForThisStep = answer.left.name === 'Aborted' || answer.left.name === 'TokenRefused'
      if (step.aborted || isForThisStep || (E.isLeft(judged) && judged.left.retry !== undefined)) return judged
      return this.#refuse(answer.left)
    }
    const created = createdApplication(answer.right.value, answer.right.url, false)
    if (E.isLeft(created)) return this.#refuse(created.left)
    this.#from = undefined
    if (step.aborted) return created
    this.#resumed = point
    this.caughtUp = new Promise((resolve) => {
      this.#over = resolve
    })
    this.#s.found(created.right.events, point.next)
    return created
  }

  /** Once, after an application was resumed: reads what there is in it. Whether it was. */
  catchUp(read: (point: ResumePoint) => Promise<void>): boolean {
    const point = this.#resumed
    this.#resumed = undefined
    if (point !== undefined) void read(point).then(this.#over)
    return point !== undefined
  }

  #refuse(failure: SignInFailure): undefined {
    this.#from = undefined
    this.#s.refused(failure)
  }
}
