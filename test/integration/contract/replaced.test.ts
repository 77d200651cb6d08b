import { expect, test } from 'vitest'
import { letGo } from '../wire.ts'
import { connectedToPuppet, recorded } from '../world.ts'
import { wireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

const replacedBody = { code: 'Conflict', subcode: 'PGetReplaced', message: 'no' }

test('row 1: goes on after its own repeated poll was replaced, with the very next event', async () => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  const gaps = recorded(tosh.gaps$)
  world.control.intercept({ link: 'events' }, { status: 409, body: replacedBody })
  letGo(world.control)
  await world.settle()
  world.control.user(lene).says(me, 'Hi')
  const before = world.asked('events')
  await world.clock.advance(10_000)
  expect({
    status: tosh.status$.getSnapshot(),
    texts: values.map(({ text }) => text),
    gaps: gaps.values,
    polls: world.asked('events') - before,
    parked: world.control.parked(me),
  }).toEqual({ status: { state: 'available' }, texts: ['Hi'], gaps: [], polls: 2, parked: 1 })
})

test('row 1: replaces its own poll over a connection that the server does not know to be broken, once', async () => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.gateway.reset()
  const before = world.asked('events')
  await world.clock.advance(10_000)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect({
    status: tosh.status$.getSnapshot(),
    texts: values.map(({ text }) => text),
    polls: world.asked('events') - before,
    parked: world.control.parked(me),
  }).toEqual({ status: { state: 'available' }, texts: ['Hi'], polls: 2, parked: 1 })
})

test('row 2: tells that another instance polls, asks for nothing more', async () => {
  const world = await wireWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.intercept({ link: 'events', times: 99 }, { status: 409, body: replacedBody })
  letGo(world.control)
  await world.clock.advance(10_000)
  const before = world.asked()
  await world.clock.advance(600_000)
  expect([tosh.status$.getSnapshot(), world.asked() - before]).toEqual([{ state: 'replaced' }, 0])
})

test('row 2: takes the channel back when told to connect, with what was said meanwhile', async () => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.intercept({ link: 'events', times: 2 }, { status: 409, body: replacedBody })
  letGo(world.control)
  await world.clock.advance(10_000)
  world.control.user(lene).says(me, 'meanwhile')
  await tosh.connect()
  world.control.user(lene).says(me, 'after')
  await world.settle()
  expect([tosh.status$.getSnapshot(), values.map(({ text }) => text)]).toEqual([
    { state: 'available' },
    ['meanwhile', 'after'],
  ])
})

test('row 2: two clients of one endpoint do not fight', async () => {
  const world = await wireWorld()
  const first = await world.online('tosh', { endpointId: 'same' })
  const second = await world.online('tosh', { endpointId: 'same' })
  await world.clock.advance(60_000)
  const before = world.asked('events')
  await world.clock.advance(170_000)
  expect([
    [first, second].map(({ status$ }) => status$.getSnapshot().state).filter((state) => state === 'replaced').length,
    world.control.parked(me),
    world.asked('events') - before <= 1,
  ]).toEqual([1, 1, true])
})
