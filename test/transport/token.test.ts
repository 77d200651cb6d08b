import { either as E } from 'fp-ts'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { tokenRefused, type TokenDemand } from '../../src/transport/credentials.ts'
import { token, type TokenProvider } from '../../src/transport/token.ts'
import { fakeHttp } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const demand: TokenDemand = {
  origin: 'https://pool.contoso.com:444',
  service: E.left(tokenRefused('no_token_service')),
  previous: undefined,
  http: fakeHttp({}),
  clock: virtualClock(),
  timeout: 5000,
}
const obtain = (provider: TokenProvider) => token(provider).obtain(demand, new AbortController().signal)()

test.each<[string, TokenProvider, { value: string; expiresAt?: number }]>([
  ['a string', 'cwt=a', { value: 'cwt=a' }],
  ['a token', { value: 'cwt=a', expiresAt: 5 }, { value: 'cwt=a', expiresAt: 5 }],
  ['a function', (host) => `for ${host}`, { value: 'for pool.contoso.com' }],
  ['a promise', () => Promise.resolve({ value: 'cwt=a' }), { value: 'cwt=a' }],
])('takes %s', async (_, provider, expected) => {
  expect(await obtain(provider)).toEqual(E.right(expected))
})

const thrown = new Error('secret of the provider')

test.each<[string, TokenProvider]>([
  [
    'throws',
    () => {
      throw thrown
    },
  ],
  ['rejects', () => Promise.reject(thrown)],
])('is TokenRefused when the provider %s', async (_, provider) => {
  const outcome = await obtain(provider)
  expect(outcome).toEqual(
    E.left(tokenRefused('provider_failed', 'no token was given for https://pool.contoso.com:444')),
  )
  expect(inspect(outcome, { depth: 9 })).not.toContain('secret')
})

test('shows its token neither to JSON nor to inspect', () => {
  const credentials = token('cwt=secret')
  expect(JSON.stringify(credentials) + inspect(credentials, { depth: 9, showHidden: true })).not.toContain('cwt=')
})
