import { either as E, taskEither as TE } from 'fp-ts'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { tokenRefused, type Credentials, type TokenDemand } from '../../src/transport/credentials.ts'
import { createExchange, type ExchangeRequest } from '../../src/transport/exchange.ts'
import { password } from '../../src/transport/password.ts'
import { token } from '../../src/transport/token.ts'
import { breaks, fakeHttp, hangs, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const service = 'https://pool.contoso.com/WebTicket/oauthtoken'
const asking = (href = service, status = 401): Reply =>
  reply(status, '<html>', {
    'www-authenticate': `Bearer client_id="0", MsRtcOAuth href="${href}",grant_type="password"`,
  })
const issued = (value: string, expires_in = 3600): Reply => resource({ access_token: value, expires_in })
const to = (url: string, method: ExchangeRequest['method'] = 'GET'): ExchangeRequest => ({
  operation: 'me',
  method,
  url,
})
const me = 'https://pool.contoso.com/me'
const { signal } = new AbortController()

const signedIn = (script: Script, credentials: Credentials = password('tosh@contoso.com', 's3cret')) => {
  const clock = virtualClock()
  const http = fakeHttp(script, clock)
  const exchange = createExchange({ http, format: json(), clock, credentials, signInDomain: 'contoso.com' })
  const sent = () => http.requests.map(({ method, url, headers }) => [method, url, headers['Authorization']])
  return { clock, http, exchange, sent }
}

test('gets a token on 401, sends the same request again', async () => {
  const { exchange, http } = signedIn({
    [`POST ${me}`]: [asking(), reply(204)],
    [`POST ${service}`]: [issued('cwt=a')],
  })
  const outcome = await exchange(
    { ...to(me, 'POST'), body: { contentType: 'text/plain', text: 'Hi' }, headers: { 'X-A': 'b' } },
    signal,
  )()
  expect(outcome).toMatchObject({ right: { status: 204 } })
  const [first, , second] = http.requests
  expect(second).toEqual({ ...first, headers: { ...first?.headers, Authorization: 'Bearer cwt=a' } })
})

test('sends the token it has', async () => {
  const { exchange, sent } = signedIn({
    [`GET ${me}`]: [asking(), resource({}), resource({})],
    [`POST ${service}`]: [issued('cwt=a')],
  })
  await exchange(to(me), signal)()
  await exchange(to(me), signal)()
  expect(sent().at(-1)).toEqual(['GET', me, 'Bearer cwt=a'])
})

test('takes a second 401 for a refusal', async () => {
  const { exchange, http } = signedIn({ [`GET ${me}`]: [asking(), asking()], [`POST ${service}`]: [issued('cwt=a')] })
  expect(await exchange(to(me), signal)()).toMatchObject({ left: { name: 'Refused', status: 401 } })
  expect(http.requests.length).toBe(3)
})

test('shares one token request among parallel 401s', async () => {
  const { exchange, http } = signedIn({
    [`GET ${me}`]: [asking(), asking(), asking(), resource({}), resource({}), resource({})],
    [`POST ${service}`]: [issued('cwt=a')],
  })
  const outcomes = await Promise.all([1, 2, 3].map(() => exchange(to(me), signal)()))
  expect(outcomes.every(E.isRight)).toBe(true)
  expect(http.seen().filter((line) => line.startsWith('POST'))).toEqual([`POST ${service}`])
})

test('takes the token that another request has got meanwhile', async () => {
  let late: (answer: Reply) => void = () => undefined
  const other = 'https://pool.contoso.com/other'
  const { exchange, sent } = signedIn({
    [`GET ${me}`]: [asking(), resource({})],
    [`GET ${other}`]: [new Promise<Reply>((resolve) => (late = resolve)), resource({})],
    [`POST ${service}`]: [issued('cwt=a')],
  })
  const second = exchange(to(other), signal)()
  await exchange(to(me), signal)()
  late(asking())
  expect(E.isRight(await second)).toBe(true)
  expect(sent().at(-1)).toEqual(['GET', other, 'Bearer cwt=a'])
})

test('renews a token that is refused in mid-session', async () => {
  const { exchange, sent } = signedIn({
    [`GET ${me}`]: [asking(), resource({}), asking(), resource({})],
    [`POST ${service}`]: [issued('cwt=a'), issued('cwt=b')],
  })
  await exchange(to(me), signal)()
  expect(E.isRight(await exchange(to(me), signal)())).toBe(true)
  expect(sent().slice(3)).toEqual([
    ['GET', me, 'Bearer cwt=a'],
    ['POST', service, undefined],
    ['GET', me, 'Bearer cwt=b'],
  ])
})

test('renews a token that is refused by a 403 with the challenges', async () => {
  const { exchange } = signedIn({
    [`GET ${me}`]: [asking(), resource({}), asking(service, 403), resource({})],
    [`POST ${service}`]: [issued('cwt=a'), issued('cwt=b')],
  })
  await exchange(to(me), signal)()
  expect(E.isRight(await exchange(to(me), signal)())).toBe(true)
})

test.each([
  ['a 403', 403, false],
  ['a 500', 500, true],
])('takes %s with the challenges for a refusal where no token can be the matter', async (_, status, isSignedIn) => {
  const { exchange, http } = signedIn({
    [`GET ${me}`]: [...(isSignedIn ? [asking(), resource({})] : []), asking(service, status)],
    [`POST ${service}`]: [issued('cwt=a')],
  })
  if (isSignedIn) await exchange(to(me), signal)()
  expect(await exchange(to(me), signal)()).toMatchObject({ left: { name: 'Refused', status } })
  expect(http.requests.length).toBe(isSignedIn ? 4 : 1)
})

test('takes a 403 without challenges for a refusal', async () => {
  const { exchange } = signedIn({ [`GET ${me}`]: [asking(), reply(403)], [`POST ${service}`]: [issued('cwt=a')] })
  expect(await exchange(to(me), signal)()).toMatchObject({ left: { name: 'Refused', status: 403 } })
})

test('renews before it sends a token that has expired', async () => {
  const { clock, exchange, sent } = signedIn({
    [`GET ${me}`]: [asking(), resource({}), resource({})],
    [`POST ${service}`]: [issued('cwt=a', 1000), issued('cwt=b')],
  })
  await exchange(to(me), signal)()
  await clock.advance(900_000)
  await exchange(to(me), signal)()
  expect(sent().slice(3)).toEqual([
    ['POST', service, undefined],
    ['GET', me, 'Bearer cwt=b'],
  ])
})

test('sends nothing where a token that has expired cannot be renewed', async () => {
  const { clock, exchange, http } = signedIn({
    [`GET ${me}`]: [asking(), resource({})],
    [`POST ${service}`]: [issued('cwt=a', 1000), breaks('ECONNRESET')],
  })
  await exchange(to(me), signal)()
  await clock.advance(900_000)
  expect(await exchange(to(me), signal)()).toMatchObject({ left: { name: 'Unreachable', operation: 'token' } })
  expect(http.requests.length).toBe(4)
})

test('is Unreachable where the connection breaks before a token is asked for', async () => {
  const { exchange } = signedIn({ [`GET ${me}`]: [breaks('ECONNRESET')] })
  expect(await exchange(to(me), signal)()).toMatchObject({ left: { name: 'Unreachable', operation: 'me' } })
})

test('sends a token to no other origin', async () => {
  const other = 'https://other.contoso.com/me'
  const { exchange, sent } = signedIn({
    [`GET ${me}`]: [asking(), resource({})],
    [`GET ${other}`]: [asking('https://other.contoso.com/token'), resource({})],
    [`POST ${service}`]: [issued('cwt=a')],
    'POST https://other.contoso.com/token': [issued('cwt=b')],
  })
  await exchange(to(me), signal)()
  await exchange(to(other), signal)()
  expect(sent().filter(([, url]) => url === other)).toEqual([
    ['GET', other, undefined],
    ['GET', other, 'Bearer cwt=b'],
  ])
})

test('sends a token to no other port', async () => {
  const other = 'https://pool.contoso.com:8443/me'
  const { exchange, sent } = signedIn({
    [`GET ${me}`]: [asking(), resource({})],
    [`GET ${other}`]: [resource({})],
    [`POST ${service}`]: [issued('cwt=a')],
  })
  await exchange(to(me), signal)()
  await exchange(to(other), signal)()
  expect(sent().at(-1)).toEqual(['GET', other, undefined])
})

test('gives no token to a host that the platform was redirected to', async () => {
  const { exchange, http } = signedIn({ [`GET ${me}`]: [{ ...asking(), url: 'https://evil.example/' }] })
  expect(await exchange(to(me), signal)()).toMatchObject({ left: { name: 'Unreadable' } })
  expect(http.requests.length).toBe(1)
})

test.each([
  ['on the asking host', '/WebTicket/oauthtoken', service],
  ['on another port of it', 'https://POOL.contoso.com:444/token', 'https://pool.contoso.com:444/token'],
  ['in the sign-in domain', 'https://tickets.contoso.com/token', 'https://tickets.contoso.com/token'],
])('trusts a token service %s', async (_, href, asked) => {
  const { exchange, http } = signedIn({
    [`GET ${me}`]: [asking(href), resource({})],
    [`POST ${asked}`]: [issued('cwt=a')],
  })
  expect(E.isRight(await exchange(to(me), signal)())).toBe(true)
  expect(http.seen()[1]).toBe(`POST ${asked}`)
})

test.each([
  ['elsewhere', 'https://evil.example/token', 'https://evil.example'],
  ['that only ends like the domain', 'https://evilcontoso.com/token', 'https://evilcontoso.com'],
  ['that begins like the domain', 'https://contoso.com.evil.example/token', 'https://contoso.com.evil.example'],
  ['by plain HTTP', 'http://pool.contoso.com/token', 'http://pool.contoso.com'],
  ['of another scheme', 'ftp://pool.contoso.com/token', 'ftp://pool.contoso.com'],
])('sends no password to a token service %s', async (_, href, named) => {
  const { exchange, http } = signedIn({ [`GET ${me}`]: [asking(href)] })
  expect(await exchange(to(me), signal)()).toEqual(
    E.left(tokenRefused('foreign_token_service', `pool.contoso.com names ${named}`)),
  )
  expect(http.seen()).toEqual([`GET ${me}`])
})

test('sends no password to a token service that is no URL', async () => {
  const { exchange, http } = signedIn({ [`GET ${me}`]: [asking('https://')] })
  expect(await exchange(to(me), signal)()).toEqual(E.left(tokenRefused('foreign_token_service', 'not a URL')))
  expect(http.seen()).toEqual([`GET ${me}`])
})

test('is TokenRefused where a 401 names no token service', async () => {
  const { exchange } = signedIn({ [`GET ${me}`]: [reply(401, '', { 'www-authenticate': 'Basic realm="proxy"' })] })
  expect(await exchange(to(me), signal)()).toEqual(
    E.left(tokenRefused('no_token_service', 'https://pool.contoso.com names none')),
  )
})

test('takes a token from outside where a 401 names no token service', async () => {
  const { exchange, sent } = signedIn({ [`GET ${me}`]: [reply(401), resource({})] }, token('cwt=mine'))
  await exchange(to(me), signal)()
  expect(sent().at(-1)).toEqual(['GET', me, 'Bearer cwt=mine'])
})

test('sends a wrong password once', async () => {
  const { exchange, http } = signedIn({
    [`GET ${me}`]: asking(),
    [`POST ${service}`]: [resource({ error: 'invalid_grant' }, 400)],
  })
  const outcomes = [await exchange(to(me), signal)(), await exchange(to(me), signal)()]
  expect(outcomes).toEqual([E.left(tokenRefused('invalid_grant')), E.left(tokenRefused('invalid_grant'))])
  expect(http.seen().filter((line) => line.startsWith('POST')).length).toBe(1)
})

test.each<[string, Reply]>([
  ['Unreachable', breaks('ECONNRESET')],
  ['TokenRefused', resource({ error: 'temporarily_unavailable' }, 400)],
])('asks again after %s, which says nothing of the password', async (name, answer) => {
  const { exchange } = signedIn({
    [`GET ${me}`]: [asking(), asking(), resource({})],
    [`POST ${service}`]: [answer, issued('cwt=a')],
  })
  expect(await exchange(to(me), signal)()).toMatchObject({ left: { name } })
  expect(E.isRight(await exchange(to(me), signal)())).toBe(true)
})

test('refuses a token that cannot stand in a header', async () => {
  const { exchange, http } = signedIn({ [`GET ${me}`]: [asking()] }, token('cwt=a\r\nX-Evil: 1'))
  const outcome = await exchange(to(me), signal)()
  expect(outcome).toEqual(E.left(tokenRefused('malformed_token')))
  expect(http.requests.length).toBe(1)
})

test('hands the token in use to the credentials when it renews', async () => {
  const demands: TokenDemand[] = []
  const credentials: Credentials = {
    grant: 'test',
    refusalIsFinal: false,
    obtain: (demand) => {
      demands.push(demand)
      return TE.right({ value: `cwt=${demands.length}` })
    },
  }
  const { exchange } = signedIn({ [`GET ${me}`]: [asking(), resource({}), asking(), resource({})] }, credentials)
  await exchange(to(me), signal)()
  await exchange(to(me), signal)()
  expect(demands.map(({ origin, previous }) => [origin, previous?.value])).toEqual([
    ['https://pool.contoso.com', undefined],
    ['https://pool.contoso.com', 'cwt=1'],
  ])
})

test('leaves the others their token request when one of them is aborted', async () => {
  let late: (answer: Reply) => void = () => undefined
  const { exchange } = signedIn({
    [`GET ${me}`]: [asking(), asking(), resource({})],
    [`POST ${service}`]: [new Promise<Reply>((resolve) => (late = resolve))],
  })
  const controller = new AbortController()
  const [aborted, other] = [exchange(to(me), controller.signal)(), exchange(to(me), signal)()]
  await drain()
  controller.abort()
  late(issued('cwt=a'))
  expect(await aborted).toEqual(E.left({ name: 'Aborted', operation: 'me', method: 'GET', href: me }))
  expect(E.isRight(await other)).toBe(true)
})

test('gives up a token request that nobody waits for any more', async () => {
  const { clock, exchange, http } = signedIn({
    [`GET ${me}`]: [asking(), asking(), resource({})],
    [`POST ${service}`]: [hangs, issued('cwt=a')],
  })
  const controller = new AbortController()
  const aborted = exchange(to(me), controller.signal)()
  await drain()
  controller.abort()
  expect(await aborted).toMatchObject({ left: { name: 'Aborted' } })
  expect(clock.pending()).toBe(0)
  expect(E.isRight(await exchange(to(me), signal)())).toBe(true)
  expect(http.seen().filter((line) => line.startsWith('POST')).length).toBe(2)
})

test('shows no password in any failure of signing in', async () => {
  for (const answer of [resource({ error: 's3cret' }, 400), reply(500, 's3cret'), breaks('ECONNRESET'), reply(200)]) {
    const { exchange } = signedIn({ [`GET ${me}`]: [asking()], [`POST ${service}`]: [answer] })
    expect(inspect(await exchange(to(me), signal)(), { depth: 9 })).not.toContain('s3cret')
  }
})

test('asks nobody for a token for an aborted signal', async () => {
  let asked = 0
  const { exchange, http } = signedIn(
    { [`GET ${me}`]: [asking(), resource({})] },
    token(() => ({ value: `cwt=${(asked += 1)}`, expiresAt: 0 })),
  )
  await exchange(to(me), signal)()
  expect(await exchange(to(me), AbortSignal.abort())()).toEqual(
    E.left({ name: 'Aborted', operation: 'me', method: 'GET', href: me }),
  )
  expect([asked, http.requests.length]).toEqual([1, 2])
})

test('forgets the outcome of a token request that nobody waits for any more', async () => {
  const late: ((token: string) => void)[] = []
  const { exchange, sent } = signedIn(
    { [`GET ${me}`]: [asking(), asking(), resource({}), resource({})] },
    token(() => new Promise((resolve) => late.push(resolve))),
  )
  const controller = new AbortController()
  const aborted = exchange(to(me), controller.signal)()
  await drain()
  controller.abort()
  await aborted
  const second = exchange(to(me), signal)()
  await drain()
  late[1]?.('cwt=second')
  await second
  late[0]?.('cwt=first')
  await drain()
  await exchange(to(me), signal)()
  expect(sent().at(-1)).toEqual(['GET', me, 'Bearer cwt=second'])
})

test('does not reject for what is no URL', async () => {
  const { exchange } = signedIn({ 'GET /me': breaks('ERR_INVALID_URL') })
  expect(await exchange(to('/me'), signal)()).toMatchObject({ left: { name: 'Unreachable' } })
})

const afterOthers = (third: Reply) => {
  let late: (answer: Reply) => void = () => undefined
  const other = 'https://pool.contoso.com/other'
  const { exchange, sent } = signedIn({
    [`GET ${me}`]: [asking(), resource({})],
    [`GET ${other}`]: [new Promise<Reply>((resolve) => (late = resolve)), asking(), resource({})],
    [`POST ${service}`]: [issued('cwt=a'), third],
  })
  const ask = async () => {
    const waiting = exchange(to(other), signal)()
    await exchange(to(me), signal)()
    late(asking())
    return waiting
  }
  return { ask, sent, other }
}

test('gets another where the token that others were given meanwhile is out of date as well', async () => {
  const { ask, sent, other } = afterOthers(issued('cwt=b'))
  expect([await ask(), sent().at(-1)]).toMatchObject([{ _tag: 'Right' }, ['GET', other, 'Bearer cwt=b']])
})

test('fails as its token does where that of the others is out of date as well', async () => {
  const { ask, sent, other } = afterOthers(breaks('ECONNRESET'))
  expect(await ask()).toMatchObject({ left: { name: 'Unreachable', operation: 'token' } })
  expect(sent().filter(([, url]) => url === other).length).toBe(2)
})
