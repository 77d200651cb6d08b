import type { Clock, Timer } from '../seam/clock.ts'
import type { Frame, OpenFrame } from './hiddenFrame.ts'
import { member } from './member.ts'

/** What the page has answered. */
export interface FrameAnswer {
  readonly status: number
  readonly statusText: string
  readonly text: string
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>
}

/** `silent`: nobody is there who answers; `closed`: this side has given it up. */
export type NoAnswer = 'silent' | 'closed'

type Settle = (answer: FrameAnswer | NoAnswer) => void

/** One host, and the page there that asks it. */
export interface FramedHost {
  readonly url: string
  /** Whether it is of use: not closed, not silent, not taken out of the document. */
  readonly isThere: () => boolean
  /** Sends a message; the function that it gives back forgets the answer. */
  readonly ask: (message: object, settle: Settle) => () => void
  readonly close: () => void
}

export interface FramedHostOptions {
  readonly url: string
  readonly open: OpenFrame
  readonly clock: Clock
  /** Milliseconds after it has loaded in which the page must answer something. */
  readonly patience: number
}

const headersIn = (text: string): ReadonlyMap<string, string> => {
  const headers = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
    if (name === undefined) continue
    const known = headers.get(name.toLowerCase())
    headers.set(name.toLowerCase(), known === undefined ? value : `${known}, ${value}`)
  }
  return headers
}

const parsed = (data: unknown): unknown => {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

const textIn = (message: unknown, name: string): string => {
  const value = member(message, name)
  return typeof value === 'string' ? value : ''
}

const answerIn = (message: unknown): FrameAnswer => {
  const status = member(message, 'status')
  return {
    status: typeof status === 'number' ? status : 0,
    statusText: textIn(message, 'statusText'),
    text: textIn(message, 'responseText'),
    headers: headersIn(textIn(message, 'headers')),
  }
}

/**
 * Loads the page. Messages wait until something has loaded; a browser tells
 * nobody whether that is the page or its own words for a page that it must not
 * show, so the first answer is the proof.
 */
export const createFramedHost = ({ url, open, clock, patience }: FramedHostOptions): FramedHost => {
  const asking = new Map<string, { readonly text: string; readonly settle: Settle }>()
  let state: 'loading' | 'loaded' | 'answering' = 'loading'
  let silence: { readonly timer: Timer } | undefined
  let count = 0

  const end = (why: NoAnswer) => {
    if (silence !== undefined) clock.clearTimeout(silence.timer)
    frame.remove()
    const left = [...asking.values()]
    asking.clear()
    for (const { settle } of left) settle(why)
  }
  const post = (text: string) => {
    if (state === 'loaded') silence ??= { timer: clock.setTimeout(() => end('silent'), patience) }
    frame.post(text)
  }
  const loaded = () => {
    if (state !== 'loading') return
    state = 'loaded'
    for (const { text } of asking.values()) post(text)
  }
  const said = (data: unknown) => {
    const message = parsed(data)
    const id = member(message, 'messageId')
    if (typeof id !== 'string') return
    if (silence !== undefined) clock.clearTimeout(silence.timer)
    state = 'answering'
    const asked = asking.get(id)
    asking.delete(id)
    asked?.settle(answerIn(message))
  }
  const frame: Frame = open(url, { loaded, said })

  return {
    url,
    isThere: frame.isThere,
    ask: (message, settle) => {
      const messageId = String(++count)
      const text = JSON.stringify({ ...message, messageId })
      asking.set(messageId, { text, settle })
      if (state !== 'loading') post(text)
      return () => asking.delete(messageId)
    },
    close: () => end('closed'),
  }
}
