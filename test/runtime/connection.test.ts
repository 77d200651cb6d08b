import { either as E, taskEither as TE } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { createConnection, type ApplicationNews, type Connection } from '../../src/runtime/connection.ts'
import type { Credentials } from '../../src/transport/credentials.ts'
import type { ExchangeRequest } from '../../src/transport/exchange.ts'
import type { Http } from '../../src/transport/http.ts'
import { password } from '../../src/transport/password.ts'
import { fakeHttp, hangs, reply, resource, responseTo, type Reply, type Script } from '../support/fakeHttp.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const pool = 'https://pool.contoso.com'
const url = `${pool}/me`
const { signal } = new AbortController()
const to = (at: string, method: ExchangeRequest['method'] = 'GET', operation = 'note'): ExchangeRequest => ({
  operation,
  method,
  url: at,
})

const service = 'https://tokens.contoso.com/token'
const asking = reply(401, '', {
  'www-authenticate': `Bearer client_id="0", MsRtcOAuth href="${service}",grant_type="password"`,
})
const issued = (value: string): Reply => resource({ access_token: value, expires_in: 3600 })

const over = (http: Http, credentials: Credentials = password('tosh@contoso.com', 's3cret')) => {
  const clock = virtualClock()
  const news: ApplicationNews[] = []
  const connection = createConnection(
    {
      http,
      format: json(),
      clock,
      random: seededRandom(1),
      credentials,
      signInDomain: 'contoso.com',
      batch: () => undefined,
    },
    (one) => news.push(one),
  )
  connection.settleAt(`${pool}/app`)
  return { connection, clock, news }
}

const connected = (script: Script) => {
  const clock = virtualClock()
  const http = fakeHttp(script, clock)
  const tokens = () => http.requests.map(({ headers }) => headers['Authorization'])
  return { ...over(http), http, tokens }
}

const refused = (status: number, subcode: string): Reply => resource({ code: 'NotFound', subcode }, status)

/** What the answer to a request about this comes to. */
const newsOf = async (answer: Reply, operation: string, way: 'exchange' | 'sharing' | 'own' | 'signingIn') => {
  const { connection, news } = connected({ [`GET ${url}`]: answer })
  const outcome = await connection[way](to(url, 'GET', operation), signal)()
  return { news, failure: E.isLeft(outcome) ? outcome.left : undefined }
}

describe.each(['exchange', 'sharing', 'own', 'signingIn'] as const)('any request of %s', (way) => {
  test('can tell that the application is not there', async () => {
    const { news } = await newsOf(refused(404, 'ApplicationNotFound'), 'note', way)
    expect(news).toEqual([{ type: 'application.notFound' }])
  })

  test('can tell why the application was ended', async () => {
    const { news, failure } = await newsOf(refused(410, 'InactiveApplicationExpired'), 'note', way)
    expect(news).toEqual([{ type: 'application.ended', cause: failure }])
  })
})

test.each(['InactiveApplicationExpired', 'TooManyApplications', 'UserAgentNotAllowed'])(
  '410 %s ends the application',
  async (subcode) => {
    const { news } = await newsOf(refused(410, subcode), 'note', 'exchange')
    expect(news.map(({ type }) => type)).toEqual(['application.ended'])
  },
)

test.each([
  ['410 of one resource', refused(410, 'Gone'), 'note'],
  ['410 without a subcode', reply(410), 'note'],
  ['404 of one resource', refused(404, 'ConversationNotFound'), 'note'],
  ['404 with a word of 410', refused(404, 'TooManyApplications'), 'note'],
  ['403 that speaks of the application', refused(403, 'ApplicationNotFound'), 'note'],
  ['403 with a word of 410', refused(403, 'TooManyApplications'), 'note'],
  ['404 of a presenceSubscription that has ended', refused(404, 'ApplicationNotFound'), 'presenceSubscription'],
  ['a body that cannot be read', reply(200, '<html>', { 'content-type': 'text/html' }), 'note'],
  ['an answer', resource({}), 'note'],
])('%s tells nothing of the application', async (_, answer, operation) => {
  expect((await newsOf(answer, operation, 'exchange')).news).toEqual([])
})

test('a request for a presenceSubscription can tell that the application was ended', async () => {
  const { news } = await newsOf(refused(410, 'TooManyApplications'), 'presenceSubscription', 'exchange')
  expect(news.map(({ type }) => type)).toEqual(['application.ended'])
})

test('nobody is told by the answer to a request that was given up', async () => {
  const life = new AbortController()
  const { connection, news } = over((request) => () => {
    life.abort()
    const structure = { code: 'NotFound', subcode: 'ApplicationNotFound' }
    return Promise.resolve(E.right(responseTo(request, { status: 404, structure })))
  })
  expect(await connection.exchange(to(url), life.signal)()).toMatchObject({ left: { subcode: 'ApplicationNotFound' } })
  expect(news).toEqual([])
})

test.each(['exchange', 'sharing', 'own'] as const)('%s asks nobody but the host of the application', async (way) => {
  const { connection, http } = connected({})
  expect(await connection[way](to('https://elsewhere.example/me'), signal)()).toMatchObject({
    left: { name: 'NotAvailable', link: 'note' },
  })
  expect(http.requests).toEqual([])
})

test('whoever signs in asks where she is led', async () => {
  const { connection } = connected({ 'GET https://elsewhere.example/me': resource({}) })
  expect(await connection.signingIn(to('https://elsewhere.example/me'), signal)()).toMatchObject({
    right: { status: 200 },
  })
})

test('the host is another one when the application is', async () => {
  const { connection } = connected({ 'GET https://other.contoso.com/me': resource({}) })
  connection.settleAt('https://other.contoso.com/app')
  expect(await connection.exchange(to('https://other.contoso.com/me'), signal)()).toMatchObject({
    right: { status: 200 },
  })
})

test('gets no token for a host that is not known yet', async () => {
  const { connection, http } = connected({ [`GET ${url}`]: asking })
  expect(await connection.anonymous(to(url), signal)()).toMatchObject({ left: { name: 'Refused', status: 401 } })
  expect(http.seen()).toEqual([`GET ${url}`])
})

test('those who want me at the same time share a reading', async () => {
  const { connection, http } = connected({ [`GET ${url}`]: resource({}) })
  await Promise.all([1, 2].map(() => connection.sharing(to(url, 'GET', 'me'), signal)()))
  expect(http.seen()).toEqual([`GET ${url}`])
})

test('asks only for what has changed, as long as the application lives', async () => {
  const held = reply(200, '{}', { 'content-type': 'application/json', etag: '"1"' })
  const { connection, http } = connected({ [`GET ${url}`]: held })
  const read = () => connection.sharing(to(url), signal)()
  await read()
  await read()
  connection.forget()
  await read()
  expect(http.requests.map(({ headers }) => headers['If-None-Match'])).toEqual([undefined, '"1"', undefined])
})

const other = `${pool}/other`

test.each([
  ['own', 'POST', ['POST']],
  ['own', 'DELETE', ['POST', 'DELETE']],
  ['sharing', 'POST', ['POST', 'POST']],
] as const)('of %s a %s waits for the POST of the client before it, or does not', async (way, method, sent) => {
  const { connection, http } = connected({ [`POST ${url}`]: hangs, [`${method} ${other}`]: hangs })
  void connection.own(to(url, 'POST'), signal)()
  await drain()
  void connection[way](to(other, method), signal)()
  await drain()
  expect(http.requests.map((request) => request.method)).toEqual(sent)
})

const signingIn = (token: string): Script => ({
  [`GET ${url}`]: [asking, resource({}), resource({}), asking, resource({})],
  [`POST ${service}`]: [issued(`cwt=${token}`), issued('cwt=second'), issued('cwt=third')],
})

test('a token lasts until somebody signs in anew', async () => {
  const { connection, tokens } = connected(signingIn('first'))
  const read = () => connection.exchange(to(url), signal)()
  await read()
  await read()
  connection.renew()
  await read()
  expect(tokens()).toEqual([
    undefined,
    undefined,
    'Bearer cwt=first',
    'Bearer cwt=first',
    undefined,
    undefined,
    'Bearer cwt=second',
  ])
})

test('a token of who signs in is one of the application', async () => {
  const { connection, tokens } = connected(signingIn('first'))
  await connection.signingIn(to(url), signal)()
  await connection.exchange(to(url), signal)()
  expect(tokens().at(-1)).toBe('Bearer cwt=first')
})

test.each([
  ['as long as it is used', () => undefined, 1],
  ['no more once somebody signs in anew', (connection: Connection) => connection.renew(), 0],
  ['no more once all is closed', (connection: Connection) => connection.close(), 0],
])('a token is renewed in the background %s', async (_, happens, renewals) => {
  const { connection, clock, http } = connected(signingIn('first'))
  await connection.exchange(to(url), signal)()
  await connection.exchange(to(url), signal)()
  happens(connection)
  await clock.advance(3_500_000)
  expect(http.seen().filter((line) => line === `POST ${service}`).length - 1).toBe(renewals)
})

test('whatever waits for its turn goes on when all is closed', async () => {
  const { connection, clock, http } = connected({ [`POST ${url}`]: hangs, [`POST ${other}`]: hangs })
  void connection.own(to(url, 'POST'), signal)()
  void connection.own(to(other, 'POST'), signal)()
  connection.close()
  await drain()
  expect([http.seen(), clock.pending()]).toEqual([[`POST ${url}`, `POST ${other}`], 0])
})

describe('a guest whose token is of somebody else', () => {
  const guest = (isAnother: readonly (boolean | undefined)[]): Credentials => {
    const left = [...isAnother]
    return {
      grant: 'token',
      refusalIsFinal: false,
      obtain: () => {
        const another = left.shift()
        return TE.right(another === undefined ? { value: 'cwt=a' } : { value: 'cwt=a', isAnother: another })
      },
    }
  }
  const note = `${pool}/note`
  const applications = `${pool}/applications`
  const script: Script = {
    [`GET ${url}`]: [asking, resource({}), asking, resource({})],
    [`GET ${note}`]: reply(403),
    [`POST ${applications}`]: resource({}, 201),
  }

  test.each<[string, readonly (boolean | undefined)[], readonly string[]]>([
    ['of another', [true], ['application.notFound']],
    ['hers', [false], []],
    ['of nobody in particular', [undefined], []],
  ])('learns by 403 that the application is not there where it is %s', async (_, isAnother, told) => {
    const { connection, news } = over(fakeHttp(script), guest(isAnother))
    await connection.exchange(to(url), signal)()
    await connection.exchange(to(note), signal)()
    expect(news.map(({ type }) => type)).toEqual(told)
  })

  test('is somebody else, whatever token comes next, until she has an application', async () => {
    const { connection, news } = over(fakeHttp(script), guest([true, false]))
    await connection.exchange(to(url), signal)()
    await connection.exchange(to(url), signal)()
    await connection.exchange(to(note), signal)()
    await connection.signingIn(to(applications, 'POST', 'applications'), signal)()
    await connection.exchange(to(note), signal)()
    expect(news).toEqual([{ type: 'application.notFound' }])
  })

  test('has no application because one could not be had', async () => {
    const { connection, news } = over(fakeHttp({ ...script, [`POST ${applications}`]: reply(500) }), guest([true]))
    await connection.exchange(to(url), signal)()
    await connection.signingIn(to(applications, 'POST', 'applications'), signal)()
    await connection.exchange(to(note), signal)()
    expect(news).toEqual([{ type: 'application.notFound' }])
  })

  test('learns nothing by any other refusal', async () => {
    const { connection, news } = over(fakeHttp({ ...script, [`GET ${note}`]: reply(409) }), guest([true]))
    await connection.exchange(to(url), signal)()
    await connection.exchange(to(note), signal)()
    expect(news).toEqual([])
  })
})

test('sends nothing once it is closed', async () => {
  const http = fakeHttp({})
  const { connection } = over(http)
  connection.close()
  const answer = await connection.exchange(to(url), signal)()
  expect([answer, http.seen()]).toMatchObject([{ left: { name: 'Aborted', operation: 'note' } }, []])
})
