import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { createExchange, type ExchangeRequest } from '../../src/transport/exchange.ts'
import { password } from '../../src/transport/password.ts'
import { token } from '../../src/transport/token.ts'
import { breaks, fakeHttp, hangs, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const user = 'https://pool.contoso.com/user'
const applications = 'https://pool.contoso.com/applications'
const service = 'https://pool.contoso.com/token'
const asking = reply(401, '', { 'www-authenticate': `MsRtcOAuth href="${service}",grant_type="password"` })
const issued = (value: string): Reply => resource({ access_token: value, expires_in: 3600 })
const otherPool = reply(500, '<html>', { 'content-type': 'text/html', 'x-ms-diagnostics': '28032' })
const create: ExchangeRequest = { operation: 'applications', method: 'POST', url: applications, doubtsToken: true }

const signedIn = async (answers: readonly Reply[], tokens: readonly Reply[]) => {
  const http = fakeHttp({
    [`GET ${user}`]: [asking, resource({})],
    [`POST ${applications}`]: answers,
    [`POST ${service}`]: [issued('cwt=a'), ...tokens],
  })
  const credentials = password('tosh@contoso.com', 's3cret')
  const exchange = createExchange({ http, format: json(), clock: virtualClock(), credentials })
  const { signal } = new AbortController()
  await exchange({ operation: 'readUser', method: 'GET', url: user }, signal)()
  const sent = () => http.requests.slice(3).map(({ url, headers }) => [url, headers['Authorization']])
  return { sent, ask: (request: ExchangeRequest, life = signal) => exchange(request, life)() }
}

test.each([
  ['a 500', otherPool],
  ['a 403', reply(403, '', { 'x-ms-diagnostics': '28055' })],
])('takes %s without a body of UCWA for a refused token', async (_, refusal) => {
  const { ask, sent } = await signedIn([refusal, resource({}, 201)], [issued('cwt=b')])
  expect(await ask(create)).toMatchObject({ right: { status: 201 } })
  expect(sent()).toEqual([
    [applications, 'Bearer cwt=a'],
    [service, undefined],
    [applications, 'Bearer cwt=b'],
  ])
})

test('doubts a token once', async () => {
  const { ask, sent } = await signedIn([otherPool, otherPool], [issued('cwt=b')])
  expect(await ask(create)).toMatchObject({ left: { name: 'Refused', status: 500, diagnostics: '28032' } })
  expect(sent().length).toBe(3)
})

test.each<[string, Reply, Partial<ExchangeRequest>]>([
  ['a refusal by UCWA', resource({ code: 'Forbidden' }, 403), {}],
  ['a failure of UCWA', resource({ code: 'ServiceFailure' }, 500), {}],
  ['another status', reply(502), {}],
  ['a request that does not create the application', otherPool, { doubtsToken: false }],
])('does not doubt the token after %s', async (_, refusal, more) => {
  const { ask, sent } = await signedIn([refusal], [])
  expect(await ask({ ...create, ...more })).toMatchObject({ left: { name: 'Refused' } })
  expect(sent().length).toBe(1)
})

test('doubts no token that it has not sent', async () => {
  const http = fakeHttp({ [`POST ${applications}`]: [otherPool] })
  const credentials = password('tosh@contoso.com', 's3cret')
  const exchange = createExchange({ http, format: json(), clock: virtualClock(), credentials })
  expect(await exchange(create, new AbortController().signal)()).toMatchObject({ left: { name: 'Refused' } })
  expect(http.requests.length).toBe(1)
})

test('asks nobody for a token where none was sent that could be in doubt', async () => {
  let asked = 0
  const http = fakeHttp({ [`POST ${applications}`]: [otherPool] })
  const credentials = token(() => `cwt=${(asked += 1)}`)
  const exchange = createExchange({ http, format: json(), clock: virtualClock(), credentials })
  expect(await exchange(create, new AbortController().signal)()).toMatchObject({ left: { name: 'Refused' } })
  expect(asked).toBe(0)
})

test('tells how the request with another token failed', async () => {
  const { ask } = await signedIn([otherPool, breaks('ECONNRESET')], [issued('cwt=b')])
  expect(await ask(create)).toMatchObject({ left: { name: 'Unreachable', operation: 'applications' } })
})

test('is Aborted when the signal aborts while it gets another token', async () => {
  const { ask } = await signedIn([otherPool], [hangs])
  const controller = new AbortController()
  const outcome = ask(create, controller.signal)
  await drain()
  controller.abort()
  expect(await outcome).toEqual(
    E.left({ name: 'Aborted', operation: 'applications', method: 'POST', href: applications }),
  )
})

test('tells the refusal when there is no other token', async () => {
  const { ask } = await signedIn([otherPool], [breaks('ECONNRESET')])
  expect(await ask(create)).toMatchObject({ left: { name: 'Refused', operation: 'applications', status: 500 } })
})
