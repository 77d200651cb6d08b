import { either as E } from 'fp-ts'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { TokenService } from '../../src/transport/challenge.ts'
import { tokenRefused, type TokenDemand } from '../../src/transport/credentials.ts'
import { password } from '../../src/transport/password.ts'
import { breaks, fakeHttp, hangs, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const secret = 'p&ss w0rd+ü'
const href = 'https://pool.contoso.com/WebTicket/oauthtoken'
const { signal } = new AbortController()

const demanding = (answer: Reply, grantTypes: readonly string[] = ['password']) => {
  const clock = virtualClock(1_000_000)
  const http = fakeHttp({ [`POST ${href}`]: [answer] }, clock)
  const service = E.right<never, TokenService>({ href, grantTypes })
  const demand: TokenDemand = {
    origin: 'https://pool.contoso.com',
    service,
    previous: undefined,
    http,
    clock,
    timeout: 5000,
  }
  return { clock, http, demand, credentials: password('tosh@contoso.com', secret) }
}

test('posts a form to the token service', async () => {
  const { http, demand, credentials } = demanding(resource({ access_token: 'cwt=AAEB', expires_in: 3600 }))
  await credentials.obtain(demand, signal)()
  expect(http.requests).toEqual([
    {
      operation: 'token',
      method: 'POST',
      url: href,
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: 'grant_type=password&username=tosh%40contoso.com&password=p%26ss+w0rd%2B%C3%BC',
      timeout: 5000,
    },
  ])
})

test('keeps the token as issued, for nine tenths of its life', async () => {
  const { demand, credentials } = demanding(resource({ access_token: 'cwt=AAEB', expires_in: 3600 }))
  expect(await credentials.obtain(demand, signal)()).toEqual(
    E.right({ value: 'cwt=AAEB', expiresAt: 1_000_000 + 3_240_000 }),
  )
})

test('takes a token without a lifetime', async () => {
  const { demand, credentials } = demanding(resource({ access_token: 'cwt=AAEB' }))
  expect(await credentials.obtain(demand, signal)()).toEqual(E.right({ value: 'cwt=AAEB' }))
})

test('is TokenRefused with the error of the service', async () => {
  const { demand, credentials } = demanding(resource({ error: 'invalid_grant', error_description: 'wrong' }, 400))
  expect(await credentials.obtain(demand, signal)()).toEqual(E.left(tokenRefused('invalid_grant', 'wrong')))
})

test('is TokenRefused with the diagnostics where there is no description', async () => {
  const { demand, credentials } = demanding(
    reply(400, '{"error":"invalid_request"}', { 'X-Ms-diagnostics': '28020;reason="No valid security token."' }),
  )
  expect(await credentials.obtain(demand, signal)()).toEqual(
    E.left(tokenRefused('invalid_request', '28020;reason="No valid security token."')),
  )
})

test('is Refused when a proxy answers in place of the service, without what it echoes', async () => {
  const { demand, credentials } = demanding(reply(502, '<html>', { 'x-ms-diagnostics': `not ${secret}` }))
  expect(await credentials.obtain(demand, signal)()).toEqual(
    E.left({
      name: 'Refused',
      operation: 'token',
      method: 'POST',
      href,
      status: 502,
      code: undefined,
      subcode: undefined,
      message: undefined,
      parameters: undefined,
      retryAfter: undefined,
      diagnostics: 'not …',
    }),
  )
})

test.each([
  ['no JSON', reply(200, '<html>'), 200, 'not JSON'],
  ['no token', resource({ token_type: 'Bearer' }), 200, '/access_token is nothing, not string'],
  [
    'a redirect',
    reply(308, '', { location: 'https://elsewhere.example/login' }),
    308,
    'a redirect to https://elsewhere.example/login',
  ],
])('is Unreadable when the answer holds %s', async (_, answer, status, reason) => {
  const { demand, credentials } = demanding(answer)
  expect(await credentials.obtain(demand, signal)()).toEqual(
    E.left({ name: 'Unreadable', operation: 'token', method: 'POST', href, status, reason, faults: [] }),
  )
})

test('asks a service that does not say what it grants', async () => {
  const { demand, credentials } = demanding(resource({ access_token: 'cwt=AAEB' }), [])
  expect(await credentials.obtain(demand, signal)()).toEqual(E.right({ value: 'cwt=AAEB' }))
})

test('passes on that the service cannot be reached', async () => {
  const { demand, credentials } = demanding(breaks('ECONNREFUSED'))
  expect(await credentials.obtain(demand, signal)()).toMatchObject({
    left: { name: 'Unreachable', operation: 'token' },
  })
})

test('passes on that the service does not answer', async () => {
  const { clock, demand, credentials } = demanding(hangs)
  const outcome = credentials.obtain(demand, signal)()
  await clock.advance(5000)
  expect(await outcome).toMatchObject({ left: { name: 'TimedOut', after: 5000 } })
})

test('sends nothing where the grant is not offered', async () => {
  const { http, demand, credentials } = demanding(resource({}), ['urn:microsoft.rtc:windows', 'urn:a'])
  expect(await credentials.obtain(demand, signal)()).toEqual(
    E.left(tokenRefused('unsupported_grant_type', 'offered: urn:microsoft.rtc:windows, urn:a')),
  )
  expect(http.requests).toEqual([])
})

test('sends nothing where there is no token service', async () => {
  const { http, demand, credentials } = demanding(resource({}))
  const service = E.left(tokenRefused('foreign_token_service', 'pool.contoso.com names https://evil.example'))
  expect(await credentials.obtain({ ...demand, service }, signal)()).toEqual(service)
  expect(http.requests).toEqual([])
})

test('shows its secrets neither to JSON nor to inspect', () => {
  const credentials = password('tosh@contoso.com', secret)
  const shown = JSON.stringify(credentials) + inspect(credentials, { depth: 9, showHidden: true, getters: true })
  expect(shown).not.toContain(secret)
  expect(shown).not.toContain('tosh')
})

test.each([
  ['in the description', { error: 'invalid_grant', error_description: `no such password: ${secret}` }],
  ['in the error', { error: secret }],
])('leaves out a password that the service echoes %s', async (_, echo) => {
  const { demand, credentials } = demanding(resource(echo, 400))
  const outcome = await credentials.obtain(demand, signal)()
  expect(outcome).toMatchObject({ left: { name: 'TokenRefused' } })
  expect(inspect(outcome, { depth: 9 })).not.toContain(secret)
})
