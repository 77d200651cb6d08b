import { Subscriber } from 'rxjs'
import { Actor, type AnyEventObject } from 'xstate'
import { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import { Communication } from '../../src/protocol/resource/communication.ts'
import { Contact } from '../../src/protocol/resource/contact.ts'
import { Conversation } from '../../src/protocol/resource/conversation.ts'
import { Me } from '../../src/protocol/resource/me.ts'
import { Message } from '../../src/protocol/resource/message.ts'
import { Messaging } from '../../src/protocol/resource/messaging.ts'
import { MessagingInvitation } from '../../src/protocol/resource/messagingInvitation.ts'
import { Participant } from '../../src/protocol/resource/participant.ts'
import { Directory } from '../../src/runtime/directory.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Measured } from './goals.ts'
import { createPages } from './pages.ts'
import { connectClient } from './readers.ts'

/** What was called while one page was played. */
interface Count {
  /** Lookups in the directory. */
  readonly routes: number
  /** Codecs of a whole event. */
  readonly events: number
  /** Codecs of a whole body, tried for an event. */
  readonly bodies: number
  /** Events sent to actors, those aside that XState sends by itself. */
  readonly sends: number
  /** RxJS subscribers called. */
  readonly subscribers: number
}

type Method = (this: unknown, ...given: unknown[]) => unknown

const lookups = [
  'findConversation',
  'conversation',
  'findIncoming',
  'incoming',
  'findOutgoing',
  'findOutgoingAt',
] as const
const bodies = [Communication, Contact, Conversation, Me, Message, Messaging, MessagingInvitation, Participant]

/** Counts from outside, by wrapping methods: the library keeps no counters. */
const watchCalls = () => {
  const none: Count = { routes: 0, events: 0, bodies: 0, sends: 0, subscribers: 0 }
  let count = none
  let depth = 0
  const undo: (() => void)[] = []

  const wrap = (owner: object, name: string, around: (method: Method) => Method): void => {
    const own = Object.getOwnPropertyDescriptor(owner, name)
    if (own === undefined) throw new Error(`${name} is not where it was`)
    Object.defineProperty(owner, name, { ...own, value: around(own.value as Method) })
    undo.push(() => Object.defineProperty(owner, name, own))
  }
  const add = (what: keyof Count): void => {
    count = { ...count, [what]: count[what] + 1 }
  }
  const counted =
    (what: keyof Count, counts: (given: unknown) => boolean = () => true) =>
    (method: Method): Method =>
      function (...given) {
        if (counts(given[0])) add(what)
        return method.apply(this, given)
      }
  /** Bodies within bodies are not tried, but read. */
  const outermost =
    (what: 'events' | 'bodies', at: number) =>
    (method: Method): Method =>
      function (...given) {
        if (depth === at) add(what)
        depth += 1
        const is = method.apply(this, given)
        depth -= 1
        return is
      }

  for (const name of lookups) wrap(Directory.prototype, name, counted('routes'))
  wrap(ResourceEvent, 'is', outermost('events', 0))
  for (const codec of bodies) wrap(codec, 'is', outermost('bodies', 1))
  wrap(
    Actor.prototype,
    '_send',
    counted('sends', (event) => !(event as AnyEventObject).type.startsWith('xstate.')),
  )
  wrap(Subscriber.prototype, 'next', counted('subscribers'))

  return {
    during: async (task: () => Promise<void>): Promise<Count> => {
      count = none
      await task()
      return count
    },
    stop: () => {
      for (const restore of undo) restore()
    },
  }
}

/** Lets a request go out and its answer come in. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const operationIdOf = (feed: Feed): string => new URL(feed.sent.at(-1)!.url).searchParams.get('operationId') ?? ''

/** P7, with two subscribers for each conversation: no count may depend on how many conversations there are. */
export const measureCounts = async (conversations = 200): Promise<Measured> => {
  const pages = createPages({ seed: 7, conversations })
  const feed = createFeed()
  const client = await connectClient(feed.http, feed.origin, (conversation) => {
    conversation.messages$.subscribe()
    conversation.messaging.state$.subscribe()
  })
  await feed.play(pages.begun(0, conversations))
  await feed.play(pages.peopled(0, conversations))
  client.conversations$.getSnapshot()[7]!.send('On my way')
  await settled()

  const calls = watchCalls()
  const playing = (text: string): Promise<Count> => calls.during(() => feed.play([text]))
  const typing = await playing(pages.single('typing', 3))
  const incoming = await playing(pages.single('incoming', 5))
  const messaging = await playing(pages.single('messaging', 11))
  const conversation = await playing(pages.single('conversation', 13))
  const participant = await playing(pages.single('participant', 15))
  const invitation = await playing(pages.single('invitation', 2))
  const own = await playing(pages.delivered(7, operationIdOf(feed)))
  const block = await playing(pages.block(17))
  // What it takes to hand down the page itself.
  const page = await playing(pages.empty())
  calls.stop()
  client.close()

  if ([block.routes, incoming.bodies, own.sends, incoming.subscribers - page.subscribers].includes(0)) {
    throw new Error('what is to be counted does not happen')
  }
  const single = [typing, incoming, messaging, conversation, participant, invitation, own]
  return {
    'P7/block': block.routes,
    'P7/event': Math.max(conversation.routes, invitation.routes),
    'P7/codecs': Math.max(...single.flatMap((count) => [count.events, count.bodies])),
    'P7/typing': typing.sends,
    'P7/incoming': incoming.sends,
    'P7/own': own.sends,
    'P7/actors': Math.max(messaging.sends, conversation.sends, participant.sends, invitation.sends),
    'P7/subscribers': Math.max(incoming.subscribers, own.subscribers) - page.subscribers,
  }
}
