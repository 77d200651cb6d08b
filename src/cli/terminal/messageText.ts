import type { Message } from '../../index.ts'
import { harmless } from './harmless.ts'
import { htmlText } from './htmlText.ts'

/** How much of a message a terminal is asked to show. */
const most = 4_000

const shortened = (text: string): string =>
  text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} more)`

/** A message as it is shown: plain text, unable to drive the terminal, not too long. */
export const messageText = ({ text, html }: Pick<Message, 'text' | 'html'>): string => {
  if (text !== undefined) return harmless(shortened(text))
  return html === undefined ? '(cannot be read)' : harmless(htmlText(shortened(html.untrusted)))
}
