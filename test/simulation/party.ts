import { either as E } from 'fp-ts'
import type { Subscription } from 'rxjs'
import type { AnyActorRef } from 'xstate'
import {
  createClient,
  type Client,
  type ClientOptions,
  type Command,
  type Conversation,
  type ConversationLog,
  type HttpRequest,
  type HttpResponse,
  type IncomingInvitation,
  type Message,
  type OutgoingInvitation,
  type OutgoingMessage,
  type ResumePoint,
} from '../../src/index.ts'
import type { Clock } from '../../src/seam/clock.ts'
import type { Chance } from './chance.ts'
import { clumsily, type SubscriberFault } from './faults/subscriber.ts'
import { countedClock } from './countedClock.ts'
import type { Witness } from './happening.ts'
import type { Plant } from './plant.ts'
import { isWhole, readsOf } from './reads.ts'
import { home, hostOf, type Report, type Road } from './road.ts'

/** One life of a client, with what its user holds of it. */
export interface Party {
  readonly name: string
  readonly uri: string
  readonly client: Client
  /** Oldest first; those that are over stay until a user has looked at them. */
  readonly ringing: Set<IncomingInvitation>
  readonly asked: Set<OutgoingInvitation>
  readonly sent: Set<OutgoingMessage>
  readonly subscriptions: Subscription[]
  /** Logs of past conversations, as they were read last. */
  readonly logs: ConversationLog[]
  /** Those whose presence the user watches, and how they appear to her. */
  readonly watched: Map<string, Watched>
  readonly watchesHerself: boolean
  /** Seconds after which an empty page comes: so long nothing tells that a poll which failed is repeated with success. */
  readonly longestPoll: number
  /** She is not made available. */
  readonly lurks: boolean
  /** She has no account. */
  readonly isGuest: boolean
  /** Something says that the machine may have been away. */
  readonly tellToWake: () => void
  /** Where another client can go on. */
  readonly resumePoint: () => ResumePoint | undefined
  /** Takes an invitation by the user, to watch what she is told of it. */
  readonly ask: (invitation: OutgoingInvitation) => void
  /** Promises of the library that have not settled, with what they are about. */
  readonly promises: Map<Promise<unknown>, string>
  /** Closes the client, and looks at what it leaves. */
  readonly close: () => void
  /** Where the event channel was asked for last, with the newest token: by these a test looks at what the server shows. */
  readonly place: () => Place | undefined
}

export interface Watched {
  readonly subscription: Subscription
  readonly seen: { availability: string }
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
  readonly options: Partial<ClientOptions> & Pick<ClientOptions, 'credentials'>
  readonly isGuest: boolean
  readonly plant: Plant | undefined
  readonly nextRequest: () => number
  /** Whose place this client takes, by name. */
  readonly heir: { readonly of: string; readonly at: ResumePoint } | undefined
  readonly may: (fault: SubscriberFault) => boolean
}

export const secret = 'pass@word1'

export const pathOf = (href: string): string => new URL(href).pathname

export const textOf = ({ text, html }: Pick<Message, 'text' | 'html'>): string => text ?? html?.untrusted ?? ''

/** A poll has failed, and the long one after it has no answer yet: as long as that lasts nothing is known. */
export const mayStillPoll = ({ client, longestPoll }: Party): boolean =>
  client.status$.getSnapshot().state === 'reconnecting' && longestPoll > 240

/** Reads a promise of a handle: it has to settle some time. */
export const expectSettled = ({ promises }: Party, name: string, promise: Promise<unknown>): void => {
  promises.set(promise, name)
  const settle = () => void promises.delete(promise)
  promise.then(settle, settle)
}

/** Of a command that was given. */
export const expectDone = (party: Party, name: string, { done }: Command): void =>
  expectSettled(party, `${name} done`, done)

/** A whole page that goes on by `resume` or `resync`. */
const isForgetful = ({ status, text }: HttpResponse): boolean =>
  status === 200 && /"(resume|resync)":|rel="(resume|resync)"/.test(text) && isWhole(text)

/** Signs nobody in yet: gives a client to a user, and watches what it shows. */
export const createParty = (setting: PartySetting): Party => {
  const { name, uri, road, chance, witness, plant, nextRequest, heir } = setting
  const clock = countedClock(setting.clock)
  /** Requests without an answer. */
  const open = new Map<number, HttpRequest>()
  let place: Place | undefined
  const report: Report = {
    asked: (request) => {
      const id = nextRequest()
      open.set(id, request)
      const authorization = request.headers['Authorization']
      if (request.operation === 'events' && authorization !== undefined) place = { events: request.url, authorization }
      // A long poll outlives the token that it was asked with.
      else if (place !== undefined && authorization !== undefined) place = { ...place, authorization }
      witness({ kind: 'asked', party: name, id, request })
      return id
    },
    answered: (id, outcome) => {
      const request = open.get(id)
      const operation = request?.operation
      const isNew = operation === 'applications' && E.isRight(outcome) && outcome.right.status < 300
      open.delete(id)
      if (operation === 'token' && E.isRight(outcome)) {
        const [, token] = /"access_token":\s*"([^"]+)"/.exec(outcome.right.text) ?? []
        if (token !== undefined) witness({ kind: 'token', party: name, host: hostOf(outcome.right.url), token })
      }
      witness({
        kind: 'answered',
        party: name,
        id,
        outcome: E.isRight(outcome) ? outcome.right.status : outcome.left.name,
        read: request === undefined ? [] : readsOf(request, outcome),
      })
      if (operation === 'events' && E.isRight(outcome) && isForgetful(outcome.right)) {
        witness({ kind: 'forgotten', party: name })
      }
      if (isNew) witness({ kind: 'channel', party: name })
      if (operation === 'application' && heir !== undefined && E.isRight(outcome) && outcome.right.status === 200) {
        witness({ kind: 'resumed', party: name, from: heir.of })
      }
    },
    struck: (trouble, { operation }) => witness({ kind: 'fault', name: trouble.name, about: `${name} ${operation}` }),
  }
  const wakes = new Set<() => void>()
  const options = {
    signInAddress: uri.slice('sip:'.length),
    rootUrl: `http://${home}/`,
    wakes: (woke: () => void) => {
      wakes.add(woke)
      return () => void wakes.delete(woke)
    },
    ...setting.options,
    ...(heir === undefined ? {} : { resumeFrom: heir.at }),
    http: road.http(report),
    clock,
    random: chance.random,
  }
  const client = plant?.client?.(options, createClient) ?? createClient(options)
  const subscriptions: Subscription[] = []
  const ringing = new Set<IncomingInvitation>()

  const subscribe = clumsily(setting.worldClock, chance.fork('subscribers'), setting.may)
  const watch = (conversation: Conversation) => {
    const path = pathOf(conversation.href)
    witness({ kind: 'conversation', party: name, path })
    subscriptions.push(conversation.state$.subscribe({ complete: () => witness({ kind: 'over', party: name, path }) }))
    subscribe(
      conversation.messages$,
      (message) => {
        const { direction, status } = message
        witness({
          kind: 'message',
          party: name,
          message: { conversation: path, direction, status, text: textOf(message) },
        })
      },
      (subscription) => subscriptions.push(subscription),
    )
  }

  subscriptions.push(
    client.status$.subscribe((status) => witness({ kind: 'status', party: name, status })),
    client.gaps$.subscribe((gap) => {
      const conversations = 'conversation' in gap ? [gap.conversation] : gap.conversations
      witness({
        kind: 'gap',
        party: name,
        cause: gap.cause,
        conversations: conversations.map(({ href }) => pathOf(href)),
        invitations:
          'invitations' in gap ? gap.invitations.flatMap((one) => ('operationId' in one ? [one.operationId] : [])) : [],
      })
    }),
    client.faults$.subscribe((fault) => {
      if (fault.name === 'Defect') witness({ kind: 'defect', party: name, error: fault.error })
    }),
    client.invitations$.subscribe((invitation) => void ringing.add(invitation)),
    client.conversationAdded$.subscribe(watch),
  )

  const asked = new Set<OutgoingInvitation>()
  const watchesHerself = chance.fork('herself').happens(0.3)
  if (watchesHerself) {
    const { me, history } = client
    subscriptions.push(me.presence$.subscribe(), me.note$.subscribe(), history.missedItems$.subscribe())
    subscriptions.push(client.events$.subscribe(), client.traffic$.subscribe())
  }

  return {
    name,
    uri,
    client,
    ringing,
    asked,
    ask: (invitation) => {
      const { operationId, state$ } = invitation
      asked.add(invitation)
      subscriptions.push(state$.subscribe((state) => witness({ kind: 'invited', party: name, operationId, state })))
    },
    sent: new Set(),
    subscriptions,
    logs: [],
    watched: new Map(),
    watchesHerself,
    longestPoll: setting.options.aggregation?.timeout ?? 180,
    lurks: setting.isGuest || setting.options.availability === 'lurking',
    isGuest: setting.isGuest,
    tellToWake: () => {
      for (const woke of wakes) woke()
    },
    resumePoint: () => client.resumePoint$.getSnapshot(),
    promises: new Map(),
    close: () => {
      const actors = new Set<AnyActorRef>()
      client.inspect({
        next: (event) => {
          if (event.type === '@xstate.actor') actors.add(event.actorRef as AnyActorRef)
        },
      })
      client.close()
      const left = {
        timers: clock.pending(),
        requests: open.size,
        actors: [...actors].filter((actor) => (actor.getSnapshot() as { status?: string }).status === 'active').length,
        subscriptions: subscriptions.filter(({ closed }) => !closed).length + wakes.size,
      }
      witness({ kind: 'closed', party: name, left })
    },
    place: () => place,
  }
}
