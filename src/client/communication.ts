import type { CommunicationChanges } from '../runtime/updateCommunication.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { answered, type Command } from './command.ts'
import { failed } from './ending.ts'

/** What the user's application can take part in. Had by `client.communication`. */
export class Communication {
  readonly #runtime: Runtime

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /**
   * Changes what is given and leaves the rest as the server has it, whatever
   * others change meanwhile. Runs once, when it is called. `phoneNumber` has at
   * most 100 characters. Done when the server has taken it; then new
   * conversations go by it.
   */
  update(changes: CommunicationChanges): Command {
    const { commands, session } = this.#runtime
    return answered(commands.updateCommunication(changes), (failure) => failed(session, 'update', failure))
  }
}
