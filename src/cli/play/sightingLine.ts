import type { Message, Transition } from '../../index.ts'
import { harmlessLine } from '../terminal/harmless.ts'
import { messageText } from '../terminal/messageText.ts'
import type { Paint, Style } from '../terminal/screen.ts'
import { exactTimeOfDay } from '../terminal/timeOfDay.ts'
import type { Sighting } from './sighting.ts'

const widths = { user: 4, machine: 20, from: 22, to: 26 }

const causes: readonly (readonly [RegExp, string])[] = [
  [/^xstate\.init$/, 'begins'],
  [/^xstate\.done\.actor\./, 'answer to '],
  [/^xstate\.after\.[^.]*\./, 'time is up in '],
]

/** XState's own events, in words; all others are called as in the charts. */
const causeInWords = (cause: string): string =>
  causes.reduce((words, [pattern, replacement]) => words.replace(pattern, replacement), cause)

/** Several regions that are entered or left together are called by what holds them. */
const place = (states: string): string => {
  const [first = '', ...others] = states.split(', ')
  return others.length === 0 ? first : (first.split('.', 1)[0] ?? first)
}

const transitionText = ({ actor, from, to, cause }: Transition, paint: Paint): string =>
  [
    paint('cyan', actor.padEnd(widths.machine)),
    `${place(from).padStart(widths.from)} ${paint('dim', '→')} ${place(to).padEnd(widths.to)}`,
    paint('dim', causeInWords(cause)),
  ].join('  ')

const wordsOf = (message: Message): string => {
  const words = messageText(message)
  return message.html === undefined ? words : `${words}  (sent as HTML)`
}

/** What was said, beside the transitions; undefined for what needs no line. */
const aside = (sighting: Exclude<Sighting, { readonly kind: 'transition' }>): readonly [Style, string] | undefined => {
  switch (sighting.kind) {
    case 'ring': {
      const { from, subject, preview } = sighting.invitation
      const words = preview === undefined ? '' : `: ${preview}`
      return ['yellow', `☎ ${from?.name ?? 'somebody'} invites to “${subject ?? ''}”${words}`]
    }
    case 'message': {
      const { message } = sighting
      return message.direction === 'Incoming'
        ? ['green', `✉ ${message.from?.name ?? 'somebody'}: ${wordsOf(message)}`]
        : undefined
    }
    case 'typing':
      return ['yellow', `… ${sighting.who} is typing`]
    case 'waits':
      return ['yellow', `⌛ ${sighting.who} waits in the lobby`]
    case 'comes':
      return ['yellow', `→ ${sighting.who} is there`]
    case 'goes':
      return ['yellow', `← ${sighting.who} is gone`]
    case 'did':
      return sighting.what === 'setIsTyping'
        ? undefined
        : ['magenta', `◆ ${[sighting.what, sighting.whom].filter((word) => word !== undefined).join(' ')}`]
    case 'read':
      return ['yellow', `≡ reads “${sighting.subject}” in the history: ${sighting.messages} messages, word for word`]
    case 'trouble':
      return ['red', `! ${sighting.what}`]
    case 'ended':
      return undefined
  }
}

/** One line for a sighting: when, whose, and what. */
export const sightingLine = (at: number, user: string, sighting: Sighting, paint: Paint): string | undefined => {
  const start = `${paint('dim', exactTimeOfDay(at))}  ${paint('bold', user.padEnd(widths.user))}`
  if (sighting.kind === 'transition') return `${start}  ${transitionText(sighting.transition, paint)}`.trimEnd()
  const said = aside(sighting)
  return said && `${start}  ${paint(said[0], harmlessLine(said[1]))}`
}
