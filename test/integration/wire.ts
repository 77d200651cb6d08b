import type { ApplicationHrefs, Control, ConversationHrefs } from '../../src/server/index.ts'
import { encodePercent } from '../../src/protocol/dataUrl.ts'

const me = 'tosh@contoso.com'

/** Where Tosh's application and his only conversation are. */
export interface Places extends ApplicationHrefs {
  readonly conversation: ConversationHrefs
}

export const placesOf = (control: Control): Places => {
  const hrefs = control.hrefs(me)
  const [conversation] = hrefs.conversations
  if (conversation === undefined) throw new Error('Tosh has no conversation')
  return { ...hrefs, conversation }
}

/** One event as it goes over the wire. */
export interface WireEvent {
  readonly link: { readonly rel: string; readonly href: string; readonly title?: string }
  readonly type: string
  readonly [member: string]: unknown
}

/** A block of events of Tosh's only conversation. */
export const fromConversation = (control: Control, ...events: readonly WireEvent[]): object => ({
  rel: 'conversation',
  href: placesOf(control).conversation.conversation,
  events,
})

/** A block of events of Tosh's `communication`. */
export const fromCommunication = (control: Control, ...events: readonly WireEvent[]): object => ({
  rel: 'communication',
  href: control.hrefs(me).communication,
  events,
})

interface MessageOptions {
  readonly name: string
  readonly direction?: 'Incoming' | 'Outgoing'
  readonly text?: string
  readonly type?: string
  readonly status?: string
  readonly operationId?: string
}

/** Where the message of this name is in Tosh's only conversation. */
export const messageHref = (control: Control, name: string): string =>
  `${placesOf(control).conversation.messaging}/messages/${name}`

/** An event about a message, with its body. */
export const messageEvent = (
  control: Control,
  { name, direction = 'Incoming', text, type = 'completed', status = 'Success', operationId }: MessageOptions,
): WireEvent => {
  const href = messageHref(control, name)
  return {
    link: { rel: 'message', href },
    ...(type === 'completed' ? { status } : {}),
    _embedded: {
      message: {
        direction,
        ...(operationId === undefined ? {} : { operationId }),
        _links: {
          self: { href },
          ...(text === undefined ? {} : { plainMessage: { href: encodePercent('text/plain', text) } }),
        },
        rel: 'message',
      },
    },
    type,
  }
}

/** Lets the parked P-GET go with a page that holds nothing, so that the next one meets what is set up for it. */
export const letGo = (control: Control, user = me): void =>
  control.push(user, (self, next) => ({ _links: { self: { href: self }, next: { href: next } } }))
