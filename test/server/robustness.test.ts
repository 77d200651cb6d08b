import { expect, test } from 'vitest'
import { toshAlone } from './conversationBetween.ts'
import { ask, hrefOf, serverOnVirtualClock, signIn, tokenFor } from './wireClient.ts'

test('answers an unknown path 404 in the format of UCWA', async () => {
  const { server } = serverOnVirtualClock()

  const answer = await ask(server, 'GET', '/nowhere/at/all')

  expect(answer.status).toBe(404)
  expect(answer.json).toMatchObject({ code: 'NotFound', message: expect.any(String) as string })
})

test.each(['HEAD', 'OPTIONS', 'POST', 'PATCH'])('answers %s on the root 405', async (method) => {
  const { server } = serverOnVirtualClock()

  const answer = await ask(server, method, '/')

  expect(answer.status).toBe(405)
  expect(answer.json['code']).toBe('MethodNotAllowed')
  expect(answer.headers['Allow']).toBe('GET')
})

test('challenges a request below an application that has no token', async () => {
  const { server, tosh } = await toshAlone()

  const answer = await ask(server, 'GET', hrefOf(tosh.application, 'self'))

  expect(answer.status).toBe(401)
  expect(answer.headers['WWW-Authenticate']).toHaveLength(2)
})

test('answers an unknown application 404 ApplicationNotFound', async () => {
  const { server } = serverOnVirtualClock()
  const token = await tokenFor(server, 'tosh@contoso.com')

  const answer = await ask(server, 'GET', '/ucwa/oauth/v1/apps/none/comms', { token })

  expect([answer.status, answer.json['subcode']]).toEqual([404, 'ApplicationNotFound'])
})

test.each(['threads/none', 'threads/none/im', 'ims/none', 'threads/none/im/messages/1', 'threads/%E0%A4%A/im'])(
  'answers %s 404 without a subcode',
  async (path) => {
    const { tosh } = await toshAlone()

    const answer = await tosh.get(`${hrefOf(tosh.application._embedded['communication'], 'self')}/${path}`)

    expect([answer.status, answer.json['code'], answer.json['subcode']]).toEqual([404, 'NotFound', undefined])
  },
)

test('answers a body that is too large 413', async () => {
  const { tosh } = await toshAlone()

  const answer = await tosh.startMessaging({ to: 'lene@contoso.com', subject: 'x'.repeat(300_000) })

  expect([answer.status, answer.json['code']]).toEqual([413, 'EntityTooLarge'])
})

test.each([
  ['null', 'null'],
  ['a list', '[]'],
  ['a number', '7'],
  ['a string', '"x"'],
  ['half an object', '{"a":'],
  ['a zero character', '\u0000'],
  ['deep nesting', '['.repeat(100_000)],
])('answers a body that is %s 400', async (_, body) => {
  const { server } = serverOnVirtualClock()
  const token = await tokenFor(server, 'tosh@contoso.com')
  const headers = { 'content-type': 'application/json' }

  const answer = await ask(server, 'POST', '/ucwa/oauth/v1/apps', { token, body, headers })

  expect([answer.status, answer.json['subcode']]).toEqual([400, 'DeserializationFailure'])
})

test('answers a malformed URL 400', async () => {
  const { server } = serverOnVirtualClock()

  const answer = await server.handle({ method: 'GET', url: 'http://:x/', headers: {}, body: '' })

  expect(answer).toMatchObject({ status: 400 })
})

test('answers 500 where a part of it throws', async () => {
  const errors: string[] = []
  const silence = () => undefined
  const logger = { debug: silence, info: silence, warn: silence, error: (message: string) => void errors.push(message) }
  let isBroken = false
  const random = () => {
    if (isBroken) {
      isBroken = false
      throw new Error('no dice')
    }
    return 0.5
  }
  const { server } = serverOnVirtualClock({ logger, random })
  const token = await tokenFor(server, 'tosh@contoso.com')
  const body = { userAgent: 'test', endpointId: 'endpoint', culture: 'en-US' }
  const post = () => ask(server, 'POST', '/ucwa/oauth/v1/apps', { token, body })
  isBroken = true

  const broken = await post()

  expect([broken.status, broken.json['code']]).toEqual([500, 'ServiceFailure'])
  expect(errors).toEqual([expect.stringContaining('no dice') as string])
  expect((await post()).status).toBe(201)
})

test('is not harmed by a logger that throws', async () => {
  const boom = () => {
    throw new Error('boom')
  }
  const { server } = serverOnVirtualClock({ logger: { debug: boom, info: boom, warn: boom, error: boom } })

  const tosh = await signIn(server, 'tosh@contoso.com')

  expect((await tosh.get(hrefOf(tosh.application, 'self'))).status).toBe(200)
})

test('puts its headers on every answer', async () => {
  const { server } = serverOnVirtualClock()

  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/nowhere'],
    ['PUT', '/'],
  ] as const) {
    const { headers } = await ask(server, method, path, { headers: { 'client-request-id': 'request1' } })
    expect(headers).toMatchObject({
      'Cache-Control': 'no-cache',
      'X-MS-UcwaVersion': expect.any(String) as string,
      'X-MS-Server-Fqdn': 'pool.contoso.com',
      'X-MS-Correlation-Id': expect.any(String) as string,
      'client-request-id': 'request1',
    })
  }
})

test.each([
  [undefined, 'application/json; charset=utf-8'],
  ['*/*', 'application/json; charset=utf-8'],
  ['application/vnd.microsoft.com.ucwa+json', 'application/json; charset=utf-8'],
  ['text/html, application/json;q=0.9', 'application/json; charset=utf-8'],
  ['image/png', 'application/json; charset=utf-8'],
])('answers whoever accepts %s with %s', async (accept, contentType) => {
  const { server } = serverOnVirtualClock()

  const { headers } = await ask(server, 'GET', '/', { headers: accept === undefined ? {} : { accept } })

  expect(headers['Content-Type']).toBe(contentType)
})

test('breaks the connection once it is closed', async () => {
  const { server } = serverOnVirtualClock()
  await server.close()

  expect(await server.handle({ method: 'GET', url: 'http://pool/', headers: {}, body: '' })).toEqual({ dropped: true })
})
