import { isDropped } from '../../src/server/http.ts'
import { type Handle, isPoll, userOf } from './wire.ts'

interface Page {
  readonly sender?: readonly {
    readonly href: string
    readonly events: readonly {
      readonly _embedded?: {
        readonly message?: { readonly _links: { readonly plainMessage?: { readonly href: string } } }
      }
    }[]
  }[]
}

/** Hears of a message that goes out: to whom, in which conversation, and its text. */
export type Released = (receiver: string, conversation: string, text: string) => void

/** Texts are written without what needs an escape but blanks. */
const textIn = (href: string): string => href.slice(href.indexOf(',') + 1).replaceAll(/\+|%20/g, ' ')

/** The same server, telling which messages its pages carry. Reads the pages by itself, with nothing of the client. */
export const watched =
  (handle: Handle, released: Released): Handle =>
  async (request, signal) => {
    const answer = await handle(request, signal)
    if (!isPoll(request) || isDropped(answer) || !answer.body.includes('plainMessage')) return answer
    const { sender = [] } = JSON.parse(answer.body) as Page
    for (const { href, events } of sender) {
      for (const { _embedded } of events) {
        const message = _embedded?.message?._links.plainMessage
        if (message !== undefined) released(userOf(request), new URL(href, request.url).pathname, textIn(message.href))
      }
    }
    return answer
  }
