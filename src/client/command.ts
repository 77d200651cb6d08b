import { either as E } from 'fp-ts'
import type { Outcome } from '../protocol/failure.ts'
import type { Loss } from '../runtime/loss.ts'
import { lostBy } from './ending.ts'
import { CommandFailed } from './errors.ts'

/**
 * A command that was given. It has been sent, or refused, when this comes back;
 * nothing is sent by reading it.
 */
export class Command {
  readonly #done: () => Promise<void>

  constructor(done: () => Promise<void>) {
    this.#done = done
  }

  /**
   * Resolves when the command has had its effect. Rejects with CommandFailed,
   * or with ConnectionLost or ClientClosed when nobody will ever know. A
   * rejection that nobody reads is no unhandled rejection.
   */
  get done(): Promise<void> {
    return this.#done()
  }
}

/** A command whose link is not there: nothing was sent. */
export const notOffered = (command: string, link: string, state: string): Command => {
  const failure = { name: 'NotAvailable', link, reason: `the server does not offer it while ${state}` } as const
  return new Command(() => Promise.reject(new CommandFailed(command, failure)))
}

/** A command that is done when its request is answered. `lossOf` tells why there is no answer where the application went. */
export const answered = (command: string, answer: Promise<Outcome<void>>, lossOf: () => Loss | undefined): Command =>
  new Command(() =>
    answer.then((outcome) => {
      if (E.isRight(outcome)) return
      throw outcome.left.name === 'Aborted' ? lostBy(lossOf()) : new CommandFailed(command, outcome.left)
    }),
  )
