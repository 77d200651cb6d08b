import { expect, onTestFinished, test } from 'vitest'
import { createServer, type ServerOptions } from '../../src/server/index.ts'
import { seededRandom } from '../support/seededRandom.ts'

interface Resource {
  readonly rel: string
  readonly uri: string
  readonly code: string
  readonly _links: Readonly<Record<string, { readonly href: string }>>
  readonly _embedded: Readonly<Record<string, Resource>>
}

interface Part {
  readonly type: string
  readonly statusLine: string
  readonly headers: readonly string[]
  readonly body: string
}

/** As the oldest clients do it: by the lines of the text. */
const partsOf = (contentType: string, text: string): readonly Part[] => {
  const boundary = /boundary="(.*)"/.exec(contentType)?.[1] ?? ''
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [, type = '', empty, statusLine = '', ...rest] = part.split('\r\n')
      expect(empty).toBe('')
      const end = rest.indexOf('')
      return {
        type,
        statusLine,
        headers: rest.slice(0, end),
        body: rest
          .slice(end + 1)
          .join('\r\n')
          .trimEnd(),
      }
    })
}

const token = 'cwt=tosh'
const lenesToken = 'cwt=lene'

const users = [
  { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x', token },
  { uri: 'sip:lene@contoso.com', name: 'Lene', password: 'x', token: lenesToken },
]

const signedIn = async (options: ServerOptions = {}) => {
  const server = createServer({ users, random: seededRandom(3), ...options })
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  const send = (method: string, href: string, body?: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(new URL(href, url), {
      method,
      headers: { Authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    })
  const create = async (as: string) =>
    (await (
      await send(
        'POST',
        '/ucwa/oauth/v1/apps',
        JSON.stringify({ userAgent: 'test', endpointId: 'endpoint', culture: 'en-US' }),
        { 'Content-Type': 'application/json', Authorization: `Bearer ${as}` },
      )
    ).json()) as Resource
  const application = await create(token)
  const href = (rel: string) => application._links[rel]?.href ?? application._embedded[rel]?._links['self']?.href ?? ''
  const post = (
    text: string,
    type = 'multipart/batching; boundary=b1',
    headers: Readonly<Record<string, string>> = {},
  ) => send('POST', href('batch'), text, { 'Content-Type': type, Accept: 'multipart/batching', ...headers })
  return { server, url, send, application, href, post, create }
}

const part = (requestLine: string, headers: readonly string[] = ['Accept: application/json'], body = ''): string =>
  [
    '--b1',
    'Content-Type: application/http; msgtype=request',
    '',
    `${requestLine} HTTP/1.1`,
    ...headers,
    '',
    body,
    '',
  ].join('\r\n')

const answered = async (response: Response): Promise<readonly Part[]> =>
  partsOf(response.headers.get('content-type') ?? '', await response.text())

test('answers the requests of a batch in their order', async () => {
  const { href, post } = await signedIn()

  const response = await post(
    `${part(`GET ${href('me')}`)}${part(`GET ${href('people')}`)}${part('GET /nowhere')}--b1--`,
  )
  const parts = await answered(response)

  expect(response.status).toBe(200)
  expect(response.headers.get('x-ms-ucwaversion')).toBe('1.7')
  expect(parts.map(({ type, statusLine }) => [type, statusLine])).toEqual([
    ['Content-Type: application/http; msgtype=response', 'HTTP/1.1 200 OK'],
    ['Content-Type: application/http; msgtype=response', 'HTTP/1.1 200 OK'],
    ['Content-Type: application/http; msgtype=response', 'HTTP/1.1 404 Not Found'],
  ])
  expect(parts.map(({ body }) => JSON.parse(body) as Resource).map(({ rel, code }) => [rel, code])).toEqual([
    ['me', undefined],
    ['people', undefined],
    [undefined, 'NotFound'],
  ])
  expect(parts[0]?.headers).toContain('Content-Type: application/json; charset=utf-8')
  expect(parts.map(({ body }) => body.includes('\n'))).toEqual([false, false, false])
})

test('keeps the order where the first request takes longest', async () => {
  const { server, href, post } = await signedIn()
  const held = server.control.intercept({ link: 'me' }, 'hold')
  const people = server.control.intercept({ link: 'people' }, { rewrite: (response) => response })

  const response = post(`${part(`GET ${href('me')}`)}${part(`GET ${href('people')}`)}--b1--`)
  await Promise.all([held.arrived, people.arrived])
  held.release()
  const parts = await answered(await response)

  expect(parts.map(({ body }) => (JSON.parse(body) as Resource).rel)).toEqual(['me', 'people'])
})

test('answers each request in the format that it asks for', async () => {
  const { href, post } = await signedIn()

  const response = await post(
    `${part(`GET ${href('me')}`, ['Accept: application/vnd.microsoft.com.ucwa+xml'])}${part(`GET ${href('me')}`)}--b1--`,
  )
  const parts = await answered(response)

  expect(parts.map(({ body }) => body.slice(0, 1))).toEqual(['<', '{'])
  expect(parts[0]?.headers).toContain('Content-Type: application/vnd.microsoft.com.ucwa+xml; charset=utf-8')
})

test.each([
  {
    format: 'JSON',
    type: 'application/json',
    body: '{"userAgent":"other","endpointId":"e","culture":"de-DE"}',
  },
  {
    format: 'XML',
    type: 'application/xml',
    body: '<input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"><property name="userAgent">other</property><property name="endpointId">e</property><property name="culture">de-DE</property></input>',
  },
])('runs a POST inside a batch, in $format', async ({ type, body }) => {
  const { server, post } = await signedIn()

  const response = await post(`${part('POST /ucwa/oauth/v1/apps', [`Content-Type: ${type}`], body)}--b1--`)

  expect((await answered(response)).map(({ statusLine }) => statusLine)).toEqual(['HTTP/1.1 201 Created'])
  expect(server.control.counts()).toEqual({ applicationCreated: 2 })
})

test('runs a request with an authorization of its own under that', async () => {
  const { href, post, create } = await signedIn()
  const lene = await create(lenesToken)
  const me = lene._embedded['me']?._links['self']?.href ?? ''

  const response = await post(
    `${part(`GET ${me}`)}${part(`GET ${me}`, [`Authorization: Bearer ${lenesToken}`])}${part(`GET ${href('me')}`)}--b1--`,
  )

  expect((await answered(response)).map(({ statusLine }) => statusLine)).toEqual([
    'HTTP/1.1 403 Forbidden',
    'HTTP/1.1 200 OK',
    'HTTP/1.1 200 OK',
  ])
})

test('refuses a batch without a token', async () => {
  const { href, post } = await signedIn()

  const response = await post(`${part(`GET ${href('me')}`)}--b1--`, undefined, { Authorization: 'Bearer cwt=none' })

  expect(response.status).toBe(401)
})

test.each([
  { what: 'events', rel: 'events', method: 'GET' },
  { what: 'another batch', rel: 'batch', method: 'POST' },
])('runs nothing of a batch that holds $what', async ({ rel, method }) => {
  const { server, href, post, application } = await signedIn()
  const me = application._embedded['me']?._links['makeMeAvailable']?.href ?? ''

  const response = await post(`${part(`POST ${me}`)}${part(`${method} ${href(rel)}`)}--b1--`)

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'BadRequest' })
  expect(server.control.counts()).toEqual({ applicationCreated: 1 })
})

test.each([
  { what: 'no boundary', type: 'multipart/batching', text: '--b1--', status: 400 },
  { what: 'no parts', type: 'multipart/batching; boundary=b1', text: '', status: 400 },
  {
    what: 'a part that is no request',
    type: 'multipart/batching; boundary=b1',
    text: '--b1\r\n\r\nhello\r\n--b1--',
    status: 400,
  },
  { what: 'another media type', type: 'multipart/mixed; boundary=b1', text: '--b1--', status: 415 },
])('refuses a batch with $what', async ({ type, text, status }) => {
  const { post } = await signedIn()

  const response = await post(text, type)

  expect(response.status).toBe(status)
})

test('takes a batch as browsers print it', async () => {
  const { href, post } = await signedIn()
  const text = `This is a batch.\r\n\r\n${part(`GET ${href('me')}`)}\r\n\r\n${part(`GET ${href('people')}`)}--b1`

  expect((await answered(await post(text))).map(({ statusLine }) => statusLine)).toEqual([
    'HTTP/1.1 200 OK',
    'HTTP/1.1 200 OK',
  ])
})

test('runs nothing of a batch of more than 100 requests', async () => {
  const { server, application, post } = await signedIn()
  const available = part(`POST ${application._embedded['me']?._links['makeMeAvailable']?.href ?? ''}`)

  const response = await post(`${available.repeat(101)}--b1--`)

  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
  expect(await response.json()).toMatchObject({ code: 'TooManyRequests' })
  expect(server.control.counts()).toEqual({ applicationCreated: 1 })
})

test('runs nothing of a batch that brings the outstanding requests of the user above 100', async () => {
  const { server, href, post } = await signedIn()
  const held = server.control.intercept({ link: 'me' }, 'hold')
  const first = post(`${part(`GET ${href('me')}`)}${part(`GET ${href('people')}`).repeat(59)}--b1--`)
  await held.arrived

  const tooMany = await post(`${part(`GET ${href('people')}`).repeat(41)}--b1--`)
  const enough = await post(`${part(`GET ${href('people')}`).repeat(40)}--b1--`)
  held.release()
  const afterwards = await first.then(() => post(`${part(`GET ${href('people')}`).repeat(100)}--b1--`))

  expect([tooMany.status, enough.status, afterwards.status]).toEqual([429, 200, 200])
})

test('the requests of other users do not count', async () => {
  const { server, href, post, create, send } = await signedIn()
  const held = server.control.intercept({ link: 'me' }, 'hold')
  const first = post(`${part(`GET ${href('me')}`)}${part(`GET ${href('people')}`).repeat(99)}--b1--`)
  await held.arrived
  const lene = await create(lenesToken)

  const people = part(`GET ${lene._embedded['people']?._links['self']?.href ?? ''}`)

  const response = await send('POST', lene._links['batch']?.href ?? '', `${people}--b1--`, {
    'Content-Type': 'multipart/batching; boundary=b1',
    Authorization: `Bearer ${lenesToken}`,
  })
  held.release()
  await first

  expect(response.status).toBe(200)
})

test('a part whose connection breaks breaks that of the batch', async () => {
  const { server, href, post } = await signedIn()
  server.control.intercept({ link: 'me' }, 'dropBefore')

  await expect(post(`${part(`GET ${href('me')}`)}${part(`GET ${href('people')}`)}--b1--`)).rejects.toThrow()
})

test('insists on the query of the server where it has one', async () => {
  const { href, post } = await signedIn({ hrefQueries: true })

  expect(href('batch')).toContain('?serverKey=')
  expect((await post(`${part(`GET ${href('me')}`)}--b1--`)).status).toBe(200)
})
