import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import type { Failure, Outcome } from '../protocol/failure.ts'
import { SetNote, SetPresence } from '../protocol/request/presence.ts'
import { Me as MeResource } from '../protocol/resource/me.ts'
import { Note as NoteResource, type NoteType } from '../protocol/resource/note.ts'
import { type Availability, Presence as PresenceResource } from '../protocol/resource/presence.ts'
import { invalidInput, rulesBroken, type Service, type Wire } from '../service/command.ts'
import { setNote } from '../service/setNote.ts'
import { setPresence } from '../service/setPresence.ts'
import { readResource } from '../transport/readResource.ts'
import { Own } from './own.ts'
import type { Place } from './place.ts'
import type { Session } from './session.ts'

/** How the user appears. */
export interface Presence {
  /** `unknown` until it has been read, and while she is not available. */
  readonly availability: Availability | 'unknown'
  /** The server's word for what she does, such as `off-work`. */
  readonly activity: string | undefined
}

/** What the user says of herself. */
export interface Note {
  /** Empty where there is none; undefined until it has been read, and while the user is not available. */
  readonly message: string | undefined
  readonly type: NoteType | undefined
}

interface Surroundings {
  readonly wire: Wire
  /** Repeats a few times what may be repeated. */
  readonly brief: Wire
  /** For what is shown for as long as somebody listens. */
  readonly lasting: Wire
  readonly place: Place
  readonly session: Session
  /** Aborts with the present application. */
  readonly life: () => AbortSignal
  readonly faulted: (error: unknown) => void
}

type Rel = 'presence' | 'note'

/** The user herself, as the server has her. */
export class Me {
  readonly presence = new Own<Presence>({ availability: 'unknown', activity: undefined }, () => this.#readPresence())
  readonly note = new Own<Note>({ message: undefined, type: undefined }, () => this.#readNote())
  readonly #s: Surroundings
  readonly #hrefs = new Map<Rel, string>()
  #application: Session['application']
  /** What is being read of her. */
  readonly #reading = new Map<Rel, AbortController>()
  #me: Promise<E.Either<Failure, MeResource>> | undefined

  constructor(surroundings: Surroundings) {
    this.#s = surroundings
    surroundings.session.listen(() => this.#follow())
  }

  /** An event of `me`. Those about presence and note bring their href, which `me` does not have from the start. */
  event({ link, type }: ResourceEvent): void {
    if (link.rel !== 'presence' && link.rel !== 'note') return
    if (type === 'deleted') this.#hrefs.delete(link.rel)
    else this.#hrefs.set(link.rel, this.#s.place.absolute(link.href))
    this.#readAgain(link.rel)
  }

  /** Events were lost. */
  renew(): void {
    this.#readAgain('presence')
    this.#readAgain('note')
  }

  async setPresence(availability: string): Promise<Outcome<void>> {
    const broken = rulesBroken(SetPresence.optional.availability, availability, '/availability')
    return broken.length > 0 ? E.left(invalidInput('presence', broken)) : this.#changePresence(availability)
  }

  resetPresence(): Promise<Outcome<void>> {
    return this.#changePresence(undefined)
  }

  async setNote(message: string): Promise<Outcome<void>> {
    const broken = rulesBroken(SetNote.optional.message, message, '/message')
    return broken.length > 0 ? E.left(invalidInput('note', broken)) : this.#changeNote(message)
  }

  resetNote(): Promise<Outcome<void>> {
    return this.#changeNote(undefined)
  }

  #changePresence(availability: string | undefined): Promise<Outcome<void>> {
    return this.#change('presence', (href) => [setPresence(this.#s.wire), { href, availability }])
  }

  #changeNote(message: string | undefined): Promise<Outcome<void>> {
    return this.#change('note', (href) => [setNote(this.#s.wire), { href, message }])
  }

  #follow(): void {
    const { application, isOver } = this.#s.session
    if (isOver) {
      this.#giveUp()
      this.presence.end()
      this.note.end()
    } else if (application !== this.#application) {
      this.#application = application
      this.#giveUp()
      this.#hrefs.clear()
      this.renew()
    }
  }

  #readAgain(rel: Rel): void {
    if (this[rel].watchers === 0) return
    if (rel === 'presence') this.#readPresence()
    else this.#readNote()
  }

  #readPresence(): void {
    this.#read('presence', PresenceResource, (body) =>
      this.presence.learn(
        body && { availability: body.availability ?? 'unknown', activity: body.activity ?? undefined },
      ),
    )
  }

  #readNote(): void {
    this.#read('note', NoteResource, (body) =>
      this.note.learn(body && { message: body.message ?? '', type: body.type ?? undefined }),
    )
  }

  #giveUp(): void {
    for (const reading of this.#reading.values()) reading.abort()
    this.#reading.clear()
    this.#me = undefined
  }

  /** A later reading takes the place of one that is under way. */
  #read<A>(rel: Rel, codec: t.Type<A>, found: (body: A | undefined) => void): void {
    this.#reading.get(rel)?.abort()
    this.#reading.delete(rel)
    if (this.#s.session.application === undefined) return found(undefined)
    const mine = new AbortController()
    this.#reading.set(rel, mine)
    const body = async (): Promise<A | undefined> => {
      const href = await this.#href(rel, (url) => this.#readOnce(url))
      if (mine.signal.aborted || E.isLeft(href) || href.right === undefined) return undefined
      const request = { operation: rel, url: href.right }
      const answer = await readResource(this.#s.lasting.exchange, codec, request, mine.signal)()
      return E.isRight(answer) ? answer.right.value : undefined
    }
    void body()
      .then((read) => {
        if (mine.signal.aborted) return
        this.#reading.delete(rel)
        found(read)
      })
      .catch(this.#s.faulted)
  }

  async #change<I>(
    rel: Rel,
    command: (href: string | undefined) => readonly [Service<I, void>, I],
  ): Promise<Outcome<void>> {
    const signal = this.#s.life()
    const href = await this.#href(rel, (url) => this.#readMe(this.#s.brief, url))
    if (E.isLeft(href)) return href
    const [service, input] = command(href.right)
    const outcome = await service(input, signal)()
    if (E.isRight(outcome)) this.#readAgain(rel)
    return outcome
  }

  /** `me` is read for it where no event has told. */
  async #href(
    rel: Rel,
    read: (url: string) => Promise<E.Either<Failure, MeResource>>,
  ): Promise<E.Either<Failure, string | undefined>> {
    const known = this.#hrefs.get(rel)
    if (known !== undefined) return E.right(known)
    const { place, session } = this.#s
    const url = place.of(session.application?.application._embedded?.me?._links?.self)
    if (url === undefined) return E.right(undefined)
    const signal = this.#s.life()
    const me = await read(url)
    if (E.isLeft(me)) return me
    const href = place.of(me.right._links?.[rel])
    if (href !== undefined && !signal.aborted) this.#hrefs.set(rel, href)
    return E.right(href)
  }

  async #readMe(wire: Wire, url: string): Promise<E.Either<Failure, MeResource>> {
    const me = await readResource(wire.exchange, MeResource, { operation: 'me', url }, this.#s.life())()
    return E.isLeft(me) ? me : E.right(me.right.value)
  }

  /** Once for all that are shown. */
  async #readOnce(url: string): Promise<E.Either<Failure, MeResource>> {
    const reading = (this.#me ??= this.#readMe(this.#s.lasting, url))
    const me = await reading
    if (this.#me === reading) this.#me = undefined
    return me
  }
}
