import { either as E } from 'fp-ts'
import { SipUri } from '../protocol/rule.ts'
import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { Contact as ContactResource } from '../protocol/resource/contact.ts'
import { ContactPresence } from '../protocol/resource/contactPresence.ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Wire } from '../service/command.ts'
import { readResource } from '../transport/readResource.ts'
import type { Contact } from './contact.ts'
import type { People } from './people.ts'
import type { Place } from './place.ts'
import { PresenceLease } from './presenceLease.ts'
import type { Session } from './session.ts'
import { Turnstile } from './turnstile.ts'
import { WatchedContact } from './watchedContact.ts'

interface Surroundings {
  readonly wire: Wire
  /** Repeats what may be repeated, for as long as it takes. */
  readonly patient: Wire
  readonly clock: Clock
  readonly random: Random
  readonly place: Place
  readonly people: People
  readonly session: Session
  readonly faulted: (error: unknown) => void
}

/** People in one subscription: a server has a limit, and nobody says which. */
const mostInLease = 100

/** Presences that are read at once. */
const readAtOnce = 8

const inChunks = <A>(items: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))

/** The form in which URIs are compared. */
const keyOf = (uri: string): string => uri.trim().toLowerCase()

/**
 * The presence of the contacts that somebody watches, and of nobody else.
 *
 * Whoever begins to be watched in one turn is subscribed to together. A
 * subscription goes when the last of its contacts does. What servers spell
 * differently at different times, hrefs of contacts included, is compared
 * without regard to case.
 */
export class Presences {
  readonly #s: Surroundings
  readonly #watched = new Map<string, WatchedContact>()
  readonly #byHref = new Map<string, WatchedContact>()
  /** What is being read of those who are watched: one thing of each at a time. */
  readonly #readings = new Map<WatchedContact, AbortController>()
  /** Contacts that are being read because an event was about them. */
  readonly #learning = new Set<string>()
  readonly #leases = new Map<string, PresenceLease>()
  readonly #reading: Turnstile<WatchedContact>
  #application: Session['application']
  #life = new AbortController()
  #isScheduled = false

  constructor(surroundings: Surroundings) {
    this.#s = surroundings
    this.#reading = new Turnstile(readAtOnce, (contact) => this.#read(contact).catch(surroundings.faulted))
    surroundings.session.listen(() => this.#follow())
  }

  /** Undefined where there will never be anything to tell: the client is closed. */
  watch(contact: Contact | string): WatchedContact | undefined {
    if (this.#s.session.isOver) return undefined
    const uri = keyOf(typeof contact === 'string' ? contact : (contact.uri ?? ''))
    const watched = this.#watched.get(uri) ?? new WatchedContact(uri)
    this.#watched.set(uri, watched)
    if (typeof contact !== 'string') this.#place(watched, watched.href ?? this.#s.people.presenceOf(contact))
    this.#settleSoon()
    return watched
  }

  /** Somebody has stopped listening to one of them. */
  leave(): void {
    this.#settleSoon()
  }

  /** An event of `people`. */
  event({ link, in: context, type }: ResourceEvent): void {
    if (link.rel === 'contactPresence') {
      const contact = this.#byHref.get(keyOf(this.#s.place.absolute(link.href)))
      if (contact !== undefined) this.#reading.enter(contact)
      else if (context?.rel === 'contact') this.#learn(context.href)
    }
    if (link.rel === 'presenceSubscription' && type === 'deleted') this.#renewLeases()
  }

  /** Events were lost: subscriptions may have gone, and presences have changed. */
  renew(): void {
    this.#renewLeases()
    for (const contact of this.#watched.values()) this.#reading.enter(contact)
  }

  #follow(): void {
    const { application, isOver } = this.#s.session
    if (application === this.#application && !isOver) return
    this.#application = application
    this.#life.abort()
    this.#life = new AbortController()
    for (const lease of this.#leasesOnce()) lease.drop()
    this.#leases.clear()
    this.#byHref.clear()
    this.#learning.clear()
    for (const reading of this.#readings.values()) reading.abort()
    this.#readings.clear()
    if (isOver) this.#end()
    else this.#beginAnew()
  }

  #end(): void {
    for (const contact of this.#watched.values()) contact.end()
    this.#watched.clear()
  }

  /** There is nobody to ask, or somebody else: nothing is known, and hrefs mean nothing any more. */
  #beginAnew(): void {
    for (const contact of this.#watched.values()) {
      this.#reading.leave(contact)
      contact.href = undefined
      contact.isRead = false
      contact.learn(undefined)
    }
    this.#settleSoon()
  }

  #settleSoon(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    void Promise.resolve().then(() => {
      this.#isScheduled = false
      this.#settle()
    })
  }

  #settle(): void {
    for (const contact of this.#watched.values()) {
      if (contact.watchers === 0) this.#drop(contact)
    }
    for (const lease of this.#leasesOnce()) {
      if ([...lease.uris].some((uri) => this.#watched.has(uri))) continue
      for (const uri of lease.uris) this.#leases.delete(uri)
      lease.drop()
    }
    this.#subscribe()
  }

  #subscribe(): void {
    const { wire, clock, random, people, faulted } = this.#s
    const fresh = [...this.#watched.values()].filter((contact) => !contact.isRead)
    for (const contact of fresh) {
      contact.isRead = true
      this.#reading.enter(contact)
    }
    const uris = fresh.map(({ uri }) => uri).filter((uri) => SipUri.is(uri) && !this.#leases.has(uri))
    for (const some of inChunks(uris, mostInLease)) {
      const href = () => people.href('presenceSubscriptions')
      const lease = new PresenceLease({ wire, clock, random, href, life: this.#life.signal }, some, faulted)
      for (const uri of some) this.#leases.set(uri, lease)
    }
  }

  #drop(contact: WatchedContact): void {
    this.#watched.delete(contact.uri)
    this.#reading.leave(contact)
    this.#readings.get(contact)?.abort()
    if (contact.href !== undefined) this.#byHref.delete(keyOf(contact.href))
  }

  #place(contact: WatchedContact, href: string | undefined): void {
    contact.href = href
    if (href !== undefined) this.#byHref.set(keyOf(href), contact)
  }

  async #read(contact: WatchedContact): Promise<void> {
    const reading = new AbortController()
    this.#readings.set(contact, reading)
    await this.#readUntil(contact, () => reading.signal)
    this.#readings.delete(contact)
  }

  async #readUntil(contact: WatchedContact, life: () => AbortSignal): Promise<void> {
    const url = contact.href ?? (await this.#find(contact.uri, life()))
    if (life().aborted || url === undefined) return
    this.#place(contact, url)
    const request = { operation: 'contactPresence', url }
    const answer = await readResource(this.#s.patient.exchange, ContactPresence, request, life())()
    if (!life().aborted) contact.learn(E.isRight(answer) ? answer.right.value : undefined)
  }

  /** Where the presence of somebody is of whom only the URI is known. */
  async #find(uri: string, signal: AbortSignal): Promise<string | undefined> {
    const { people } = this.#s
    if (!SipUri.is(uri)) return undefined
    const answer = await people.find(uri, signal)
    const found = E.isRight(answer) ? answer.right.find((contact) => keyOf(contact.uri ?? '') === uri) : undefined
    return found === undefined ? undefined : people.presenceOf(found)
  }

  /** An event is about somebody whom no search has found, or nobody watches. */
  #learn(contactHref: string): void {
    if ([...this.#watched.values()].every(({ href }) => href !== undefined)) return
    const { patient, place, faulted } = this.#s
    const { signal } = this.#life
    const url = place.absolute(contactHref)
    if (this.#learning.has(url)) return
    this.#learning.add(url)
    const request = { operation: 'contact', url }
    void readResource(patient.exchange, ContactResource, request, signal)()
      .then((answer) => {
        if (signal.aborted) return
        this.#learning.delete(url)
        if (E.isLeft(answer)) return
        const { uri, _links: links } = answer.right.value
        const contact = this.#watched.get(keyOf(uri ?? ''))
        if (contact === undefined || contact.href !== undefined) return
        this.#place(contact, place.of(links?.contactPresence))
        this.#reading.enter(contact)
      })
      .catch(faulted)
  }

  #renewLeases(): void {
    for (const lease of this.#leasesOnce()) lease.renew()
  }

  #leasesOnce(): ReadonlySet<PresenceLease> {
    return new Set(this.#leases.values())
  }
}
