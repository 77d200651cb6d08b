import { describe, expect, test } from 'vitest'
import { createServer } from '../../src/server/index.ts'
import { listenBy, rawRequest, schemes, type RawAnswer } from './rawWire.ts'

const page = 'https://web.contoso.com'
const asks = (method: string, headers = 'authorization') => ({
  method: 'OPTIONS',
  headers: {
    origin: page,
    'access-control-request-method': method,
    'access-control-request-headers': headers,
  },
})

const sharing = ({ header }: RawAnswer) => [
  header('access-control-allow-origin'),
  header('access-control-allow-credentials'),
  header('vary'),
]

describe.each(schemes)('a page of another origin, over %s,', (scheme) => {
  const listening = async () => listenBy(scheme, { allowedOrigins: [page] })

  test('may read answers if it is on the allow list', async () => {
    const { url } = await listening()

    const answer = await rawRequest(`${url}/`, { headers: { origin: page } })

    expect([answer.status, sharing(answer)]).toEqual([200, [page, 'true', 'Origin']])
  })

  test('may read the challenges', async () => {
    const { url } = await listening()

    const answer = await rawRequest(`${url}/discovery/service.svc/who`, { headers: { origin: page } })

    expect(answer.status).toBe(401)
    expect(answer.header('access-control-expose-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['WWW-Authenticate', 'X-Ms-diagnostics', 'Location', 'ETag', 'Retry-After']),
    )
  })

  test('may read an answer that a test has put in place', async () => {
    const { server, url } = await listening()
    server.control.intercept({ link: 'root' }, { status: 503 })

    const answer = await rawRequest(`${url}/`, { headers: { origin: page } })

    expect([answer.status, sharing(answer)]).toEqual([503, [page, 'true', 'Origin']])
  })

  test('may read that there is no such resource', async () => {
    const { url } = await listening()

    const answer = await rawRequest(`${url}/nowhere`, { headers: { origin: page } })

    expect([answer.status, sharing(answer)]).toEqual([404, [page, 'true', 'Origin']])
  })

  test('is told beforehand which verbs and headers it may send', async () => {
    const { url } = await listening()

    const answer = await rawRequest(`${url}/ucwa/oauth/v1/apps`, asks('POST', 'authorization, content-type'))

    expect([
      answer.status,
      sharing(answer),
      answer.header('access-control-allow-methods'),
      answer.header('access-control-allow-headers'),
    ]).toEqual([204, [page, 'true', 'Origin'], 'POST', 'authorization, content-type'])
  })

  test('is not told so by the token service', async () => {
    const { url } = await listening()

    const answer = await rawRequest(`${url}/webticket/oauthtoken`, asks('POST'))

    expect([answer.status, answer.header('x-ms-diagnostics')]).toEqual([
      400,
      '28020;source="127.0.0.1";reason="The verb is not allowed."',
    ])
  })

  test('that is not on the allow list is refused', async () => {
    const { url } = await listening()

    const answer = await rawRequest(`${url}/`, { headers: { origin: 'https://evil.example' } })

    expect([answer.status, sharing(answer), answer.header('x-ms-diagnostics')]).toEqual([
      403,
      [undefined, undefined, 'Origin'],
      '28020;source="127.0.0.1";reason="The origin https://evil.example is not on the cross-domain allow list."',
    ])
  })

  test('that is not on the allow list is refused beforehand', async () => {
    const { url } = await listening()
    const { headers } = asks('POST')

    const answer = await rawRequest(`${url}/ucwa/oauth/v1/apps`, {
      method: 'OPTIONS',
      headers: { ...headers, origin: 'null' },
    })

    expect([answer.status, sharing(answer)]).toEqual([403, [undefined, undefined, 'Origin']])
  })

  test('that is refused changes nothing', async () => {
    const { server, url } = await listenBy(scheme, {
      users: [{ uri: 'tosh@contoso.com', name: 'Tosh', password: 'x', token: 'cwt=tosh' }],
    })
    const headers = { authorization: 'Bearer cwt=tosh', 'content-type': 'application/json' }
    const body = JSON.stringify({ userAgent: 'test', endpointId: '1', culture: 'en-US' })
    const post = (more: object) =>
      rawRequest(`${url}/ucwa/oauth/v1/apps`, { method: 'POST', headers: { ...headers, ...more }, body })

    const refused = await post({ origin: 'https://evil.example' })
    const before = server.control.log().length
    const taken = await post({})

    expect([refused.status, before, taken.status, server.control.log().length]).toEqual([403, 0, 201, 1])
  })
})

test('a page of the server’s own needs no list', async () => {
  const { url } = await listenBy('http')

  const answer = await rawRequest(`${url}/`, { headers: { origin: url } })

  expect([answer.status, sharing(answer)]).toEqual([200, [undefined, undefined, undefined]])
})

test('a page of the server’s own needs no list behind a proxy that speaks HTTPS for it', async () => {
  const { url } = await listenBy('http')

  expect((await rawRequest(`${url}/`, { headers: { origin: url.replace('http:', 'https:') } })).status).toBe(200)
})

test('OPTIONS outside of browsers is a verb like any other', async () => {
  const { url } = await listenBy('http')

  const answer = await rawRequest(`${url}/`, { method: 'OPTIONS' })

  expect([answer.status, answer.header('allow')]).toEqual([405, 'GET'])
})

test('takes no allow list of what is no origin', () => {
  expect(() => createServer({ allowedOrigins: ['web.contoso.com'] })).toThrow('Invalid URL')
})
