import { describe, expect, it } from 'vitest'
import { describeFailure, type Refused, type SignInFailure } from '../../src/protocol/index.ts'

const attempt = { operation: 'sendMessage', method: 'POST', href: 'https://pool.example.com/im/messages' }
const secret = 'cwt=AAEBsecret'
const text = 'meet me at noon'
const query = `?access_token=${secret}&text=${text}`

const refused = (status: number, code?: string, subcode?: string): Refused => ({
  ...attempt,
  name: 'Refused',
  status,
  code,
  subcode,
  message: text,
  parameters: [{ name: text }],
  retryAfter: 1000,
  diagnostics: secret,
})
const unreachable = { ...attempt, name: 'Unreachable', code: 'ECONNRESET', cause: new Error(secret) } as const
const timedOut = { ...attempt, name: 'TimedOut', after: 30_000 } as const
const unreadable = (status: number) =>
  ({
    ...attempt,
    name: 'Unreadable',
    status,
    reason: 'is not JSON',
    faults: [{ path: '/state', expected: 'string', got: 'null' }],
  }) as const
const notFramed = {
  ...attempt,
  name: 'NotFramed',
  frame: 'https://pool.example.com/xframe',
  origin: 'https://web.example.com',
} as const
const aborted = { ...attempt, name: 'Aborted' } as const
const notAvailable = { name: 'NotAvailable', link: 'sendMessage', reason: 'messaging is Disconnected' } as const
const invalidInput = {
  name: 'InvalidInput',
  operation: 'startMessaging',
  faults: [
    { field: 'to', rule: 'must be a SIP URI' },
    { field: 'subject', rule: 'must have at most 250 characters' },
  ],
} as const
const tokenRefused = { name: 'TokenRefused', error: 'invalid_grant', description: '' } as const
const foreignRedirect = {
  name: 'ForeignRedirect',
  from: `https://a.example.com/${query}`,
  to: `https://evil.example.org/${query}#${secret}`,
  reason: 'another domain',
} as const
const noLink = { name: 'NoLink', resource: 'root', link: 'user' } as const
const notDiscovered = {
  name: 'NotDiscovered',
  tried: [
    { href: `https://lyncdiscoverinternal.example.com/${query}`, failure: timedOut },
    { href: 'https://lyncdiscover.example.com/', failure: foreignRedirect },
  ],
} as const

describe('describeFailure', () => {
  it.each<{ failure: SignInFailure; sentence: string }>([
    {
      failure: refused(409, 'Conflict', 'AlreadyExists'),
      sentence: `sendMessage was refused by ${attempt.href}: 409 Conflict AlreadyExists`,
    },
    { failure: refused(502), sentence: `sendMessage was refused by ${attempt.href}: 502` },
    { failure: unreachable, sentence: `sendMessage got no answer from ${attempt.href}: ECONNRESET` },
    {
      failure: { ...unreachable, code: undefined },
      sentence: `sendMessage got no answer from ${attempt.href}: connection failed`,
    },
    { failure: timedOut, sentence: `sendMessage got no answer from ${attempt.href} within 30000 ms` },
    {
      failure: unreadable(200),
      sentence: `sendMessage got an unreadable answer (200) from ${attempt.href}: is not JSON`,
    },
    {
      failure: notFramed,
      sentence:
        'sendMessage could not be sent: https://pool.example.com/xframe did not answer; ' +
        'the host cannot be reached, or the origin https://web.example.com is not on its allow list',
    },
    { failure: aborted, sentence: 'sendMessage was given up' },
    { failure: notAvailable, sentence: 'sendMessage is not available: messaging is Disconnected' },
    {
      failure: invalidInput,
      sentence: 'startMessaging was not sent: to must be a SIP URI; subject must have at most 250 characters',
    },
    { failure: tokenRefused, sentence: 'no token: invalid_grant' },
    {
      failure: { ...tokenRefused, description: 'wrong password' },
      sentence: 'no token: invalid_grant (wrong password)',
    },
    {
      failure: foreignRedirect,
      sentence: 'a redirect from https://a.example.com/ to https://evil.example.org/ was not followed: another domain',
    },
    { failure: noLink, sentence: 'root has no link user' },
    {
      failure: notDiscovered,
      sentence:
        'no host answered for the sign-in address: ' +
        `https://lyncdiscoverinternal.example.com/ (sendMessage got no answer from ${attempt.href} within 30000 ms); ` +
        'https://lyncdiscover.example.com/ (a redirect from https://a.example.com/ to https://evil.example.org/ was not followed: another domain)',
    },
  ])('says: $sentence', ({ failure, sentence }) => {
    expect(describeFailure(failure)).toBe(sentence)
  })

  it.each<SignInFailure>([
    { ...refused(403, 'Forbidden'), href: attempt.href + query },
    { ...unreachable, href: attempt.href + query },
    { ...timedOut, href: attempt.href + query },
    { ...unreadable(200), href: attempt.href + query },
    { ...notFramed, frame: notFramed.frame + query },
    { ...aborted, href: attempt.href + query },
    foreignRedirect,
    notDiscovered,
  ])('leaks neither query nor text of $name', (failure) => {
    const sentence = describeFailure(failure)
    expect([sentence.includes(secret), sentence.includes(text), sentence.includes('?')]).toEqual([false, false, false])
  })

  it('is one line that drives no terminal, whatever a server says', () => {
    const failure = { name: 'TokenRefused', error: 'a\r\nerror: b', description: '\u001b[2J\u202ec\u2028d' } as const
    expect(describeFailure(failure)).toBe('no token: a error: b ( [2J c d)')
  })
})
