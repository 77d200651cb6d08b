import type { Participant as ParticipantResource } from '../protocol/resource/participant.ts'
import type { Person } from './message.ts'

/** Somebody in a conversation besides the user. Replaced, never changed: compare by identity. */
export interface Participant extends Person {
  /** Absolute URL; identifies the participant within the conversation. */
  readonly href: string
  readonly role: string | undefined
}

const nobody: readonly Participant[] = []

const isSame = (one: Participant, other: Participant): boolean =>
  one.name === other.name && one.uri === other.uri && one.role === other.role

/** Who is in a conversation, and who of them is typing. */
export class Roster {
  readonly #known = new Map<string, Participant>()
  readonly #present = new Set<string>()
  readonly #typing = new Set<string>()
  #participants = nobody
  #typists = nobody

  /** In the order of arrival. The same array until somebody comes, goes or changes. */
  get participants(): readonly Participant[] {
    return this.#participants
  }

  /** The same array until somebody starts or stops. */
  get typing(): readonly Participant[] {
    return this.#typists
  }

  find(href: string): Participant | undefined {
    return this.#known.get(href)
  }

  /** What has been told of somebody, present or not. Keeps what an empty body leaves out. */
  learn(href: string, { name, uri, role }: ParticipantResource): void {
    const before = this.#known.get(href)
    const now = {
      href,
      name: (name ?? '') === '' ? before?.name : (name ?? undefined),
      uri: uri ?? before?.uri,
      role: role ?? before?.role,
    }
    if (before !== undefined && isSame(before, now)) return
    this.#known.set(href, now)
    this.#list()
  }

  enter(href: string): void {
    if (this.#present.has(href)) return
    if (!this.#known.has(href)) this.learn(href, {})
    this.#present.add(href)
    this.#list()
  }

  leave(href: string): void {
    const wasPresent = this.#present.delete(href)
    if (this.#typing.delete(href) || wasPresent) this.#list()
  }

  startTyping(href: string): void {
    if (this.#typing.has(href)) return
    if (!this.#known.has(href)) this.learn(href, {})
    this.#typing.add(href)
    this.#list()
  }

  stopTyping(href: string): void {
    if (this.#typing.delete(href)) this.#list()
  }

  #list(): void {
    this.#participants = this.#these(this.#present, this.#participants)
    this.#typists = this.#these(this.#typing, this.#typists)
  }

  #these(hrefs: ReadonlySet<string>, before: readonly Participant[]): readonly Participant[] {
    const now = [...hrefs].flatMap((href) => this.#known.get(href) ?? [])
    const isSame = now.length === before.length && now.every((participant, at) => participant === before[at])
    return isSame ? before : now
  }
}
