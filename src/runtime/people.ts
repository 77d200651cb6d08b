import { either as E, taskEither as TE } from 'fp-ts'
import type * as t from 'io-ts'
import type { Failure, Outcome } from '../protocol/failure.ts'
import { type Link, withQuery } from '../protocol/hypermedia.ts'
import { SearchQuery } from '../protocol/request/presence.ts'
import type { Contact as ContactResource } from '../protocol/resource/contact.ts'
import { MyContacts, Search } from '../protocol/resource/contacts.ts'
import type { People as PeopleResource } from '../protocol/resource/people.ts'
import { invalidInput, notAvailable, rulesBroken, type Wire } from '../service/command.ts'
import { nullsIn } from '../service/unsendable.ts'
import { readResource } from '../transport/readResource.ts'
import { type Contact, contactOf } from './contact.ts'
import type { Place } from './place.ts'
import type { Session } from './session.ts'

interface Surroundings {
  /** Repeats a few times what may be repeated. */
  readonly wire: Wire
  /** The same until there is an answer. */
  readonly patient: Wire
  readonly place: Place
  readonly session: Session
  /** Aborts with the present application. */
  readonly life: () => AbortSignal
}

type PeopleLink = Exclude<keyof NonNullable<PeopleResource['_links']>, 'self'>

/** Finds contacts. Nothing is kept but, of each that is found, where its presence is. */
export interface People {
  readonly myContacts: () => Promise<Outcome<readonly Contact[]>>
  readonly search: (query: string, limit?: number) => Promise<Outcome<readonly Contact[]>>
  /** Searches until there is an answer, or nobody wants one any more. */
  readonly find: (query: string, signal: AbortSignal) => Promise<Outcome<readonly Contact[]>>
  /** Absolute URL of a link of `people`, where it is offered. */
  readonly href: (rel: PeopleLink) => string | undefined
  /** Absolute URL of the contactPresence of a contact, if she was found in the present application. */
  readonly presenceOf: (contact: Contact) => string | undefined
}

interface Found {
  readonly life: AbortSignal
  readonly presence: string | undefined
}

const isMissing = (text: unknown): boolean => typeof text !== 'string' || text.trim() === ''

export const createPeople = ({ wire, patient, place, session, life }: Surroundings): People => {
  const places = new WeakMap<Contact, Found>()

  const href = (rel: PeopleLink): string | undefined => {
    const link: Link | null | undefined = session.application?.application._embedded?.people?._links?.[rel]
    return place.of(link)
  }

  const read = <A extends { readonly _embedded?: { readonly contact?: readonly ContactResource[] | null } | null }>(
    codec: t.Type<A>,
    operation: 'myContacts' | 'search',
    parameters: Parameters<typeof withQuery>[1],
    { exchange }: Wire = wire,
    signal?: AbortSignal,
  ): TE.TaskEither<Failure, readonly Contact[]> => {
    const url = href(operation)
    if (url === undefined) return TE.left(notAvailable(operation))
    const readIn = life()
    return TE.map(({ value }: { readonly value: A }) =>
      (value._embedded?.contact ?? []).map((resource) => {
        const contact = contactOf(resource)
        places.set(contact, { life: readIn, presence: place.of(resource._links?.contactPresence) })
        return contact
      }),
    )(readResource(exchange, codec, { operation, url: withQuery(url, parameters) }, signal ?? readIn))
  }

  return {
    href,
    myContacts: () => read(MyContacts, 'myContacts', {})(),
    search: (query, limit) => {
      const broken = rulesBroken(SearchQuery, { query, limit })
      const empty = isMissing(query) ? [{ path: '/query', expected: 'must not be empty', got: 'nothing' }] : []
      const faults = [...broken, ...empty, ...nullsIn({ limit })]
      return faults.length > 0
        ? Promise.resolve(E.left(invalidInput('search', faults)))
        : read(Search, 'search', { query, limit })()
    },
    find: (query, signal) => read(Search, 'search', { query }, patient, signal)(),
    presenceOf: (contact) => {
      const found = places.get(contact)
      return found === undefined || found.life.aborted ? undefined : found.presence
    },
  }
}
