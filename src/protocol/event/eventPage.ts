import { either as E } from 'fp-ts'
import * as t from 'io-ts'
import { decode, type DecodeFailure } from '../decode.ts'
import { hrefTo } from '../hypermedia.ts'
import { struct } from '../struct.ts'
import { ResourceEvent } from './resourceEvent.ts'

const Envelope = struct('EventPage', { _links: struct('EventPageLinks', {}, {}) }, { sender: t.unknown })
type Envelope = t.TypeOf<typeof Envelope>

const Sender = struct('Sender', { rel: t.string }, { href: t.string, events: t.UnknownArray })

/**
 * Where to go after a page. `next` acknowledges it; `resume` does too, and says
 * that the server dropped conversations and subscriptions meanwhile; `resync`
 * says that this client asked for a page which is not kept any more.
 */
export interface Onward {
  readonly rel: 'next' | 'resume' | 'resync'
  readonly href: string
}

/** An event, or a whole block, that could not be read. Its neighbours are intact. */
export interface UndecodableEvent {
  readonly name: 'UndecodableEvent'
  readonly path: string
  readonly failure: DecodeFailure
  /** What stood there. A function, so that nothing that shows the rest shows this: it may be private. */
  readonly raw: () => unknown
}

/** Events of one sender, in time order. The same sender may have several blocks in a page. */
export interface SenderBlock {
  readonly rel: string
  /** Absent where a server leaves it out. */
  readonly href: string | undefined
  readonly events: readonly ResourceEvent[]
}

/** One answer of the event channel. */
export interface EventPage {
  /** Identifies the page: the same self is the same page. */
  readonly self: string | undefined
  readonly onward: Onward
  /** In time order. Empty when the server's time-out released the request. */
  readonly blocks: readonly SenderBlock[]
  readonly undecodable: readonly UndecodableEvent[]
}

const rels = ['resync', 'resume', 'next'] as const

const onwardOf = (page: Envelope): Onward | undefined => {
  for (const rel of rels) {
    const href = hrefTo(page, rel)
    if (href !== undefined) return { rel, href }
  }
  return undefined
}

const failureOf = (codec: t.Mixed, raw: unknown, at: string): DecodeFailure => {
  const decoded = decode(codec, raw, at)
  return E.isLeft(decoded) ? decoded.left : { name: 'DecodeFailure', faults: [] }
}

const sendersOf = (sender: unknown, undecodable: UndecodableEvent[]): readonly unknown[] => {
  if (Array.isArray(sender)) return sender
  const path = '/sender'
  undecodable.push({
    name: 'UndecodableEvent',
    path,
    failure: failureOf(t.UnknownArray, sender, path),
    raw: () => sender,
  })
  return []
}

const areEvents = (events: readonly unknown[]): events is readonly ResourceEvent[] => {
  for (const event of events) {
    if (!ResourceEvent.is(event)) return false
  }
  return true
}

const onlyGood = (events: readonly unknown[], at: string, undecodable: UndecodableEvent[]): readonly ResourceEvent[] =>
  events.flatMap((raw, index) => {
    const path = `${at}/events/${index}`
    const decoded = decode(ResourceEvent, raw, path)
    if (E.isRight(decoded)) return [decoded.right]
    undecodable.push({ name: 'UndecodableEvent', path, failure: decoded.left, raw: () => raw })
    return []
  })

/**
 * Reads an answer of the event channel. Fails only when it has no link to go
 * on with; an event that cannot be read is listed in `undecodable`.
 */
export const decodeEventPage = (structure: unknown): E.Either<DecodeFailure, EventPage> => {
  if (!Envelope.is(structure)) return E.left(failureOf(Envelope, structure, ''))
  const onward = onwardOf(structure)
  if (onward === undefined) {
    return E.left({
      name: 'DecodeFailure',
      faults: [{ path: '/_links', expected: 'a link next, resume or resync', got: 'none of them' }],
    })
  }
  const undecodable: UndecodableEvent[] = []
  const blocks: SenderBlock[] = []
  const senders = sendersOf(structure.sender ?? [], undecodable)
  for (let index = 0; index < senders.length; index++) {
    const raw = senders[index]
    const path = `/sender/${index}`
    if (!Sender.is(raw)) {
      undecodable.push({ name: 'UndecodableEvent', path, failure: failureOf(Sender, raw, path), raw: () => raw })
      continue
    }
    const events = raw.events ?? []
    blocks.push({
      rel: raw.rel,
      href: raw.href ?? undefined,
      events: areEvents(events) ? events : onlyGood(events, path, undecodable),
    })
  }
  return E.right({ self: hrefTo(structure, 'self'), onward, blocks, undecodable })
}
