import type { Failure, Outcome, Refused, TimedOut } from '../../src/protocol/failure.ts'
import type { Reason } from '../../src/protocol/reason.ts'
import type { Conversation } from '../../src/protocol/resource/conversation.ts'
import type { Messaging } from '../../src/protocol/resource/messaging.ts'
import type { MessagingInvitation } from '../../src/protocol/resource/messagingInvitation.ts'

const attempt = { operation: 'command', method: 'POST', href: 'https://pool.contoso.com/a' }

export const success = { _tag: 'Right', right: undefined } as const

export const right = <A>(value: A): Outcome<A, never> => ({ _tag: 'Right', right: value })

export const left = <F>(failure: F): Outcome<never, F> => ({ _tag: 'Left', left: failure })

/** UCWA said no. */
export const refused = (status: number, subcode?: string): Refused => ({
  name: 'Refused',
  ...attempt,
  status,
  code: 'Conflict',
  subcode,
  message: undefined,
  parameters: undefined,
  retryAfter: undefined,
  diagnostics: undefined,
})

export const timedOut: TimedOut = { name: 'TimedOut', ...attempt, after: 30_000 }

export const unreachable: Failure = { name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined }

/** A word that no reference page knows. */
export const foreignWord = 'Hibernating'

export const ended: Reason = { code: 'RemoteFailure', subcode: 'Ended' }

export const conversationIn = (state: string): Conversation => ({
  state,
  _links: { self: { href: '/conversations/1' } },
})

export const messagingIn = (state: string, ...links: readonly string[]): Messaging => ({
  state,
  _links: Object.fromEntries(links.map((rel) => [rel, { href: `/conversations/1/messaging/${rel}` }])),
})

export const invitationIn = (state: string, ...links: readonly string[]): MessagingInvitation => ({
  state,
  _links: {
    self: { href: '/invitations/1' },
    ...Object.fromEntries(links.map((rel) => [rel, { href: `/invitations/1/${rel}` }])),
  },
})
