import { expect, test } from 'vitest'
import type { HttpRequest } from '../../src/transport/http.ts'
import { withTraffic, type Traffic } from '../../src/transport/traffic.ts'
import { breaks, fakeHttp, reply, resource, type Reply } from '../support/fakeHttp.ts'

const url = 'https://pool.contoso.com/me'
const { signal } = new AbortController()

const watching = (answer: Reply, observed = true) => {
  const seen: Traffic[] = []
  const http = fakeHttp({ [`POST ${url}`]: answer })
  const watched = withTraffic(http, { observed: () => observed, report: (traffic) => seen.push(traffic) })
  const post = (headers: Record<string, string> = {}, body = '') => {
    const request: HttpRequest = { operation: 'me', method: 'POST', url, headers, body, timeout: 1000 }
    return watched(request, signal)()
  }
  return { seen, post }
}

const bodyOf = async (contentType: string, body: string) => {
  const { seen, post } = watching(reply(204))
  await post({ Accept: 'application/json', 'Content-Type': contentType }, body)
  const [first] = seen
  return first?.kind === 'request' ? first.body : undefined
}

test('reports a request, then its response', async () => {
  const { seen, post } = watching(resource({ rel: 'me' }))
  await post({ 'content-type': 'application/json' }, '{"a":1}')
  const exchanged = { number: 1, operation: 'me', url }
  expect(seen).toEqual([
    { kind: 'request', ...exchanged, method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' },
    {
      kind: 'response',
      ...exchanged,
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"rel":"me"}',
    },
  ])
})

test('reports how a request failed', async () => {
  const { seen, post } = watching(breaks('ECONNRESET'))
  await post()
  expect(seen[1]).toEqual({ kind: 'failure', number: 1, operation: 'me', url, failure: 'Unreachable' })
})

test('numbers the requests', async () => {
  const { seen, post } = watching(reply(204))
  await post()
  await post()
  expect(seen.map(({ kind, number }) => `${kind} ${number}`)).toEqual([
    'request 1',
    'response 1',
    'request 2',
    'response 2',
  ])
})

test('builds nothing when nobody watches', async () => {
  const { seen, post } = watching(reply(204), false)
  const headers = new Proxy<Record<string, string>>(
    {},
    {
      ownKeys: () => {
        throw new Error('looked at')
      },
    },
  )
  await post(headers)
  expect(seen).toEqual([])
})

test('hides what Authorization holds', async () => {
  const { seen, post } = watching(reply(204))
  await post({ authorization: 'Bearer cwt=AAEB', Cookie: 'cwt_ucwa=AAEB secret', Accept: 'a/b' })
  expect(seen[0]).toMatchObject({ headers: { authorization: 'Bearer …', Cookie: '…', Accept: 'a/b' } })
})

test('hides the values of a form', async () => {
  const form = 'grant_type=password&username=tosh%40contoso.com&password=s3cret'
  expect(await bodyOf('application/x-www-form-urlencoded;charset=UTF-8', form)).toBe(
    'grant_type=password&username=…&password=…',
  )
})

test('hides a token that is issued', async () => {
  const { seen, post } = watching(resource({ access_token: String.raw`cwt="\A`, expires_in: 5 }))
  await post()
  expect(seen[1]).toMatchObject({ body: '{"access_token":"…","expires_in":5}' })
})

test.each([
  [
    'in JSON',
    'application/json',
    '{"href":"data:text/plain,It\'s me, \\"x\\" y","b":1}',
    '{"href":"data:text/plain,…","b":1}',
  ],
  [
    'with escaped slashes',
    'application/vnd.microsoft.com.ucwa+json',
    '["data:text\\/plain;base64,SGk="]',
    '["data:text\\/plain;base64,…"]',
  ],
  [
    'in XML',
    'application/xml',
    '<link href="data:text/html;charset=utf-8,%3cb" rel="a"/>',
    '<link href="data:text/html;charset=utf-8,…" rel="a"/>',
  ],
  [
    'previewed in a log',
    'application/json',
    '{"previewMessage" : "Say \\"x\\"","subject":"b"}',
    '{"previewMessage" : "…","subject":"b"}',
  ],
  [
    'previewed in a log in XML',
    'application/xml',
    '<property name="previewMessage">Hi &amp; so on</property>',
    '<property name="previewMessage">…</property>',
  ],
  ['in a note', 'application/json', '{"message":"Out \\"x\\"","type":"Personal"}', '{"message":"…","type":"Personal"}'],
  [
    'in a note in XML',
    'application/xml',
    '<property name="message">Out</property>',
    '<property name="message">…</property>',
  ],
  [
    'in XML with apostrophes',
    'application/xml',
    "<link href='data:text/plain,a\"b' rel='a'/>",
    "<link href='data:text/plain,…' rel='a'/>",
  ],
])('hides the text of a message %s', async (_, contentType, body, shown) => {
  expect(await bodyOf(contentType, body)).toBe(shown)
})

test.each([
  ['several in JSON', 'application/json', '{"Password":"a","id_token":"b"}', '{"Password":"…","id_token":"…"}'],
  [
    'several in XML',
    'application/xml',
    '<property name="access_token">a</property><Property name="Password">b</Property>',
    '<property name="access_token">…</property><Property name="Password">…</Property>',
  ],
])('hides secrets, %s', async (_, contentType, body, shown) => {
  expect(await bodyOf(contentType, body)).toBe(shown)
})

test.each(['text/plain; charset=utf-8', 'text/plain; like=multipart/batching'])(
  'shows only the length of raw text that is %s',
  async (contentType) => {
    expect(await bodyOf(contentType, 'Lunch?')).toBe('(6 characters)')
  },
)

test('shows nothing of nothing', async () => {
  expect(await bodyOf('text/plain', '')).toBe('')
})

test('shows nothing of a request without a body', async () => {
  const seen: Traffic[] = []
  const http = fakeHttp({ [`GET ${url}`]: reply(204) })
  const watched = withTraffic(http, { observed: () => true, report: (traffic) => seen.push(traffic) })
  await watched({ operation: 'me', method: 'GET', url, headers: {}, timeout: 1000 }, signal)()
  expect(seen[0]).toMatchObject({ kind: 'request', body: '' })
})

test('shows only the length of a body without a type', async () => {
  const { seen, post } = watching(reply(200, 'Lunch?'))
  await post()
  expect(seen[1]).toMatchObject({ body: '(6 characters)' })
})

test('hides Authorization inside a batch', async () => {
  const body = '--a\r\nAuthorization: Bearer cwt=AAEB\r\nauthorization:Bearer cwt=AAEB\r\nX: no authorization: a b\r\n'
  expect(await bodyOf('multipart/batching; boundary=a', body)).toBe(
    '--a\r\nAuthorization: Bearer …\r\nauthorization:Bearer …\r\nX: no authorization: a b\r\n',
  )
})

test('shows a refusal in the words of the server', async () => {
  const { seen, post } = watching(resource({ code: 'BadRequest', message: 'No' }, 400))
  await post()
  expect(seen[1]).toMatchObject({ body: '{"code":"BadRequest","message":"No"}' })
})

test('hides what an answer repeats of its request', async () => {
  const { seen, post } = watching(resource({ code: 'BadRequest', message: 'no cwt=AAEB' }, 400))
  await post({ Authorization: 'Bearer cwt=AAEB' })
  expect(seen[1]).toMatchObject({ body: '{"code":"BadRequest","message":"no …"}' })
})

test('hides tokens in the query or fragment of a URL', async () => {
  const { seen, post } = watching(reply(201, '', { location: 'https://pool/a?b=1&access_token=AAEB#id_token=CC' }))
  await post()
  expect(seen[1]).toMatchObject({ headers: { location: 'https://pool/a?b=1&access_token=…#id_token=…' } })
})

test('is not harmed by a body of many megabytes', async () => {
  const long = 'x'.repeat(4_000_000)
  const { seen, post } = watching(resource({ href: `data:text/plain,${long}`, message: long, other: long }))
  await post()
  expect(seen[1]).toMatchObject({ body: `{"href":"data:text/plain,…","message":"…","other":"${long}"}` })
})
