import { describe, expect, it } from 'vitest'
import { isUnanswered } from '../../machines/outcome.ts'
import type { Failure, Refused, Unreadable } from '../../src/protocol/failure.ts'

const attempt = { operation: 'startMessaging', method: 'POST', href: 'https://pool.contoso.com/a' }

const refused = (status: number, code?: string, subcode?: string): Refused => ({
  name: 'Refused',
  ...attempt,
  status,
  code,
  subcode,
  message: undefined,
  parameters: undefined,
  retryAfter: undefined,
  diagnostics: undefined,
})

const unreadable = (status: number): Unreadable => ({
  name: 'Unreadable',
  ...attempt,
  status,
  reason: 'cut',
  faults: [],
})

describe('isUnanswered', () => {
  it.each<{ failure: Failure; what: string }>([
    { what: 'no connection', failure: { name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined } },
    { what: 'no answer in time', failure: { name: 'TimedOut', ...attempt, after: 30_000 } },
    { what: 'a request that was given up', failure: { name: 'Aborted', ...attempt } },
    { what: 'an unreadable success', failure: unreadable(201) },
    { what: 'an unreadable failure of a server', failure: unreadable(500) },
    { what: 'a 500 that is not from UCWA', failure: refused(500) },
    { what: 'a 503 that is not from UCWA', failure: refused(503) },
    { what: 'a 504 of UCWA', failure: refused(504, 'GatewayTimeout') },
  ])('is true after $what', ({ failure }) => {
    expect(isUnanswered({ _tag: 'Left', left: failure })).toBe(true)
  })

  it.each<{ failure: Failure; what: string }>([
    { what: 'a 400', failure: refused(400, 'BadRequest') },
    { what: 'a 404 that is not from UCWA', failure: refused(404) },
    { what: 'a 409', failure: refused(409, 'Conflict', 'ThreadIdAlreadyExists') },
    { what: 'a 500 of UCWA', failure: refused(500, 'ServiceFailure', 'CallbackChannelError') },
    { what: 'a 503 of UCWA', failure: refused(503, 'ServiceUnavailable') },
    { what: 'an unreadable refusal', failure: unreadable(403) },
    { what: 'a redirect', failure: unreadable(300) },
    { what: 'a command without its link', failure: { name: 'NotAvailable', link: 'accept', reason: 'gone' } },
    { what: 'an input that breaks a rule', failure: { name: 'InvalidInput', operation: 'startMessaging', faults: [] } },
    { what: 'a refused token', failure: { name: 'TokenRefused', error: 'invalid_grant', description: '' } },
  ])('is false after $what', ({ failure }) => {
    expect(isUnanswered({ _tag: 'Left', left: failure })).toBe(false)
  })

  it('is false after a success', () => {
    expect(isUnanswered({ _tag: 'Right', right: undefined })).toBe(false)
  })
})
