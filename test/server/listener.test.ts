import { createServer as createSocket } from 'node:net'
import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { expect, onTestFinished, test } from 'vitest'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { certificate } from './certificate.ts'
import { hrefOf, shown, signIn } from './wireClient.ts'

const listening = async () => {
  const server = createServer({ users: [{ uri: 'tosh@contoso.com', name: 'Tosh', password: 'x', token: 'cwt=tosh' }] })
  onTestFinished(() => server.close())
  return { server, ...(await server.listen()) }
}

const headers = { authorization: 'Bearer cwt=tosh', 'content-type': 'application/json' }

interface Application {
  readonly _links: { readonly self: { readonly href: string }; readonly events: { readonly href: string } }
}

const application = async (url: string): Promise<Application> => {
  const body = JSON.stringify({ userAgent: 'test', endpointId: 'endpoint', culture: 'en-US' })
  const response = await fetch(`${url}/ucwa/oauth/v1/apps`, { method: 'POST', headers, body })
  return (await response.json()) as Application
}

test('listens on the loopback address', async () => {
  const { url, port } = await listening()

  expect(url).toBe(`http://127.0.0.1:${port}`)
})

test('rejects where the port is taken', async () => {
  const { port } = await listening()
  const other = createServer()

  await expect(other.listen({ port })).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`)
})

test('breaks the connection of a request that is dropped', async () => {
  const { server, url } = await listening()
  server.control.intercept({ link: 'root' }, 'dropBefore')

  await expect(fetch(url)).rejects.toThrow()
  expect((await fetch(url)).status).toBe(200)
})

test('forgets a P-GET whose socket has closed', async () => {
  const { server, url } = await listening()
  const { _links: links } = await application(url)
  const gone = new AbortController()
  const poll = fetch(url + links.events.href, { headers, signal: gone.signal }).catch(() => 'aborted')
  await server.control.untilParked('tosh@contoso.com')

  gone.abort()
  await poll

  await expect.poll(() => server.control.parked('tosh@contoso.com')).toBe(0)
})

test('keeps UTF-8 that is cut between two packets', async () => {
  const { url, port } = await listening()
  const body = Buffer.from(JSON.stringify({ userAgent: 'tëst€', endpointId: '1', culture: 'en-US' }))
  const cut = body.indexOf(0x82)

  const text = await new Promise<string>((resolve, reject) => {
    const post = request(`${url}/ucwa/oauth/v1/apps`, { method: 'POST', port, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
    })
    post.on('error', reject)
    post.write(body.subarray(0, cut))
    post.end(body.subarray(cut))
  })

  expect(JSON.parse(text)).toMatchObject({ userAgent: 'tëst€' })
})

test('answers a body of many megabytes 413', async () => {
  const { url } = await listening()

  const response = await fetch(`${url}/ucwa/oauth/v1/apps`, { method: 'POST', headers, body: 'x'.repeat(5_000_000) })

  expect(response.status).toBe(413)
})

test('sends 204 without a body', async () => {
  const { url } = await listening()
  const { _links: links } = await application(url)

  const response = await fetch(url + links.self.href, { method: 'DELETE', headers })

  expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([204, null, ''])
})

test('frees its port when closed, whatever is parked', async () => {
  const { server, url, port } = await listening()
  const { _links: links } = await application(url)
  const poll = fetch(url + links.events.href, { headers }).catch(() => 'broken')
  await server.control.untilParked('tosh@contoso.com')

  await server.close()

  expect(await poll).toBe('broken')
  const socket = createSocket()
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.listen(port, '127.0.0.1', resolve)
  })
  await new Promise((resolve) => socket.close(resolve))
})

test('closes twice', async () => {
  const { server } = await listening()

  await server.close()

  await expect(server.close()).resolves.toBeUndefined()
})

test('speaks HTTPS with a certificate', async () => {
  const server = createServer()
  onTestFinished(() => server.close())
  const { url } = await server.listen({ https: certificate })

  const text = await new Promise<string>((resolve, reject) => {
    const get = secureRequest(url, { ca: certificate.cert, agent: false }, (response) => {
      response.setEncoding('utf8')
      response.on('data', resolve)
    })
    get.on('error', reject)
    get.end()
  })

  expect(url).toMatch(/^https:/)
  expect(text).toContain(`"user":{"href":"${url}/`)
})

/** The same server as its clients meet it: through its socket. */
const throughSocket = async (): Promise<UcwaServer> => {
  const server = createServer()
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  const handle: UcwaServer['handle'] = async ({ method, url: asked, headers: sent, body }) => {
    const { pathname, search } = new URL(asked)
    const response = await fetch(url + pathname + search, { method, headers: sent, ...(body === '' ? {} : { body }) })
    const contentType = response.headers.get('content-type') ?? ''
    const location = response.headers.get('location') ?? ''
    return {
      status: response.status,
      headers: { 'Content-Type': contentType, Location: location },
      body: await response.text(),
    }
  }
  return { ...server, handle }
}

test('carries a conversation from the invitation to the last word', async () => {
  const server = await throughSocket()
  const tosh = await signIn(server, 'tosh@contoso.com')
  const lene = await signIn(server, 'lene@contoso.com')

  await tosh.startMessaging({ to: 'lene@contoso.com', operationId: 'op1' })
  const ringing = await lene.page()
  await lene.post(hrefOf(shown('messagingInvitation', ringing), 'accept'))
  const connected = shown('messaging', await tosh.page())
  const leneConnected = lene.page()
  const sent = await tosh.post(hrefOf(connected, 'sendMessage'), 'Grüße, + 100 %')
  const heard = await leneConnected.then((page) => (JSON.stringify(page).includes('plainMessage') ? page : lene.page()))
  const stopped = await tosh.post(hrefOf(connected, 'stopMessaging'))

  expect([sent.status, stopped.status]).toEqual([201, 204])
  expect(hrefOf(shown('message', heard), 'plainMessage')).toBe(
    'data:text/plain;charset=utf-8,Gr%c3%bc%c3%9fe%2c+%2b+100+%25',
  )
})
