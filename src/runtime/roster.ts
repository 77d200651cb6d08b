import type { Participant as ParticipantResource, Role } from '../protocol/resource/participant.ts'
import type { Person } from './message.ts'

/** Somebody in a conversation, or waiting in the lobby of its meeting. Replaced, never changed: compare by identity. */
export interface Participant extends Person {
  /** Absolute URL; identifies the participant within the conversation. */
  readonly href: string
  /** `Leader` or `Attendee` in a meeting; undefined until it is told, and in a conversation of two. */
  readonly role: Role | undefined
  /** Waits to be admitted to the meeting. */
  readonly inLobby: boolean
}

const nobody: readonly Participant[] = []

const isSame = (one: Participant, other: Participant): boolean =>
  one.name === other.name && one.uri === other.uri && one.role === other.role && one.inLobby === other.inLobby

/** What is told of somebody, with what was known before where it is silent. */
export const learned = (
  href: string,
  { name, uri, role, inLobby }: ParticipantResource,
  before: Participant | undefined,
): Participant => {
  const now = {
    href,
    name: (name ?? '') === '' ? before?.name : (name ?? undefined),
    uri: uri ?? before?.uri,
    role: role ?? before?.role,
    inLobby: inLobby ?? before?.inLobby ?? false,
  }
  return before !== undefined && isSame(before, now) ? before : now
}

/** Who is in a conversation or waits in its lobby, and who of them is typing. */
export class Roster {
  readonly #known = new Map<string, Participant>()
  readonly #present = new Set<string>()
  readonly #typing = new Set<string>()
  /** Those who are present in the lobby only. */
  #waiting: Set<string> | undefined
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
  learn(href: string, body: ParticipantResource): void {
    const before = this.#known.get(href)
    const now = learned(href, body, before)
    if (now === before) return
    this.#known.set(href, now)
    this.#list()
  }

  enter(href: string): void {
    this.#waiting?.delete(href)
    this.#show(href)
  }

  leave(href: string): void {
    this.#waiting?.delete(href)
    const wasPresent = this.#present.delete(href)
    if (this.#typing.delete(href) || wasPresent) this.#list()
  }

  /** Somebody waits in the lobby. Who is in the conversation already only shows it. */
  enterLobby(href: string): void {
    this.learn(href, { inLobby: true })
    if (!this.#present.has(href)) (this.#waiting ??= new Set()).add(href)
    this.#show(href)
  }

  /** Admitted, refused or gone: of somebody who was in the lobby only, entering has to be told. */
  leaveLobby(href: string): void {
    if (this.#known.has(href)) this.learn(href, { inLobby: false })
    if (this.#waiting?.has(href) === true) this.leave(href)
  }

  startTyping(href: string): void {
    if (this.#typing.has(href)) return
    this.learn(href, {})
    this.#typing.add(href)
    this.#list()
  }

  stopTyping(href: string): void {
    if (this.#typing.delete(href)) this.#list()
  }

  /** Nobody types where there is no messaging, and nobody tells. */
  stopAllTyping(): void {
    if (this.#typing.size === 0) return
    this.#typing.clear()
    this.#list()
  }

  #show(href: string): void {
    if (this.#present.has(href)) return
    this.learn(href, {})
    this.#present.add(href)
    this.#list()
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
