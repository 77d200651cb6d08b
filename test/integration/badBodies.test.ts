import { describe, expect, test } from 'vitest'
import type { ServerResponse } from '../../src/server/index.ts'
import { crossFetch } from '../../src/transport/crossFetch.ts'
import { virtualClock } from '../support/virtualClock.ts'
import { letGo } from './wire.ts'
import { connectedToPuppet, loopback, recorded, rejection, until, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

const bodies: Readonly<Record<string, (response: ServerResponse) => ServerResponse>> = {
  'malformed JSON': (response) => ({ ...response, body: '{"_links":' }),
  'malformed XML': (response) => ({ ...response, body: '<resource rel=' }),
  'HTML of a proxy': (response) => ({
    ...response,
    headers: { 'Content-Type': 'text/html' },
    body: '<html>Please sign in</html>',
  }),
  'a body that is cut': (response) => ({ ...response, body: response.body.slice(0, response.body.length / 2) }),
  'another content type': (response) => ({ ...response, headers: { 'Content-Type': 'text/plain' } }),
  'no content type': (response) => ({ ...response, headers: {} }),
  'JSON of another shape': (response) => ({ ...response, body: '[1, 2, 3]' }),
  'XML of another shape': (response) => ({ ...response, body: '<html xmlns="http://www.w3.org/1999/xhtml"/>' }),
  'an empty body': (response) => ({ ...response, body: '' }),
}

describe.each(Object.entries(bodies))('%s on the P-GET', (_, spoil) => {
  test('is waited out with its cause', async () => {
    const world = virtualWorld()
    const { tosh } = await connectedToPuppet(world)
    world.control.intercept({ link: 'events' }, { rewrite: spoil })
    letGo(world.control)
    letGo(world.control)
    await world.settle()
    expect(tosh.status$.getSnapshot()).toMatchObject({
      state: 'waiting',
      step: 'polling',
      attempt: 1,
      cause: { name: 'Unreadable', operation: 'events', status: 200 },
    })
  })

  test('loses no event', async () => {
    const world = virtualWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    const { values } = recorded(conversation.messages$)
    world.control.intercept({ link: 'events' }, { rewrite: spoil })
    letGo(world.control)
    await world.settle()
    world.control.user(lene).says(me, 'Hi')
    await world.clock.advance(2000)
    expect([values.map(({ text }) => text), tosh.status$.getSnapshot()]).toEqual([['Hi'], { state: 'available' }])
  })
})

describe.each(Object.entries(bodies))('%s on signing in', (_, spoil) => {
  test('is a typed failure', async () => {
    const world = virtualWorld()
    world.control.intercept({ link: 'applications' }, { rewrite: spoil })
    const failure = rejection(world.client('tosh').connect())
    await world.settle()
    expect(await failure).toMatchObject({ name: 'SignInFailed', failure: { name: 'Unreadable' } })
  })
})

test('HTML with status 200 in answer to a command is a success, whose event follows', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'stopMessaging' }, { rewrite: bodies['HTML of a proxy']! })
  const { done } = conversation.stopMessaging()
  await world.settle()
  await expect(done).resolves.toBeUndefined()
})

test('HTML with status 403 in answer to a command is a refusal without code', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, { status: 403, body: '<html>', contentType: 'text/html' })
  const failure = rejection(conversation.send('Hi').delivered)
  await world.settle()
  expect(await failure).toMatchObject({
    name: 'DeliveryFailed',
    code: undefined,
    failure: { name: 'Refused', status: 403, code: undefined },
  })
})

const tooMuch = { rewrite: (response: ServerResponse) => ({ ...response, body: ' '.repeat(50 * 1024 * 1024) }) }

test('50 MB on the P-GET are refused, then the loop goes on', async () => {
  const clock = virtualClock()
  const world = await loopback()
  const { tosh, conversation } = await connectedToPuppet(world, { clock, http: crossFetch({ clock }) })
  const arrived = until(conversation.messages$, () => true)
  world.control.intercept({ link: 'events' }, tooMuch)
  letGo(world.control)
  letGo(world.control)
  const waiting = await until(tosh.status$, ({ state }) => state === 'waiting')
  world.control.user(lene).says(me, 'Hi')
  await clock.advance(2000)
  expect([waiting, (await arrived).text]).toMatchObject([
    { cause: { name: 'Unreadable', reason: expect.stringContaining('bytes') as unknown } },
    'Hi',
  ])
})

test('50 MB in answer to a message leave it to its event', async () => {
  const world = await loopback()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, tooMuch)
  await expect(conversation.send('Hi').delivered).resolves.toBeUndefined()
})

test('50 MB on signing in are a typed failure', async () => {
  const world = await loopback()
  world.control.intercept({ link: 'applications' }, tooMuch)
  expect(await rejection(world.client('tosh').connect())).toMatchObject({
    name: 'SignInFailed',
    failure: { name: 'Unreadable' },
  })
})
