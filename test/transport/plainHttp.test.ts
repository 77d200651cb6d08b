import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { tokenRefused } from '../../src/transport/credentials.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { password } from '../../src/transport/password.ts'
import { fakeHttp, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const me = 'http://pool.contoso.com/me'
const service = 'http://pool.contoso.com/token'
const secure = 'https://pool.contoso.com/me'
const { signal } = new AbortController()

const asking = (href: string): Reply =>
  reply(401, '', { 'www-authenticate': `MsRtcOAuth href="${href}",grant_type="password"` })
const issued = (value: string): Reply => resource({ access_token: value, expires_in: 3600 })

const signedIn = (script: Script) => {
  const clock = virtualClock()
  const http = fakeHttp(script, clock)
  const exchange = createExchange({ http, format: json(), clock, credentials: password('tosh@contoso.com', 's3cret') })
  const read = (url = me) => exchange({ operation: 'me', method: 'GET', url }, signal)()
  return { http, read, lastToken: () => http.requests.at(-1)?.headers['Authorization'] }
}

test('signs in by plain HTTP, and again, where nothing was ever asked by HTTPS', async () => {
  const { read, lastToken } = signedIn({
    [`GET ${me}`]: [asking(service), resource({}), asking(service), resource({})],
    [`POST ${service}`]: [issued('cwt=a'), issued('cwt=b')],
  })
  expect([E.isRight(await read()), lastToken()]).toEqual([true, 'Bearer cwt=a'])
  expect([E.isRight(await read()), lastToken()]).toEqual([true, 'Bearer cwt=b'])
})

test('gives nothing to plain HTTP once it has signed in by HTTPS', async () => {
  const { http, read } = signedIn({
    [`GET ${secure}`]: [asking('/token'), resource({})],
    [`GET ${me}`]: [asking(service)],
    'POST https://pool.contoso.com/token': [issued('cwt=a')],
  })
  await read(secure)
  expect(await read()).toEqual(
    E.left(tokenRefused('plain_http', 'http://pool.contoso.com is not HTTPS, unlike the hosts before')),
  )
  expect(http.seen().at(-1)).toBe(`GET ${me}`)
})

test.each([
  ['of another scheme', 'ftp://pool.contoso.com/token', 'ftp://pool.contoso.com'],
  ['elsewhere, where there is no sign-in domain', 'http://evil.example/token', 'http://evil.example'],
])('sends no password to a token service %s that plain HTTP names', async (_, href, named) => {
  const { http, read } = signedIn({ [`GET ${me}`]: [asking(href)] })
  expect(await read()).toEqual(E.left(tokenRefused('foreign_token_service', `pool.contoso.com names ${named}`)))
  expect(http.seen()).toEqual([`GET ${me}`])
})
