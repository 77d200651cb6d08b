import { either as E } from 'fp-ts'
import { decodeText } from '../protocol/dataUrl.ts'
import { decodeDate } from '../protocol/date.ts'
import type { Link } from '../protocol/hypermedia.ts'
import type { ConversationLogTranscript } from '../protocol/resource/conversationLogTranscripts.ts'
import type { Person } from './message.ts'
import { untrustedHtml, type UntrustedHtml } from './untrustedHtml.ts'

const textOf = (link: Link | null | undefined): string | undefined => {
  const text = link ? decodeText(link.href) : undefined
  return text !== undefined && E.isRight(text) ? text.right : undefined
}

/**
 * One entry of the transcript of a past conversation. Its content is decoded when it is read.
 */
export class Transcript {
  /** The resource as it was received, unknown properties included: what this library does not read is in its `_embedded`. */
  readonly resource: ConversationLogTranscript
  /** Who it is from; undefined for the user's own. */
  readonly from: Person | undefined

  constructor(resource: ConversationLogTranscript, from: Person | undefined) {
    this.resource = resource
    this.from = from
  }

  /** `messageTranscript`, `audioTranscript`, `errorTranscript`, or a word that nobody knows yet. */
  get kind(): string | undefined {
    const embedded = this.resource._embedded ?? {}
    return embedded.messageTranscript ? 'messageTranscript' : Object.keys(embedded)[0]
  }

  get direction(): 'Incoming' | 'Outgoing' {
    return this.resource._links?.me ? 'Outgoing' : 'Incoming'
  }

  get sentAt(): Date | undefined {
    return decodeDate(this.resource.timeStamp ?? '')
  }

  /** Plain text; undefined where there is only HTML, or no message. */
  get text(): string | undefined {
    return textOf(this.resource._embedded?.messageTranscript?._links?.plainMessage)
  }

  /** HTML, to be sanitised before it is shown; undefined where there is only plain text, or no message. A new object each time. */
  get html(): UntrustedHtml | undefined {
    return untrustedHtml(textOf(this.resource._embedded?.messageTranscript?._links?.htmlMessage))
  }
}
