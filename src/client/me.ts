import type { Outcome } from '../protocol/failure.ts'
import type { PreferredAvailability } from '../protocol/request/makeMeAvailable.ts'
import type { Note, Presence } from '../runtime/me.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { answered, type Command } from './command.ts'
import { failed } from './ending.ts'
import { Live } from './live.ts'

/** The signed-in user. */
export class Me {
  readonly #runtime: Runtime
  /**
   * How she appears, as she has said or as her activity makes it, whichever of
   * her applications it comes from. Read when the first subscriber comes, and
   * kept up to date while there is one; `unknown` otherwise. Hot; replays the
   * current value; completes when the client is closed; never errors.
   */
  readonly presence$: Live<Presence>
  /** What she says of herself. In all else as `presence$`; its message is undefined where that is `unknown`. */
  readonly note$: Live<Note>

  constructor(runtime: Runtime) {
    this.#runtime = runtime
    const { presence, note } = runtime.me
    this.presence$ = new Live(presence, () => presence.value)
    this.note$ = new Live(note, () => note.value)
  }

  /**
   * Makes her appear so until she says otherwise. `Offwork` is shown as `Away`, with the
   * activity `off-work`. As all commands here, done when the server has taken it, and
   * CommandFailed `NotAvailable` where the user is not available, as while she is lurking.
   */
  setPresence(availability: PreferredAvailability): Command {
    return this.#command('setPresence', this.#runtime.me.setPresence(availability))
  }

  /** Lets her activity decide again how she appears. */
  resetPresence(): Command {
    return this.#command('resetPresence', this.#runtime.me.resetPresence())
  }

  /** What others read beside her name. */
  setNote(message: string): Command {
    return this.#command('setNote', this.#runtime.me.setNote(message))
  }

  /** Takes the note away. */
  resetNote(): Command {
    return this.#command('resetNote', this.#runtime.me.resetNote())
  }

  /**
   * Says that the user is at her device: something was typed, clicked or touched.
   * Needed where `activity` of the options is `heard`, and cheap: the server is told
   * once every four minutes at most. Every command of hers says so too.
   */
  reportMyActivity(): void {
    this.#runtime.activity.heard()
  }

  #command(name: string, answer: Promise<Outcome<void>>): Command {
    return answered(answer, (failure) => failed(this.#runtime.session, name, failure))
  }
}
