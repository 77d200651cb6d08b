import { either as E } from 'fp-ts'
import { decodeText } from '../protocol/dataUrl.ts'
import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { Message as MessageResource } from '../protocol/resource/message.ts'
import type { Clock } from '../seam/clock.ts'
import { linkOf, type Content } from '../service/content.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Fetcher } from './fetcher.ts'
import { Message, type Person } from './message.ts'
import { OutgoingMessages } from './outgoingMessages.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly fetcher: Fetcher
  readonly clock: Clock
  /** Whether other instances share the application. */
  readonly hasSiblings: boolean
}

/** What becomes of the events about messages, in and out. No chart hears of an incoming one. */
export interface MessageEvents {
  readonly message: (conversation: ConversationRecord, event: ResourceEvent) => void
  /** The user's own unsettled messages of a conversation. */
  readonly outgoing: (conversation: ConversationRecord) => OutgoingMessages
}

const hasFailed = ({ type, status, _embedded }: ResourceEvent): boolean =>
  type === 'completed' && (status === 'Failure' || _embedded?.message?.status === 'Failed')

const hrefOfText = ({ _links: { plainMessage, htmlMessage } }: MessageResource): string =>
  (plainMessage ?? htmlMessage)?.href ?? 'none'

const textIn = (resource: MessageResource): string | undefined => {
  const text = decodeText(hrefOfText(resource))
  return E.isRight(text) ? text.right : undefined
}

/** Percent-encoded UTF-8, as servers write it, always decodes: it is left to who reads it. */
const isReadable = /^data:text\/(?:plain|html);charset=utf-8,/i

const hasText = (resource: MessageResource): boolean =>
  isReadable.test(hrefOfText(resource)) || textIn(resource) !== undefined

export const createMessageEvents = ({ place, fetcher, clock, hasSiblings }: Surroundings): MessageEvents => {
  const writerOf = (conversation: ConversationRecord, resource: MessageResource) => (): Person | undefined => {
    if (resource.direction !== 'Incoming') return undefined
    const { participant, contact } = resource._links
    const href = place.of(participant)
    const known = href === undefined ? undefined : conversation.roster.find(href)
    if (known?.name !== undefined) return known
    const title = [participant?.title, contact?.title].find((name) => (name ?? '') !== '')
    return { name: title ?? undefined, uri: known?.uri }
  }

  const failedFor = (conversation: ConversationRecord, resource: MessageResource) => (): readonly Person[] =>
    (resource._links.failedDeliveryParticipant ?? []).map(
      ({ href, title }) =>
        conversation.roster.find(place.absolute(href)) ?? { name: title || undefined, uri: undefined },
    )

  const received = (conversation: ConversationRecord, event: ResourceEvent, resource: MessageResource): Message =>
    new Message(resource, {
      from: writerOf(conversation, resource),
      status: hasFailed(event) ? 'Failed' : 'Succeeded',
      receivedAt: clock.now(),
      ...(hasFailed(event) && { failedFor: failedFor(conversation, resource) }),
    })

  /** New, from somebody else or from another endpoint of the user's. */
  const take = (conversation: ConversationRecord, event: ResourceEvent, body: MessageResource): void => {
    const href = place.absolute(event.link.href)
    if (!conversation.isNewMessage(href.toLowerCase())) return
    if (hasText(body)) {
      conversation.stream.push(received(conversation, event, body))
      return
    }
    const withoutText = (): Message => received(conversation, event, body)
    const reservation = conversation.stream.reserve(withoutText)
    fetcher.get({
      codec: MessageResource,
      href,
      operation: 'message',
      found: (resource) => reservation.fill(received(conversation, event, resource)),
      missed: () => reservation.fill(withoutText()),
    })
  }

  /** Only the body tells who wrote it: its place in the order is kept until it is there. */
  const read = (conversation: ConversationRecord, event: ResourceEvent): void => {
    const href = place.absolute(event.link.href)
    const { sent } = conversation.outgoing
    const reservation = conversation.stream.reserve(() => {
      conversation.messageUnread()
      return undefined
    })
    // Another event about it says something else: that it is delivered, after that it was sent.
    fetcher.getAnyway({
      codec: MessageResource,
      href,
      operation: 'message',
      found: (resource) => {
        if (conversation.isOver) return
        if (resource.direction !== 'Incoming') {
          reservation.drop()
          conversation.outgoing.route({ ...event, _embedded: { message: resource } }, sent)
        } else if (conversation.isNewMessage(href.toLowerCase())) {
          reservation.fill(received(conversation, event, resource))
        } else {
          reservation.drop()
        }
      },
      missed: () => {
        if (conversation.isOver) return
        conversation.messageUnread()
        reservation.drop()
      },
    })
  }

  /** The user's own, delivered or not. The event of a captured server leaves the text out. */
  const own = (
    conversation: ConversationRecord,
    { operationId, content }: { readonly operationId?: string; readonly content: Content },
    event: ResourceEvent,
  ): Message | undefined => {
    if (!conversation.isNewMessage(place.absolute(event.link.href).toLowerCase())) return undefined
    const body = event._embedded?.message
    const link = linkOf(content)
    const links = content.html === undefined ? { plainMessage: link } : { htmlMessage: link }
    const resource: MessageResource = {
      ...(operationId === undefined ? {} : { operationId }),
      ...body,
      direction: 'Outgoing',
      _links: { self: event.link, ...links, ...body?._links },
    }
    const message = received(conversation, event, resource)
    conversation.stream.push(message)
    return message
  }

  /** Not one of those sent from here: the opening message, or another endpoint's. */
  const foreign = (conversation: ConversationRecord, event: ResourceEvent): void => {
    const body = event._embedded?.message
    if (event.type !== 'completed' || !body) return
    const opening = hasText(body) ? undefined : conversation.takeOpening()
    if (opening === undefined) take(conversation, event, body)
    else own(conversation, { content: opening }, event)
  }

  return {
    message: (conversation, event) => {
      if (event.type === 'deleted') return
      const body = event._embedded?.message
      if (body?.direction === 'Incoming') take(conversation, event, body)
      else if (body || conversation.outgoing.knows(event)) conversation.outgoing.route(event)
      else read(conversation, event)
    },
    outgoing: (conversation) =>
      new OutgoingMessages({
        hasSiblings,
        awaitsOpening: () => conversation.awaitsOpening,
        absolute: (href) => place.absolute(href),
        textIn: ({ _embedded }) => (_embedded?.message ? textIn(_embedded.message) : undefined),
        readText: (event, then) =>
          fetcher.getAnyway({
            codec: MessageResource,
            href: place.absolute(event.link.href),
            operation: 'message',
            found: (resource) => then(textIn(resource)),
            missed: () => then(undefined),
          }),
        settled: (message, event) => {
          message.told = own(conversation, message, event)
        },
        foreign: (event) => foreign(conversation, event),
      }),
  }
}
