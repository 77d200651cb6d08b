import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { xml } from '../../src/xml/index.ts'
import { overHttp } from './overHttp.ts'
import { hrefOf } from './wireClient.ts'

const members = { userAgent: 'test', endpointId: 'endpoint', culture: 'en-US' }
const json = JSON.stringify(members).slice(1, -1)
const properties = Object.entries(members)
  .map(([name, value]) => `<property name="${name}">${value}</property>`)
  .join('')
const inXml = (inside: string) => `<input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">${inside}</input>`

const bodies = {
  JSON: [
    [201, `{"__proto__":{"userAgent":"evil","admin":true},"constructor":{"prototype":{"admin":true}},${json}}`],
    [400, `{"__proto__":{${json}}}`],
    [201, `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)},${json}}`],
    [400, `{"userAgent":${'['.repeat(100_000)}${']'.repeat(100_000)},"endpointId":"e","culture":"c"}`],
    [201, `{"many":[${'7,'.repeat(100_000)}7],${json}}`],
    [400, '{"a":'.repeat(40_000)],
    [400, '{"userAgent":{"toString":1,"length":3},"endpointId":"e","culture":"c"}'],
  ],
  XML: [
    [201, inXml(`<property name="__proto__">x</property><__proto__><a>1</a></__proto__>${properties}`)],
    [400, inXml(`<__proto__>${properties}</__proto__>`)],
    [400, inXml(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}${properties}`)],
    [400, inXml('<a>'.repeat(60_000))],
    [201, inXml(`<propertyList name="many">${'<item>7</item>'.repeat(15_000)}</propertyList>${properties}`)],
    [
      400,
      `<!DOCTYPE i [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${inXml(`<property name="x">&b;</property>${properties}`)}`,
    ],
    [400, `<!DOCTYPE i SYSTEM "file:///etc/passwd">${inXml(properties)}`],
    [400, inXml(`<property name="x">&file;</property>${properties}`)],
  ],
} as const

describe.each(['JSON', 'XML'] as const)('in %s', (format) => {
  const contentType = format === 'JSON' ? 'application/json' : xml().contentType

  test.each(bodies[format])('answers %d to %.60s', async (status, body) => {
    const { ask } = await overHttp()

    const answer = await ask('POST', '/ucwa/oauth/v1/apps', { body, headers: { 'Content-Type': contentType } })

    expect([answer.status, Reflect.get({}, 'admin'), Object.keys(Object.prototype)]).toEqual([status, undefined, []])
  })
})

test('a list in a list in a list is no recipient', async () => {
  const { ask, create } = await overHttp()
  const { json: application } = await create()
  const depth = 100_000
  const body = `{"operationId":"1","to":${'['.repeat(depth)}${']'.repeat(depth)}}`

  const { status } = await ask('POST', hrefOf(application._embedded['communication'], 'startMessaging'), {
    body,
    headers: { 'Content-Type': 'application/json' },
  })

  expect(status).toBe(400)
})

/** What the server says to a request that is written as it stands. */
const saidTo = async (request: (port: number) => string): Promise<string> => {
  const { url } = await overHttp()
  const port = Number(new URL(url).port)
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(request(port)))
    let said = ''
    socket.on('data', (data) => (said += data.toString()))
    socket.on('error', reject)
    socket.on('close', () => resolve(said))
  })
}

test.each([
  ['a line feed in a value', 'client-request-id: a\nX-Evil: 1\r\n'],
  ['a carriage return in a value', 'client-request-id: a\rX-Evil: 1\r\n'],
  ['a zero character', 'client-request-id: a\u0000\r\n'],
  ['two lengths', 'Content-Length: 3\r\nContent-Length: 5\r\n'],
  ['a length beside chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n'],
])('refuses a head with %s', async (_, header) => {
  const said = await saidTo((port) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${header}Connection: close\r\n\r\n`)

  expect([said.split('\r\n')[0], said.includes('X-Evil')]).toEqual(['HTTP/1.1 400 Bad Request', false])
})

test.each(['evil"host', 'a b', '[', 'http://x', '127.0.0.1:99999', '%00'])('refuses the host %j', async (host) => {
  const said = await saidTo(() => `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)

  expect(said.split('\r\n')[0]).toMatch(/^HTTP\/1\.1 4\d\d /)
})

test('repeats no header that could be taken for another', async () => {
  const { server } = await overHttp()

  const answer = await server.handle({
    method: 'GET',
    url: 'http://pool/',
    headers: { 'client-request-id': 'a\r\nSet-Cookie: evil=1' },
    body: '',
  })

  expect(JSON.stringify(answer)).not.toContain('evil')
})
