import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createServer, type ListenOptions } from '../../src/server/index.ts'
import { xml } from '../../src/xml/index.ts'
import { overHttp, type OverHttp, type RawAnswer } from './overHttp.ts'
import { rawRequest } from './rawWire.ts'
import { hrefOf } from './wireClient.ts'

const refused = ({ status, headers, json }: RawAnswer) => [status, headers.get('retry-after'), json['code']]

/** Of an application that is new. */
const events = async ({ create }: OverHttp, endpointId: string): Promise<string> =>
  hrefOf((await create({ endpointId })).json, 'events')

/** P-GETs that wait until the test ends. */
const park = async ({ server, ask }: OverHttp, ...hrefs: readonly string[]): Promise<void> => {
  const gone = new AbortController()
  onTestFinished(() => gone.abort())
  const before = server.control.parked('tosh@contoso.com')
  for (const href of hrefs) ask('GET', href, { signal: gone.signal }).catch(() => 'gone')
  await expect.poll(() => server.control.parked('tosh@contoso.com')).toBe(before + hrefs.length)
}

test('one application more than a user may have is refused with the time to wait', async () => {
  const { create } = await overHttp({ limits: { applications: 2 } })
  await create({ endpointId: '1' })
  await create({ endpointId: '2' })

  expect(refused(await create({ endpointId: '3' }))).toEqual([429, '60', 'TooManyRequests'])
})

test('one application too many is refused in XML as well', async () => {
  const { create } = await overHttp({ limits: { applications: 0 } })

  const { status, text } = await create({}, { headers: { Accept: xml().accept } })

  expect([status, xml().parse(text)]).toMatchObject([429, { right: { code: 'TooManyRequests' } }])
})

test('instances count as applications do', async () => {
  const { create } = await overHttp({ limits: { applications: 2 } })
  await create({ instanceId: '1' })
  await create({ instanceId: '2' })

  expect((await create({ instanceId: '3' })).status).toBe(429)
})

test('whoever has as many applications as may be finds those again', async () => {
  const { create } = await overHttp({ limits: { applications: 1 } })
  await create()

  expect((await create()).status).toBe(200)
})

test('an application that has ended makes room for another', async () => {
  const { ask, create } = await overHttp({ limits: { applications: 1 } })
  await ask('DELETE', hrefOf((await create({ endpointId: '1' })).json, 'self'))

  expect((await create({ endpointId: '2' })).status).toBe(201)
})

test('the applications of one user are no burden to another', async () => {
  const { create } = await overHttp({ limits: { applications: 1 } })
  await create()

  expect((await create({}, { as: 'lene' })).status).toBe(201)
})

test('one P-GET more than may wait is refused with the time to wait', async () => {
  const world = await overHttp({ limits: { parkedPolls: 2 } })
  const third = await events(world, '3')
  await park(world, await events(world, '1'), await events(world, '2'))

  expect(refused(await world.ask('GET', third))).toEqual([429, '10', 'TooManyRequests'])
})

test('a P-GET takes the place of the one before it, however many wait', async () => {
  const world = await overHttp({ limits: { parkedPolls: 1 } })
  const href = await events(world, '1')
  const first = world.ask('GET', href)
  await world.server.control.untilParked('tosh@contoso.com')
  const gone = new AbortController()
  const second = world.ask('GET', href, { signal: gone.signal }).catch(() => 'gone')

  expect([(await first).status, world.server.control.parked('tosh@contoso.com')]).toEqual([409, 1])
  gone.abort()
  await second
})

test('batches hold no more requests of a user than may be under way', async () => {
  const { ask, create } = await overHttp({ limits: { batchedRequests: 1 } })
  const { json } = await create()
  const part = `--b\r\nContent-Type: application/http; msgtype=request\r\n\r\nGET ${hrefOf(json, 'self')} HTTP/1.1\r\n\r\n`
  const batch = (parts: number) =>
    ask('POST', hrefOf(json, 'batch'), {
      body: `${part.repeat(parts)}--b--`,
      headers: { 'Content-Type': 'multipart/batching; boundary=b' },
    })

  expect([(await batch(1)).status, refused(await batch(2))]).toEqual([200, [429, '1', 'TooManyRequests']])
})

test('a body of as many characters as may be is read', async () => {
  const { create } = await overHttp({ limits: { body: 100 } })

  expect((await create({ padding: 'x'.repeat(25) })).status).toBe(201)
})

test('a body of one character more is refused', async () => {
  const { ask } = await overHttp({ limits: { body: 100 } })

  const { status, json } = await ask('POST', '/ucwa/oauth/v1/apps', { body: 'x'.repeat(101) })

  expect([status, json['code']]).toEqual([413, 'EntityTooLarge'])
})

test('a connection whose body has no end is broken', async () => {
  const { url } = await overHttp({ limits: { body: 100 } })

  const answer = rawRequest(`${url}/webticket/oauthtoken`, { method: 'POST', body: 'x'.repeat(1_000_000) })

  await expect(answer).rejects.toThrow()
})

/** What a server says to a client that writes this and no more, until it hangs up. */
const saidTo = async (options: ListenOptions, written: string): Promise<string> => {
  const server = createServer()
  onTestFinished(() => server.close())
  const { port } = await server.listen(options)
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(written))
    let said = ''
    socket.on('data', (data) => (said += data.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(said.split('\r\n')[0] ?? ''))
  })
}

test('a head that does not end is answered 408', async () => {
  expect(await saidTo({ headersTimeout: 50 }, 'GET / HTTP/1.1\r\nHost: pool\r\n')).toBe('HTTP/1.1 408 Request Timeout')
})

test('a body that does not come is answered 408', async () => {
  const head = 'POST /webticket/oauthtoken HTTP/1.1\r\nHost: pool\r\nContent-Length: 9\r\n\r\n'

  expect(await saidTo({ requestTimeout: 50 }, head)).toBe('HTTP/1.1 408 Request Timeout')
})

test('a connection on which nothing is asked is closed', async () => {
  expect(await saidTo({ headersTimeout: 50 }, '')).toMatch(/^(HTTP\/1\.1 408 Request Timeout)?$/)
})

test('a head of more than 16 KiB is answered 431', async () => {
  const head = `GET / HTTP/1.1\r\nHost: pool\r\nX-Padding: ${'x'.repeat(20_000)}\r\n\r\n`

  expect(await saidTo({}, head)).toBe('HTTP/1.1 431 Request Header Fields Too Large')
})

test('one connection more than may be is closed', async () => {
  const server = createServer()
  onTestFinished(() => server.close())
  const { port, url } = await server.listen({ maxConnections: 1 })
  const first = connect(port, '127.0.0.1')
  onTestFinished(() => void first.destroy())
  await new Promise((resolve) => first.once('connect', resolve))

  await expect(rawRequest(url)).rejects.toThrow()
})

test('a P-GET may wait longer than a request may take to come', async () => {
  const server = createServer({
    users: [{ uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x', token: 'cwt=tosh' }],
  })
  onTestFinished(() => server.close())
  const { url } = await server.listen({ headersTimeout: 20, requestTimeout: 20 })
  const headers = { authorization: 'Bearer cwt=tosh', 'content-type': 'application/json' }
  const body = JSON.stringify({ userAgent: 'test', endpointId: '1', culture: 'en-US' })
  const created = await rawRequest(`${url}/ucwa/oauth/v1/apps`, { method: 'POST', headers, body })
  const { _links: links } = JSON.parse(created.text) as { _links: { events: { href: string } } }
  const poll = rawRequest(url + links.events.href, { headers }).catch(() => 'broken')
  await server.control.untilParked('tosh@contoso.com')
  await expect(rawRequest(`${url}/`, { method: 'POST', headers: { 'content-length': '9' } })).resolves.toMatchObject({
    status: 408,
  })

  server.control.resync('tosh@contoso.com')

  expect(await poll).toMatchObject({ status: 200 })
})
