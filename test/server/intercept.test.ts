import { expect, test } from 'vitest'
import { connectedUsers, drainPages, toshAlone } from './conversationBetween.ts'
import { ask, askOrDrop, hrefOf } from './wireClient.ts'

const sending = async () => {
  const users = await connectedUsers()
  const { server, tosh, toshHas } = users
  const href = hrefOf(toshHas('messaging'), 'sendMessage')
  const send = () => askOrDrop(server, 'POST', href, { token: tosh.token, body: 'Hello' })
  const accepted = () => server.control.counts()['messageAccepted'] ?? 0
  return { ...users, send, accepted }
}

test('holds a request until it is released', async () => {
  const { server, send, accepted } = await sending()
  const held = server.control.intercept({ link: 'sendMessage' }, 'hold')
  const answer = send()
  await held.arrived
  const before = accepted()

  held.release()

  expect((await answer)?.status).toBe(201)
  expect([before, accepted()]).toEqual([0, 1])
})

test('holds an answer until it is released', async () => {
  const { server, clock, lene, send } = await sending()
  const held = server.control.intercept({ link: 'sendMessage' }, 'holdAnswer')
  const answer = send()
  await held.arrived
  const delivered = await drainPages(lene, clock)

  held.release()

  expect(delivered).toHaveLength(1)
  expect((await answer)?.status).toBe(201)
})

test.each([
  ['dropBefore', 0],
  ['dropAfter', 1],
] as const)('%s breaks the connection with %i effect', async (intervention, effects) => {
  const { server, send, accepted } = await sending()
  server.control.intercept({ link: 'sendMessage' }, intervention)

  expect(await send()).toBeUndefined()
  expect(accepted()).toBe(effects)
})

test('answers with a status in place of acting', async () => {
  const { server, send, accepted } = await sending()
  server.control.intercept(
    { link: 'sendMessage' },
    { status: 503, headers: { 'Retry-After': '7' }, body: { code: 'ServiceUnavailable' } },
  )

  const answer = await send()

  expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '7' }, json: { code: 'ServiceUnavailable' } })
  expect(accepted()).toBe(0)
})

test('answers with a body of another type', async () => {
  const { server, send } = await sending()
  server.control.intercept({ link: 'sendMessage' }, { status: 502, body: '<html>', contentType: 'text/html' })

  expect(await send()).toMatchObject({ status: 502, text: '<html>', headers: { 'Content-Type': 'text/html' } })
})

test('makes another answer of the one that was due', async () => {
  const { server, send, accepted } = await sending()
  server.control.intercept(
    { link: 'sendMessage' },
    { rewrite: (response) => ({ ...response, headers: {}, status: 200 }) },
  )

  expect(await send()).toMatchObject({ status: 200, headers: {} })
  expect(accepted()).toBe(1)
})

test('takes as many requests as it was told', async () => {
  const { server, send } = await sending()
  const twice = server.control.intercept({ link: 'sendMessage', times: 2 }, { status: 500 })

  const statuses = [await send(), await send(), await send()].map((answer) => answer?.status)

  expect(statuses).toEqual([500, 500, 201])
  expect(twice.taken()).toBe(2)
})

test('takes no more requests once removed', async () => {
  const { server, send } = await sending()
  server.control.intercept({ link: 'sendMessage' }, { status: 500 }).remove()

  expect((await send())?.status).toBe(201)
})

test('takes the requests of one user', async () => {
  const { server, tosh, lene } = await sending()
  server.control.intercept({ link: 'me', user: 'lene@contoso.com' }, { status: 503 })

  const me = (user: typeof tosh) => user.get(hrefOf(user.application._embedded['me'], 'self'))
  expect((await me(tosh)).status).toBe(200)
  expect((await me(lene)).status).toBe(503)
})

test('takes the requests of one method', async () => {
  const { server, tosh, toshHas } = await sending()
  const href = hrefOf(toshHas('conversation'), 'self')
  server.control.intercept({ link: 'conversation', method: 'DELETE' }, { status: 503 })

  expect((await tosh.get(href)).status).toBe(200)
  expect((await tosh.remove(href)).status).toBe(503)
})

test.each([
  ['root', 'GET', '/'],
  ['user', 'GET', '/discovery/service.svc/who'],
  ['token', 'POST', '/WebTicket/oauthtoken'],
])('takes requests to %s, which need no token', async (link, method, path) => {
  const { server } = await toshAlone()
  server.control.intercept({ link }, { status: 418 })

  expect((await ask(server, method, path)).status).toBe(418)
})

test('loses an answer of the event channel, which comes again', async () => {
  const { server, tosh } = await toshAlone()
  server.control.intercept({ link: 'events' }, 'dropAfter')
  const lost = askOrDrop(server, 'GET', tosh.next(), { token: tosh.token })

  server.control.emit('tosh@contoso.com', [{ rel: 'x' }])

  expect(await lost).toBeUndefined()
  expect((await tosh.page()).sender).toEqual([{ rel: 'x' }])
})

test('lets go what it holds when the server closes', async () => {
  const { server, send } = await sending()
  server.control.intercept({ link: 'sendMessage' }, 'hold')
  const answer = send()

  await server.close()

  expect(await answer).toBeUndefined()
})
