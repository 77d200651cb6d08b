import { either as E } from 'fp-ts'
import { decodeText, type DataUrlFailure } from '../protocol/dataUrl.ts'
import { decodeDate } from '../protocol/date.ts'
import type { Message as MessageResource } from '../protocol/resource/message.ts'
import { untrustedHtml, type UntrustedHtml } from './untrustedHtml.ts'

/** Somebody, as far as the server has told. */
export interface Person {
  readonly name: string | undefined
  /** SIP URI. */
  readonly uri: string | undefined
}

interface Origin {
  /** Looked up when it is read: names often arrive after the message. */
  readonly from: () => Person | undefined
  readonly status: 'Succeeded' | 'Failed'
  /** Looked up when it is read; only for the user's own. */
  readonly failedFor?: () => readonly Person[]
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

const textOf = (href: string | undefined): E.Either<DataUrlFailure, string> | undefined =>
  href === undefined ? undefined : decodeText(href)

const valueOf = (text: E.Either<DataUrlFailure, string> | undefined): string | undefined =>
  text !== undefined && E.isRight(text) ? text.right : undefined

/**
 * One instant message, in or out. Its content is decoded when it is read.
 */
export class Message {
  readonly #received: Origin
  readonly direction: 'Incoming' | 'Outgoing'
  /** The resource as it was received, unknown properties included. */
  readonly resource: MessageResource

  constructor(resource: MessageResource, origin: Origin) {
    this.resource = resource
    this.direction = resource.direction === 'Incoming' ? 'Incoming' : 'Outgoing'
    this.#received = origin
  }

  /** Who wrote it; undefined for the user's own. */
  get from(): Person | undefined {
    return this.#received.from()
  }

  /** Plain text; undefined where only HTML was sent. */
  get text(): string | undefined {
    return valueOf(textOf(this.resource._links.plainMessage?.href))
  }

  /** HTML, to be sanitised before it is shown; undefined where only plain text was sent. A new object each time. */
  get html(): UntrustedHtml | undefined {
    return untrustedHtml(valueOf(textOf(this.resource._links.htmlMessage?.href)))
  }

  /** What the server says; when it says nothing, when the message came. */
  get sentAt(): Date {
    return decodeDate(this.resource.timeStamp ?? '') ?? new Date(this.#received.receivedAt)
  }

  /** Failed: not delivered, to nobody or not to everybody. */
  get status(): 'Succeeded' | 'Failed' {
    return this.#received.status
  }

  /**
   * Who did not get a message of the user's that failed in a conversation of
   * several: it reached the others. Empty where nobody got it.
   */
  get failedDeliveryParticipant(): readonly Person[] {
    return this.#received.failedFor?.() ?? []
  }

  /** Why text or html cannot be read, where they cannot. */
  get fault(): DataUrlFailure | undefined {
    const { plainMessage, htmlMessage } = this.resource._links
    for (const text of [textOf(plainMessage?.href), textOf(htmlMessage?.href)]) {
      if (text !== undefined && E.isLeft(text)) return text.left
    }
    return undefined
  }
}
