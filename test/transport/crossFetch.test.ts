import { either as E } from 'fp-ts'
import { getEventListeners } from 'node:events'
import { Agent, createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import type { HttpRequest } from '../../src/transport/http.ts'
import { crossFetch } from '../../src/transport/crossFetch.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const listen = (listener: RequestListener): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer(listener).listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
    servers.push(server)
  })

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  timeout: 30_000,
  operation: 'me',
  ...more,
})

const unaborted = () => new AbortController().signal

/** Resolves when `happened` is first called. */
const occasion = () => {
  let happened: () => void = () => undefined
  const come = new Promise<void>((resolve) => {
    happened = resolve
  })
  return { come, happened: () => happened() }
}

test('sends method, headers, body', async () => {
  const url = await listen((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => {
      response.end(`${request.method ?? ''} ${request.headers['content-type'] ?? ''} ${text}`)
    })
  })
  const request = get(url, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'grüß' })
  const outcome = await crossFetch()(request, unaborted())()
  expect(E.isRight(outcome) && outcome.right.text).toBe('POST text/plain grüß')
})

test('folds headers of one name into one', async () => {
  const url = await listen((_, response) => {
    response.writeHead(401, { 'WWW-Authenticate': ['Bearer a="b"', 'MsRtcOAuth href="c"'] }).end()
  })
  const outcome = await crossFetch()(get(url), unaborted())()
  expect(E.isRight(outcome) && outcome.right.header('www-authenticate')).toBe('Bearer a="b", MsRtcOAuth href="c"')
})

test('drops a byte order mark', async () => {
  const url = await listen((_, response) => response.end('\uFEFF{}'))
  const outcome = await crossFetch()(get(url), unaborted())()
  expect(E.isRight(outcome) && outcome.right.text).toBe('{}')
})

test('does not follow a redirect', async () => {
  const asked: (string | undefined)[] = []
  const url = await listen((request, response) => {
    asked.push(request.url)
    response.writeHead(302, { Location: '/elsewhere' }).end()
  })
  const outcome = await crossFetch()(get(`${url}/here`), unaborted())()
  expect(E.isRight(outcome) && [outcome.right.status, outcome.right.header('location')]).toEqual([
    302,
    `${url}/elsewhere`,
  ])
  expect(asked).toEqual(['/here'])
})

test('ends with Aborted when the signal aborts before the answer', async () => {
  const arrived = occasion()
  const url = await listen(arrived.happened)
  const controller = new AbortController()
  const outcome = crossFetch()(get(`${url}/me?x=1`), controller.signal)()
  await arrived.come
  controller.abort()
  expect(await outcome).toEqual(E.left({ name: 'Aborted', operation: 'me', method: 'GET', href: `${url}/me` }))
})

test('closes the connection of an aborted request', async () => {
  const arrived = occasion()
  const closed = occasion()
  const url = await listen((request) => {
    request.socket.on('close', closed.happened)
    arrived.happened()
  })
  const controller = new AbortController()
  const outcome = crossFetch()(get(url), controller.signal)()
  await arrived.come
  controller.abort()
  await closed.come
  expect(E.isLeft(await outcome)).toBe(true)
})

test('sends nothing when the signal has aborted before', async () => {
  let requests = 0
  const url = await listen(() => requests++)
  const outcome = await crossFetch()(get(url), AbortSignal.abort())()
  await drain()
  expect(outcome).toEqual(E.left({ name: 'Aborted', operation: 'me', method: 'GET', href: `${url}/` }))
  expect(requests).toBe(0)
})

test('ends with TimedOut when no answer comes in time', async () => {
  const arrived = occasion()
  const clock = virtualClock()
  const url = await listen(arrived.happened)
  const outcome = crossFetch({ clock })(get(url, { timeout: 5000 }), unaborted())()
  await arrived.come
  await clock.advance(5000)
  expect(await outcome).toEqual(
    E.left({ name: 'TimedOut', operation: 'me', method: 'GET', href: `${url}/`, after: 5000 }),
  )
})

test('counts the time-out to the end of the body', async () => {
  const begun = occasion()
  const clock = virtualClock()
  const url = await listen((_, response) => {
    response.writeHead(200)
    response.write('a', begun.happened)
  })
  const outcome = crossFetch({ clock })(get(url, { timeout: 5000 }), unaborted())()
  await begun.come
  await clock.advance(4999)
  expect(clock.pending()).toBe(1)
  await clock.advance(1)
  expect(await outcome).toMatchObject({ left: { name: 'TimedOut', after: 5000 } })
})

test('leaves no timer behind', async () => {
  const clock = virtualClock()
  const url = await listen((_, response) => response.end('ok'))
  await crossFetch({ clock })(get(url), unaborted())()
  expect(clock.pending()).toBe(0)
})

test('refuses a body of 50 MB by its declared length', async () => {
  const url = await listen((_, response) => {
    response.writeHead(200, { 'Content-Length': 50 * 1024 * 1024 }).flushHeaders()
  })
  expect(await crossFetch()(get(url), unaborted())()).toEqual(
    E.left({
      name: 'Unreadable',
      operation: 'me',
      method: 'GET',
      href: `${url}/`,
      status: 200,
      reason: 'more than 16777216 bytes',
      faults: [],
    }),
  )
})

test('stops reading a body that exceeds the limit', async () => {
  const megabyte = 'x'.repeat(1024 * 1024)
  const closed = occasion()
  let sent = 0
  const url = await listen((_, response) => {
    const more = () => {
      while (sent < 50 && !response.destroyed) {
        sent += 1
        if (!response.write(megabyte)) return
      }
      response.end()
    }
    response.on('drain', more).on('close', closed.happened)
    more()
  })
  const outcome = await crossFetch({ maxBytes: 1024 * 1024 })(get(url), unaborted())()
  await closed.come
  expect(outcome).toMatchObject({ left: { name: 'Unreadable', reason: 'more than 1048576 bytes' } })
  expect(sent).toBeLessThan(50)
})

test('counts bytes after decompression', async () => {
  const bomb = gzipSync('x'.repeat(1024 * 1024))
  const url = await listen((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb))
  const outcome = await crossFetch({ maxBytes: 100_000 })(get(url), unaborted())()
  expect(outcome).toMatchObject({ left: { name: 'Unreadable', reason: 'more than 100000 bytes' } })
})

test('reads a compressed body to its end after the connection has closed', async () => {
  const body = gzipSync('x'.repeat(8 * 1024 * 1024))
  const url = await listen((_, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip', Connection: 'close' }).end(body)
  })
  const outcome = await crossFetch()(get(url), unaborted())()
  expect(E.isRight(outcome) && outcome.right.text.length).toBe(8 * 1024 * 1024)
})

test('is Unreadable when the body cannot be decompressed', async () => {
  const url = await listen((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain'))
  const outcome = await crossFetch()(get(url), unaborted())()
  expect(outcome).toMatchObject({ left: { name: 'Unreadable', reason: 'a body that cannot be decompressed' } })
})

test.each([
  ['of declared length', { 'Content-Length': '100' }],
  ['in chunks', {}],
])('is Unreachable when the connection breaks inside a body %s', async (_, headers) => {
  const url = await listen((_request, response) => {
    response.writeHead(200, headers)
    response.write('{"rel":', () => response.destroy())
  })
  const outcome = await crossFetch()(get(url), unaborted())()
  expect(outcome).toMatchObject({ left: { name: 'Unreachable', code: 'ERR_STREAM_PREMATURE_CLOSE' } })
})

test('is Unreachable with the code of the network error', async () => {
  const url = await listen(() => undefined)
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
  const outcome = await crossFetch()(get(url), unaborted())()
  expect(outcome).toMatchObject({ left: { name: 'Unreachable', operation: 'me', code: 'ECONNREFUSED' } })
})

test('is Unreachable when the URL cannot be asked', async () => {
  const outcome = await crossFetch()(get('ftp://contoso.com/'), unaborted())()
  expect(outcome).toMatchObject({ left: { name: 'Unreachable', code: undefined } })
})

test('sends through the given agent on kept-alive connections', async () => {
  const ports = new Set<number | undefined>()
  const url = await listen((request, response) => {
    ports.add(request.socket.remotePort)
    response.end('ok')
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const http = crossFetch({ agent })
  for (let turn = 0; turn < 3; turn++) await http(get(url), unaborted())()
  const connections = Object.keys(agent.sockets).length + Object.keys(agent.freeSockets).length
  agent.destroy()
  expect([ports.size, connections]).toEqual([1, 1])
})

test('asks for an agent by URL', async () => {
  const hosts: string[] = []
  const url = await listen((_, response) => response.end('ok'))
  const agent = (target: URL) => {
    hosts.push(target.pathname)
    return undefined
  }
  await crossFetch({ agent })(get(`${url}/path`), unaborted())()
  expect(hosts).toEqual(['/path'])
})

test('notices a connection that breaks inside a body, whichever agent was chosen', async () => {
  const url = await listen((_, response) => {
    response.writeHead(200, { 'Content-Length': '100' })
    response.write('{"rel":', () => response.destroy())
  })
  const outcome = await crossFetch({ agent: () => undefined })(get(url), unaborted())()
  expect(outcome).toMatchObject({ left: { name: 'Unreachable', code: 'ERR_STREAM_PREMATURE_CLOSE' } })
})

test('leaves nothing at the signal', async () => {
  const url = await listen((_, response) => response.end('ok'))
  const signal = unaborted()
  await crossFetch()(get(url), signal)()
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
