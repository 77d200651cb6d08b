import { either as E } from 'fp-ts'
import type { Failure, Outcome } from '../protocol/failure.ts'
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

/** A command that is done when its request is answered. */
export const answered = (answer: Promise<Outcome<void>>, errorOf: (failure: Failure) => Error): Command =>
  new Command(async () => {
    const outcome = await answer
    if (E.isLeft(outcome)) throw errorOf(outcome.left)
  })
