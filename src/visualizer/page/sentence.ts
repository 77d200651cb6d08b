import type { Entry } from '../recording/entry.ts'
import type { Moment } from '../recording/moment.ts'
import { leavesOf } from './history.ts'

/** An entry in two short lines: who, and what. */
export interface Sentence {
  readonly who: string
  readonly what: string
}

const withoutPrefix = (type: string): string =>
  type.replace(/^xstate\.done\.actor\./, 'done: ').replace(/^xstate\.error\.actor\./, 'error: ')

/** What an entry says. Names come from the moment of the last entry, which knows everybody that the log tells of. */
export const sentenceOf = (entry: Entry, names: Moment): Sentence => {
  const nameOf = (actor: string | undefined): string => {
    const known = actor === undefined ? undefined : names.get(actor)
    return known === undefined ? (actor ?? '') : `${known.client}/${known.label}`
  }
  switch (entry.kind) {
    case 'event':
      return {
        who: entry.from === undefined ? nameOf(entry.to) : `${nameOf(entry.from)} → ${nameOf(entry.to)}`,
        what: withoutPrefix(entry.type),
      }
    case 'snapshot': {
      const leaves = leavesOf(entry.states).filter(Boolean).join(' · ')
      const ending = entry.status === 'active' ? '' : ` (${entry.status === 'error' ? 'threw' : entry.status})`
      return { who: nameOf(entry.actor), what: `⇒ ${leaves}${ending}` }
    }
    case 'actor':
      return { who: nameOf(entry.actor), what: 'begins' }
    case 'chart':
      return { who: entry.chart, what: 'chart' }
    case 'traffic': {
      const arrow = { request: '→ server', response: '← server', failure: '✗ server' }[entry.direction]
      const { detail } = entry
      const status: unknown =
        typeof detail === 'object' && detail !== null
          ? (Reflect.get(detail, 'status') ?? Reflect.get(detail, 'failure') ?? Reflect.get(detail, 'method'))
          : undefined
      const told = typeof status === 'string' || typeof status === 'number' ? ` ${status}` : ''
      return { who: `${entry.client} ${arrow}`, what: `${entry.operation}${told}` }
    }
    case 'stream':
      return { who: `${entry.client} ${entry.stream}`, what: valueWords(entry.value) }
    case 'trouble':
      return { who: 'recorder', what: entry.what }
  }
}

const isWord = (value: unknown): value is string => typeof value === 'string' && !/^(?:\/|https?:)/.test(value)

/** The words of a value, where it has some; else all of it. */
const valueWords = (value: unknown): string => {
  const words = typeof value === 'object' && value !== null ? Object.values(value).filter(isWord) : []
  const text = typeof value === 'string' ? value : words.length > 0 ? words.join(' · ') : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
