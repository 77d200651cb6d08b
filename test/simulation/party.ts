import { either as E } from 'fp-ts'
import type { Subscription } from 'rxjs'
import {
  createClient,
  password,
  type Client,
  type ClientOptions,
  type Conversation,
  type IncomingInvitation,
  type Message,
  type OutgoingInvitation,
  type OutgoingMessage,
} from '../../src/index.ts'
import type { Clock } from '../../src/seam/clock.ts'
import type { Chance } from './chance.ts'
import { countedClock } from './countedClock.ts'
import type { Witness } from './happening.ts'
import type { Plant } from './plant.ts'
import type { Report, Road } from './road.ts'

/** One life of a client, with what its user holds of it. */
export interface Party {
  readonly name: string
  readonly uri: string
  readonly client: Client
  /** Has been closed. */
  isClosed: boolean
  /** Oldest first; those that are over stay until a user has looked at them. */
  readonly ringing: Set<IncomingInvitation>
  readonly asked: Set<OutgoingInvitation>
  readonly sent: Set<OutgoingMessage>
  readonly subscriptions: Subscription[]
  /** Timers of the client that are set. */
  readonly timers: () => number
  /** Requests of the client without an answer. */
  readonly inFlight: () => number
  /** Where the event channel was asked for last, with which token: by these a test looks at what the server shows. */
  readonly place: () => Place | undefined
}

export interface Place {
  readonly events: string
  readonly authorization: string
}

export interface PartySetting {
  readonly name: string
  readonly uri: string
  /** Of the device. */
  readonly clock: Clock
  readonly worldClock: Clock
  readonly road: Road
  readonly chance: Chance
  readonly witness: Witness
  readonly options: Partial<ClientOptions>
  readonly plant: Plant | undefined
  readonly nextRequest: () => number
}

export const secret = 'pass@word1'

export const pathOf = (href: string): string => new URL(href).pathname

export const textOf = ({ text, html }: Pick<Message, 'text' | 'html'>): string => text ?? html?.untrusted ?? ''

/** Signs nobody in yet: gives a client to a user, and watches what it shows. */
export const createParty = (setting: PartySetting): Party => {
  const { name, uri, road, chance, witness, plant, nextRequest } = setting
  const clock = countedClock(setting.clock)
  /** Requests without an answer, with what they are for. */
  const open = new Map<number, string>()
  let place: Place | undefined
  const report: Report = {
    asked: (request) => {
      const id = nextRequest()
      open.set(id, request.operation)
      const authorization = request.headers['Authorization']
      if (request.operation === 'events' && authorization !== undefined) place = { events: request.url, authorization }
      witness({ kind: 'asked', party: name, id, request })
      return id
    },
    answered: (id, outcome) => {
      const isNew = open.get(id) === 'applications' && E.isRight(outcome) && outcome.right.status < 300
      open.delete(id)
      witness({
        kind: 'answered',
        party: name,
        id,
        outcome: E.isRight(outcome) ? outcome.right.status : outcome.left.name,
      })
      if (isNew) witness({ kind: 'channel', party: name, at: setting.worldClock.now() })
    },
    struck: (trouble, { operation }) => witness({ kind: 'fault', name: trouble.name, about: `${name} ${operation}` }),
  }
  const options = {
    signInAddress: uri.slice('sip:'.length),
    credentials: password(uri.slice('sip:'.length), secret),
    rootUrl: 'http://pool.contoso.com/',
    ...setting.options,
    http: road.http(report),
    clock,
    random: chance.random,
  }
  const client = plant?.client?.(options, createClient) ?? createClient(options)
  const subscriptions: Subscription[] = []
  const ringing = new Set<IncomingInvitation>()

  const watch = (conversation: Conversation) => {
    const path = pathOf(conversation.href)
    subscriptions.push(
      conversation.messages$.subscribe((message) => {
        const { direction, status } = message
        witness({
          kind: 'message',
          party: name,
          message: { conversation: path, direction, status, text: textOf(message) },
        })
      }),
    )
  }

  subscriptions.push(
    client.status$.subscribe((status) => witness({ kind: 'status', party: name, status })),
    client.gaps$.subscribe((gap) => {
      const conversations = gap.cause === 'overflow' ? [gap.conversation] : gap.conversations
      witness({
        kind: 'gap',
        party: name,
        cause: gap.cause,
        conversations: conversations.map(({ href }) => pathOf(href)),
      })
    }),
    client.faults$.subscribe((fault) => {
      if (fault.name === 'Defect') witness({ kind: 'defect', party: name, error: fault.error })
    }),
    client.invitations$.subscribe((invitation) => void ringing.add(invitation)),
    client.conversationAdded$.subscribe(watch),
  )

  return {
    name,
    uri,
    client,
    isClosed: false,
    ringing,
    asked: new Set(),
    sent: new Set(),
    subscriptions,
    timers: clock.pending,
    inFlight: () => open.size,
    place: () => place,
  }
}
