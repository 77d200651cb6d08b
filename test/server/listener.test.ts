import { createServer as createSocket } from 'node:net'
import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { createServer } from '../../src/server/index.ts'

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
  const again = fetch(url + links.events.href, { headers })
  server.control.emit('tosh@contoso.com', [{ rel: 'x' }])

  expect(((await (await again).json()) as { sender: unknown }).sender).toEqual([{ rel: 'x' }])
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
