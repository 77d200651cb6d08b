import { encodePercent } from '../../src/protocol/dataUrl.ts'
import { seededRandom } from '../support/seededRandom.ts'

export const applicationPath = '/ucwa/oauth/v1/applications/102475632108'
const communicationPath = `${applicationPath}/communication`

export interface PagesOptions {
  readonly seed: number
  /** How many conversations the stream is about. */
  readonly conversations: number
}

/** Pages to play, and what a reader must have told its subscribers when they are over. */
export interface Stretch {
  readonly texts: readonly string[]
  readonly events: number
  /** Incoming ones, and those of the user's other endpoints. */
  readonly messages: number
}

interface Person {
  readonly name: string
  readonly address: string
}

interface Wire {
  readonly rel: string
  readonly [member: string]: unknown
}

interface WireEvent {
  readonly link: { readonly rel: string; readonly href: string; readonly title?: string }
  readonly in?: { readonly rel: string; readonly href: string }
  readonly type: string
  readonly status?: string
  readonly _embedded?: Readonly<Record<string, Wire>>
}

interface Block {
  readonly rel: string
  readonly href: string
  readonly events: WireEvent[]
}

const people: readonly Person[] = [
  'Lene Aaling',
  'Tosh Meston',
  'Marcel Truempy',
  'Dana Birkby',
  'Jun Cao',
  'Laura Giussani',
  'Amir Netz',
  'Pia Westermann',
].map((name) => ({ name, address: `${name.toLowerCase().replace(' ', '.')}@contoso.com` }))

const sentences: readonly string[] = [
  'Hi, do you have a minute?',
  'The build is green again, I am going to merge now.',
  'Can we move the meeting to half past twelve? The room is taken until then & the other one is too small.',
  '100 % sure: 1 + 1 = 2',
  'ok',
  'Could you have a look at the third page of the offer, please? Lene thinks that the sum is not right.',
  'Schöne Grüße aus Zürich 🙂',
  'Thanks, that is just what I was looking for.',
]

/**
 * What the stream is made of, in parts of forty: chats under way, where messages
 * and typing are most of what happens. How conversations begin is measured apart.
 */
const mix = [
  ...Array<'incoming'>(16).fill('incoming'),
  ...Array<'typing'>(10).fill('typing'),
  ...Array<'outgoing'>(6).fill('outgoing'),
  ...Array<'messaging'>(3).fill('messaging'),
  ...Array<'conversation'>(2).fill('conversation'),
  ...Array<'participant'>(2).fill('participant'),
  'invitation',
] as const

/** Conversations that have an invitation ringing all the time. */
const ringing = 20

/** Events of communication bring one block each, or one for several in a row; so do those of a conversation. */
const ofCommunication: ReadonlySet<string> = new Set(['conversation', 'invitation'])

/**
 * Writes event pages, like those of a server, about conversations that are
 * numbered from 0. The same seed gives the same pages.
 */
export const createPages = ({ seed, conversations }: PagesOptions) => {
  const random = seededRandom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const one = <A>(list: readonly A[]): A => list[below(list.length)]!
  let acknowledged = 0
  let messages = 0

  const pathOf = (index: number): string =>
    `${communicationPath}/conversations/${(0x5eed0000 + index).toString(16)}-2c71-4d1e-9a3b-${(index * 7919).toString(16).padStart(12, '0')}`
  const personIn = (index: number): Person => people[index % people.length]!
  const participantPath = (index: number): string => `${pathOf(index)}/participants/${personIn(index).address}`

  const conversationBody = (index: number, state = 'Connected'): Wire => ({
    state,
    threadId: `AdM${(index * 104729).toString(36)}PGc8yXyRoOKTWvbpLvcQ==`,
    subject: index % 3 === 0 ? 'Offer for Contoso' : '',
    activeModalities: state === 'Connected' ? ['Messaging'] : [],
    importance: 'Normal',
    recording: false,
    _links: {
      self: { href: pathOf(index) },
      messaging: { href: `${pathOf(index)}/messaging` },
      phoneAudio: { href: `${pathOf(index)}/phoneAudio` },
      localParticipant: { href: `${pathOf(index)}/participants/tosh@contoso.com`, title: 'Tosh Meston' },
      participants: { href: `${pathOf(index)}/participants` },
      addParticipant: { href: `${pathOf(index)}/participants` },
    },
    rel: 'conversation',
  })

  const messagingBody = (index: number, state: 'Connected' | 'Disconnected'): Wire => ({
    state,
    ...(state === 'Connected' ? { negotiatedMessageFormats: ['Plain', 'Html'] } : {}),
    _links: {
      self: { href: `${pathOf(index)}/messaging` },
      conversation: { href: pathOf(index) },
      ...(state === 'Connected'
        ? {
            stopMessaging: { href: `${pathOf(index)}/messaging/terminate` },
            sendMessage: { href: `${pathOf(index)}/messaging/messages` },
            setIsTyping: { href: `${pathOf(index)}/messaging/typing` },
            typingParticipants: { href: `${pathOf(index)}/messaging/typingParticipants` },
          }
        : { addMessaging: { href: `${pathOf(index)}/messaging/addMessaging` } }),
    },
    rel: 'messaging',
  })

  const participantBody = (index: number): Wire => ({
    sourceNetwork: 'SameEnterprise',
    anonymous: false,
    local: false,
    role: 'Leader',
    name: personIn(index).name,
    uri: `sip:${personIn(index).address}`,
    _links: {
      self: { href: participantPath(index) },
      conversation: { href: pathOf(index) },
      contact: { href: `${applicationPath}/people/${personIn(index).address}` },
      participantMessaging: { href: `${participantPath(index)}/messaging` },
    },
    rel: 'participant',
  })

  const invitationBody = (index: number): Wire => ({
    direction: 'Incoming',
    importance: 'Normal',
    threadId: `AdM${(index * 104729).toString(36)}PGc8yXyRoOKTWvbpLvcQ==`,
    state: 'Connecting',
    subject: '',
    to: 'sip:tosh@contoso.com',
    _links: {
      self: { href: `${communicationPath}/invitations/${index}` },
      to: { href: `${applicationPath}/me` },
      accept: { href: `${communicationPath}/invitations/${index}/accept` },
      decline: { href: `${communicationPath}/invitations/${index}/decline` },
      conversation: { href: pathOf(index) },
      messaging: { href: `${pathOf(index)}/messaging` },
      message: { href: encodePercent('text/plain', one(sentences)) },
    },
    _embedded: { from: participantBody(index) },
    rel: 'messagingInvitation',
  })

  const messageEvent = (index: number, direction: 'Incoming' | 'Outgoing'): WireEvent => {
    const href = `${pathOf(index)}/messaging/messages/${++messages}`
    return {
      status: 'Success',
      link: { rel: 'message', href },
      _embedded: {
        message: {
          direction,
          timeStamp: `/Date(${1767225600000 + messages * 997})/`,
          ...(direction === 'Outgoing' ? { operationId: (messages * 2654435761).toString(16).padStart(32, '0') } : {}),
          _links: {
            self: { href },
            messaging: { href: `${pathOf(index)}/messaging` },
            plainMessage: { href: encodePercent('text/plain', one(sentences)) },
            ...(direction === 'Incoming'
              ? {
                  contact: { href: `${applicationPath}/people/${personIn(index).address}` },
                  participant: { href: participantPath(index), title: personIn(index).name },
                }
              : {}),
          },
          rel: 'message',
        },
      },
      type: 'completed',
    }
  }

  const conversationEvent = (index: number, type: string, state?: string): WireEvent => ({
    link: { rel: 'conversation', href: pathOf(index) },
    _embedded: { conversation: conversationBody(index, state) },
    type,
  })

  const messagingEvent = (index: number, state: 'Connected' | 'Disconnected'): WireEvent => ({
    link: { rel: 'messaging', href: `${pathOf(index)}/messaging` },
    _embedded: { messaging: messagingBody(index, state) },
    type: 'updated',
  })

  const participantLink = (index: number) => ({
    rel: 'participant',
    href: participantPath(index),
    title: personIn(index).name,
  })

  const typingEvent = (index: number, type: 'added' | 'deleted'): WireEvent => ({
    link: participantLink(index),
    in: { rel: 'typingParticipants', href: `${pathOf(index)}/messaging/typingParticipants` },
    type,
  })

  const participantEvent = (index: number, type: 'added' | 'updated'): WireEvent => ({
    link: participantLink(index),
    _embedded: { participant: participantBody(index) },
    type,
  })

  const invitationEvent = (index: number, type: 'started' | 'updated'): WireEvent => ({
    link: { rel: 'messagingInvitation', href: `${communicationPath}/invitations/${index}` },
    _embedded: { messagingInvitation: invitationBody(index) },
    type,
  })

  const eventOf = (kind: (typeof mix)[number], index: number): WireEvent => {
    switch (kind) {
      case 'incoming':
        return messageEvent(index, 'Incoming')
      case 'outgoing':
        return messageEvent(index, 'Outgoing')
      case 'typing':
        return typingEvent(index, below(2) === 0 ? 'added' : 'deleted')
      case 'messaging':
        return messagingEvent(index, below(2) === 0 ? 'Connected' : 'Disconnected')
      case 'conversation':
        return conversationEvent(index, 'updated')
      case 'participant':
        return participantEvent(index, 'updated')
      case 'invitation':
        return invitationEvent(below(Math.min(ringing, conversations)), 'updated')
    }
  }

  const inCommunication = (events: WireEvent[]): Block => ({
    rel: 'communication',
    href: communicationPath,
    events,
  })

  const inConversation = (index: number, events: WireEvent[]): Block => ({
    rel: 'conversation',
    href: pathOf(index),
    events,
  })

  const page = (sender: readonly Block[]): string => {
    const self = `${applicationPath}/events?ack=${++acknowledged}`
    const next = `${applicationPath}/events?ack=${acknowledged + 1}`
    return JSON.stringify({ _links: { self: { href: self }, next: { href: next } }, sender })
  }

  const streamPage = (eventsPerPage: number): string => {
    const blocks: Block[] = []
    let left = eventsPerPage
    while (left > 0) {
      const kind = one(mix)
      const index = below(conversations)
      if (ofCommunication.has(kind)) {
        const last = blocks.at(-1)
        const event = eventOf(kind, index)
        if (last?.rel === 'communication') last.events.push(event)
        else blocks.push(inCommunication([event]))
        left -= 1
      } else {
        // Somebody types, and then writes: events of one conversation come in a row.
        const count = Math.min(left, 1 + below(3))
        const kinds = [kind, ...Array.from({ length: count - 1 }, () => one(mix))]
        const events = kinds.filter((other) => !ofCommunication.has(other)).map((other) => eventOf(other, index))
        blocks.push(inConversation(index, events))
        left -= events.length
      }
    }
    return page(blocks)
  }

  const chunked = (from: number, to: number, perPage: number, blocksOf: (index: number) => readonly Block[]) => {
    const texts: string[] = []
    for (let at = from; at < to; at += perPage) {
      const blocks: Block[] = []
      for (let index = at; index < Math.min(at + perPage, to); index++) blocks.push(...blocksOf(index))
      texts.push(page(blocks))
    }
    return texts
  }

  return {
    pathOf,
    /** Conversations that are only heard of: their first event is of a sort that nobody knows. */
    listed: (from: number, to: number): readonly string[] =>
      chunked(from, to, 50, (index) => [
        inConversation(index, [{ link: { rel: 'whiteboard', href: `${pathOf(index)}/whiteboard` }, type: 'updated' }]),
      ]),
    /** Conversations as they begin: connected, with messaging. */
    begun: (from: number, to: number, perPage = 10): readonly string[] =>
      chunked(from, to, perPage, (index) => [
        inCommunication([conversationEvent(index, 'added')]),
        inConversation(index, [messagingEvent(index, 'Connected')]),
      ]),
    /** What begun conversations are about to be in a stream: somebody in each, invitations ringing. */
    peopled: (from: number, to: number): readonly string[] =>
      chunked(from, to, 10, (index) => [
        inConversation(index, [participantEvent(index, 'added')]),
        ...(index < ringing ? [inCommunication([invitationEvent(index, 'started')])] : []),
      ]),
    ended: (from: number, to: number): readonly string[] =>
      chunked(from, to, 10, (index) => [
        inCommunication([{ link: { rel: 'conversation', href: pathOf(index) }, type: 'deleted' }]),
      ]),
    /** What happens in them, day in, day out. */
    stream: (pages: number, eventsPerPage: number): Stretch => {
      const before = messages
      const texts = Array.from({ length: pages }, () => streamPage(eventsPerPage))
      return { texts, events: pages * eventsPerPage, messages: messages - before }
    },
    empty: (): string => page([]),
    /** One page with one event. */
    single: (kind: (typeof mix)[number], index: number): string => {
      const event = eventOf(kind, index)
      return page([ofCommunication.has(kind) ? inCommunication([event]) : inConversation(index, [event])])
    },
    /** One page with one block of three events. */
    block: (index: number): string =>
      page([
        inConversation(
          index,
          (['typing', 'incoming', 'messaging'] as const).map((kind) => eventOf(kind, index)),
        ),
      ]),
    /** The user's own message, as the event of the operation that sent it. */
    delivered: (index: number, operationId: string): string => {
      const event = messageEvent(index, 'Outgoing')
      const body = { ...event._embedded!.message!, operationId }
      return page([inConversation(index, [{ ...event, _embedded: { message: body } }])])
    },
  }
}

export type Pages = ReturnType<typeof createPages>
