import type { PolledPage, PollAnswer } from '../../src/channel/cursor.ts'
import type { EventPage } from '../../src/protocol/event/eventPage.ts'
import type { Failure, Refused } from '../../src/protocol/failure.ts'

const attempt = { operation: 'events', method: 'GET', href: 'https://pool.contoso.com/ucwa/events' }

export const refused = (status: number, subcode?: string, retryAfter?: number): Refused => ({
  name: 'Refused',
  ...attempt,
  status,
  code: undefined,
  subcode,
  message: undefined,
  parameters: undefined,
  retryAfter,
  diagnostics: undefined,
})

export const replacement = refused(409, 'PGetReplaced')
export const unreachable: Failure = { name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined }
export const timedOut: Failure = { name: 'TimedOut', ...attempt, after: 210_000 }
export const unreadable: Failure = { name: 'Unreadable', ...attempt, status: 200, reason: 'not JSON', faults: [] }
export const tokenRefused: Failure = { name: 'TokenRefused', error: 'invalid_grant', description: '' }

export const failure = (cause: Failure): PollAnswer => ({ kind: 'failure', failure: cause })

export interface PageParts {
  readonly rel?: 'next' | 'resume' | 'resync'
  readonly self?: string
  readonly onward?: string
  readonly events?: number
}

const url = (ack: number): string => `https://pool.contoso.com/ucwa/events?ack=${ack}`

const event = { link: { rel: 'conversation', href: '/ucwa/conversations/1' }, type: 'added' }

/** The page with this number; one event in it unless told. */
export const page = (ack: number, parts: PageParts = {}): PolledPage => {
  const { rel = 'next', onward = url(ack + 1), events = 1 } = parts
  const self = 'self' in parts ? parts.self : url(ack)
  const content: EventPage = {
    self,
    onward: { rel, href: onward },
    blocks: [{ rel: 'communication', href: undefined, events: Array.from({ length: events }, () => event) }],
    undecodable: [],
  }
  return { kind: 'page', page: content, url: url(ack), self, onward }
}
