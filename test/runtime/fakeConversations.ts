import { either as E } from 'fp-ts'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import type { Failure } from '../../src/protocol/failure.ts'
import { createCharts } from '../../src/runtime/charts.ts'
import type { ConversationRecord } from '../../src/runtime/conversation.ts'
import { Directory } from '../../src/runtime/directory.ts'
import { Fetcher } from '../../src/runtime/fetcher.ts'
import { createFollowing } from '../../src/runtime/following.ts'
import { createHub } from '../../src/runtime/hub.ts'
import { createMessageEvents } from '../../src/runtime/messageEvents.ts'
import { OutgoingMessageRecord } from '../../src/runtime/outgoingMessage.ts'
import { Silence } from '../../src/runtime/silence.ts'
import type { Script } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'
import type { Content } from '../../src/service/content.ts'
import { partsOf } from './fakeSession.ts'

type Answered = E.Either<Failure, { readonly location: string | undefined }>

export const absolute = (href: string): string => `https://pool.contoso.com${href}`

/** Conversations with their charts, and a host that answers from a script by `METHOD /path`. */
export const conversing = (script: Script = {}, { hasSiblings = false } = {}) => {
  const { place, wire, http, seen, session, state } = partsOf(script)
  const clock = virtualClock()
  const hub = createHub(clock)
  const faults: unknown[] = []
  const missed: string[] = []
  const requests = new Map<string, () => () => Promise<Answered>>()
  const answers = new Map<string, (answer: Answered) => void>()
  const faulted = (fault: unknown) => void faults.push(fault)
  const fetcher = new Fetcher(wire, faulted)
  const silence = new Silence(clock)
  const unanswered = { leave: () => undefined, stopMessaging: () => undefined, cancel: () => undefined }
  const charts = createCharts({ hub, place, wire, silence, requests, unanswered })
  const messages = createMessageEvents({ place, fetcher, clock, hasSiblings })
  const directory = new Directory({
    charts,
    faulted,
    outgoing: messages.outgoing,
    following: createFollowing({ place, fetcher }),
    missedMessages: ({ href }, cause, count) => void missed.push(`${cause} ${count} ${href}`),
  })

  /** Connected, with these links besides. */
  const conversation = (href = '/1', links: Readonly<Record<string, { readonly href: string }>> = {}) => {
    const record = directory.conversation(absolute(href))
    record.send({
      type: 'conversation.updated',
      conversation: { state: 'Connected', _links: { self: { href }, ...links } },
    })
    return record
  }

  /** Sends a message whose POST is answered by hand. */
  const send = (record: ConversationRecord, operationId: string, text = operationId): OutgoingMessageRecord => {
    requests.set(operationId, () => () => new Promise((resolve) => answers.set(operationId, resolve)))
    const message = new OutgoingMessageRecord({ operationId, content: { text }, charts, faulted })
    record.outgoing.add(message)
    return message
  }

  /** An invitation whose POST is answered by hand. */
  const inviting = (operationId: string, message?: Content) => {
    requests.set(operationId, () => () => new Promise((resolve) => answers.set(operationId, resolve)))
    return directory.outgoing({ operationId, operation: 'startMessaging', message })
  }

  const answer = async (operationId: string, answered: Answered) => {
    answers.get(operationId)?.(answered)
    await drain()
  }

  return {
    ...{
      answer,
      charts,
      clock,
      conversation,
      directory,
      faults,
      fetcher,
      hub,
      http,
      inviting,
      messages,
      missed,
      place,
    },
    ...{ requests, seen, send, session, silence, state, wire },
  }
}

export const eventOf = (
  rel: string,
  href: string,
  type: ResourceEvent['type'],
  more: Partial<ResourceEvent> = {},
): ResourceEvent => ({ link: { rel, href }, type, ...more })

export const accepted = (href: string): Answered => E.right({ location: absolute(href) })

export const unanswered: Answered = E.left({
  name: 'Unreachable',
  operation: 'sendMessage',
  method: 'POST',
  href: absolute('/texts'),
  code: 'ECONNRESET',
  cause: undefined,
})
