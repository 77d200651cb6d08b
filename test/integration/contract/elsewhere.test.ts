import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { letGo } from '../wire.ts'
import { connectedToPuppet, rejection } from '../world.ts'
import { recovered, watch } from './seen.ts'
import { wireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

/** A host that nobody has been told to trust, and what it is asked. */
const stranger = async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.headers.authorization ?? 'without token'}`)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://localhost:${port}/`, asked }
}

test('row 19: redirects that never end are given up', async () => {
  const world = await wireWorld()
  const { url } = world
  world.control.intercept({ link: 'root', times: 1000 }, { status: 200, body: { _links: { redirect: { href: url } } } })
  const failure = rejection(world.client('tosh', { approveRedirect: () => true }).connect())
  await world.clock.advance(60_000)
  expect([await failure, world.asked() <= 6]).toMatchObject([{ name: 'DiscoveryFailed' }, true])
})

test('row 19: HTTP redirects that never end are given up', async () => {
  const world = await wireWorld()
  world.control.intercept({ link: 'root', times: 1000 }, { status: 302, headers: { Location: world.url } })
  const failure = rejection(world.client('tosh').connect())
  await world.clock.advance(60_000)
  expect([await failure, world.asked() <= 6]).toMatchObject([{ name: 'DiscoveryFailed' }, true])
})

test.each(['root', 'user'])('row 19: a redirect link on %s to a foreign domain is not followed', async (link) => {
  const world = await wireWorld()
  const { url, asked } = await stranger()
  world.control.intercept({ link, times: 9 }, { status: 200, body: { _links: { redirect: { href: url } } } })
  const failure = rejection(world.client('tosh').connect())
  await world.clock.advance(60_000)
  expect([asked, await failure]).toMatchObject([[], { name: expect.stringMatching(/Failed$/) as unknown }])
})

test.each([
  ['root', 302],
  ['user', 302],
  ['token', 307],
  ['applications', 307],
  ['applications', 308],
])(
  'row 19: an HTTP redirect of %s by %d to a foreign domain is not followed with credentials',
  async (link, status) => {
    const world = await wireWorld()
    const { url, asked } = await stranger()
    world.control.intercept({ link, times: 9 }, { status, headers: { Location: url } })
    const failure = rejection(world.client('tosh').connect())
    await world.clock.advance(60_000)
    expect([asked, await failure]).toMatchObject([[], { name: expect.stringMatching(/Failed$/) as unknown }])
  },
)

test.each([301, 302, 303, 307, 308])(
  'row 19: an HTTP redirect of the poll by %d to a foreign domain is waited out, with nothing lost',
  async (status) => {
    const world = await wireWorld()
    const { url, asked } = await stranger()
    const { tosh, conversation } = await connectedToPuppet(world)
    const seen = watch(world, tosh, conversation)
    world.control.intercept({ link: 'events' }, { status, headers: { Location: url } })
    letGo(world.control)
    await world.settle()
    world.control.user(lene).says(me, 'Hi')
    await world.clock.advance(5000)
    expect([asked, seen()]).toEqual([[], { ...recovered, texts: ['Hi'] }])
  },
)

test.each([307, 308])(
  'row 19: an HTTP redirect of a message by %d to a foreign domain is not followed',
  async (status) => {
    const world = await wireWorld()
    const { url, asked } = await stranger()
    const { tosh, conversation } = await connectedToPuppet(world)
    const seen = watch(world, tosh, conversation)
    world.control.intercept({ link: 'sendMessage' }, { status, headers: { Location: url } })
    const failure = rejection(conversation.send('secret').delivered)
    await world.clock.advance(120_000)
    expect([asked, await failure, seen().status, world.asked('sendMessage')]).toMatchObject([
      [],
      { name: expect.stringMatching(/^Delivery/) as unknown },
      { state: 'available' },
      1,
    ])
  },
)
