import { either as E } from 'fp-ts'
import { Observable } from 'rxjs'
import type { Fault } from '../protocol/decode.ts'
import type { Outcome } from '../protocol/failure.ts'
import { SipUri, Text } from '../protocol/rule.ts'
import { isObject } from '../protocol/struct.ts'
import type { Contact } from '../runtime/contact.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { type ContactPresence, unknownPresence } from '../runtime/watchedContact.ts'
import { invalidInput, rulesBroken } from '../service/command.ts'
import { unlessObject } from '../service/unsendable.ts'
import { failed } from './ending.ts'
import { CommandFailed } from './errors.ts'

/** A contact may come without URI, and a text may be none: there is nothing to know then, and nothing wrong. */
const rulesBrokenByContact = (contact: unknown): readonly Fault[] => {
  if (!isObject(contact)) return typeof contact === 'string' ? [] : rulesBroken(SipUri, contact, '/contact')
  return contact['uri'] === undefined || contact['uri'] === null
    ? []
    : rulesBroken(Text, contact['uri'], '/contact/uri')
}

export interface SearchOptions {
  /** At most so many, 1 to 100. The server's own number unless told. */
  readonly limit?: number
}

/** The people whom the user may talk to. Nothing is read before somebody asks. */
export class People {
  readonly #runtime: Runtime

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /**
   * The user's contact list, read anew. Rejects with CommandFailed,
   * ConnectionLost or ClientClosed; a rejection that nobody reads is no
   * unhandled rejection.
   */
  myContacts(): Promise<readonly Contact[]> {
    return this.#contacts('myContacts', this.#runtime.people.myContacts())
  }

  /**
   * Searches the address book by name or address; `query` has 1 to 256
   * characters. Rejects as `myContacts`, with CommandFailed and `InvalidInput`
   * where a limit is broken.
   */
  search(query: string, options: SearchOptions = {}): Promise<readonly Contact[]> {
    const broken = unlessObject(options, 'options')
    const answer =
      broken.length > 0
        ? Promise.resolve(E.left(invalidInput('search', broken)))
        : this.#runtime.people.search(query, options.limit)
    return this.#contacts('search', answer)
  }

  /**
   * How a contact appears, by what `myContacts` or `search` gave or by a SIP
   * URI. Hot while anybody is subscribed, and replays the current value: all
   * subscribers of all contacts share their subscriptions at the server, which
   * are kept up by themselves and go with the last subscriber. Starts with
   * `unknown` where nothing is known yet, and falls back to it while there is
   * no connection. Completes when the client is closed; errors with CommandFailed
   * where it is given neither a contact nor a text, and never else.
   */
  presence$(contact: Contact | string): Observable<ContactPresence> {
    return new Observable((subscriber) => {
      const { presences } = this.#runtime
      const broken = rulesBrokenByContact(contact)
      if (broken.length > 0) {
        subscriber.error(new CommandFailed('presence$', invalidInput('presenceSubscriptions', broken)))
        return
      }
      const watched = presences.watch(contact)
      if (watched === undefined) {
        subscriber.next(unknownPresence)
        subscriber.complete()
        return
      }
      const stop = watched.listen(() => {
        if (watched.isOver) subscriber.complete()
        else subscriber.next(watched.presence)
      })
      subscriber.add(() => {
        stop()
        presences.leave()
      })
      subscriber.next(watched.presence)
    })
  }

  #contacts(command: string, answer: Promise<Outcome<readonly Contact[]>>): Promise<readonly Contact[]> {
    const contacts = answer.then((outcome) => {
      if (E.isRight(outcome)) return outcome.right
      throw failed(this.#runtime.session, command, outcome.left)
    })
    contacts.catch(() => undefined)
    return contacts
  }
}
