import { expect, test } from 'vitest'
import type { Wakes } from '../../src/seam/wakes.ts'
import { createLaptop } from '../support/laptop.ts'
import { wireWorld } from './contract/wireWorld.ts'
import { letGo } from './wire.ts'
import { connectedToPuppet, recorded } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'
const minute = 60_000

const createSurroundings = () => {
  const listeners = new Set<() => void>()
  const wakes: Wakes = (woke) => {
    listeners.add(woke)
    return () => void listeners.delete(woke)
  }
  return {
    wakes,
    wake: () => {
      for (const woke of listeners) woke()
    },
    listening: () => listeners.size,
  }
}

const talking = async () => {
  const world = await wireWorld()
  const surroundings = createSurroundings()
  const { tosh, conversation } = await connectedToPuppet(world, { wakes: surroundings.wakes })
  await world.clock.advance(2000)
  const { values } = recorded(conversation.messages$)
  const statuses = recorded(tosh.status$)
  const before = world.asked('events')
  return {
    ...surroundings,
    world,
    tosh,
    texts: () => values.map(({ text }) => text),
    states: () => statuses.values.map(({ state }) => state),
    status: () => tosh.status$.getSnapshot(),
    polls: () => world.asked('events') - before,
  }
}

test('a poll that hangs is given up and repeated at once, without anything lost', async () => {
  const { world, wake, texts, states, polls } = await talking()
  world.gateway.forget()
  await world.clock.advance(10_000)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  const early = [texts(), polls()]
  wake()
  await world.settle()
  expect([early, texts(), states(), polls(), world.control.parked(me)]).toEqual([[[], 0], ['Hi'], ['available'], 2, 1])
})

test('a poll that has just gone out is left alone', async () => {
  const { world, wake, polls } = await talking()
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  wake()
  await world.settle()
  expect(polls()).toBe(1)
})

test('a backoff is cut short, and the status says so', async () => {
  const { world, wake, status, polls } = await talking()
  const broken = world.control.intercept({ link: 'events', times: 99 }, 'dropBefore')
  letGo(world.control)
  await world.clock.advance(2 * minute)
  broken.remove()
  const waiting = status()
  const before = polls()
  wake()
  await world.settle()
  expect(waiting.state === 'waiting' && waiting.retryAt > world.clock.now()).toBe(true)
  expect([polls() - before, world.control.parked(me), status()]).toMatchObject([1, 1, { state: 'reconnecting' }])
})

test('a pause that the server asked for is kept', async () => {
  const { world, wake, status, polls } = await talking()
  world.control.intercept({ link: 'events' }, { status: 503, headers: { 'Retry-After': '60' } })
  letGo(world.control)
  await world.clock.advance(10_000)
  const [waiting, before] = [status(), polls()]
  wake()
  await world.settle()
  expect([waiting.state, polls() - before, status()]).toEqual(['waiting', 0, waiting])
})

test('a sign-in that waits goes on at once', async () => {
  const world = await wireWorld()
  const { wakes, wake } = createSurroundings()
  const tosh = world.client('tosh', { wakes })
  const broken = world.control.intercept({ link: 'user', times: 99 }, { status: 503 })
  const connected = tosh.connect()
  await world.settle()
  const waiting = tosh.status$.getSnapshot().state
  broken.remove()
  const now = world.clock.now()
  wake()
  await connected
  expect([waiting, tosh.status$.getSnapshot().state, world.clock.now() - now]).toEqual(['waiting', 'available', 0])
})

test('a network that comes and goes hurries nobody', async () => {
  const { world, wake, polls } = await talking()
  world.gateway.forget()
  for (let turn = 0; turn < 200; turn++) {
    wake()
    await world.clock.advance(100)
  }
  expect(polls()).toBe(5)
})

test('the last word of a network that came and went is heard', async () => {
  const { world, wake, texts } = await talking()
  wake()
  await world.clock.advance(1000)
  world.gateway.forget()
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  wake()
  await world.settle()
  const early = texts()
  await world.clock.advance(4000)
  expect([early, texts()]).toEqual([[], ['Hi']])
})

test.each([
  ['suspended', 'suspend'],
  ['signed out', 'signOut'],
  ['closed', 'close'],
] as const)('nobody listens to the surroundings of a client that is %s', async (_, end) => {
  const { world, tosh, listening } = await talking()
  const before = listening()
  void tosh[end]()
  await world.settle()
  expect([before, listening()]).toEqual([1, 0])
})

test('a machine that was asleep polls as soon as it is awake, though nobody tells it', async () => {
  const world = await wireWorld()
  const laptop = createLaptop(world.clock)
  const { tosh, conversation } = await connectedToPuppet(world, {
    clock: laptop.clock,
    http: world.httpOn(laptop.clock),
  })
  const { values } = recorded(conversation.messages$)
  const gaps = recorded(tosh.gaps$)
  await world.clock.advance(2000)
  laptop.sleep()
  world.gateway.forget()
  await world.clock.advance(2 * minute)
  world.control.user(lene).says(me, 'Good morning')
  await world.settle()
  laptop.wake()
  await world.settle()
  expect([values.map(({ text }) => text), gaps.values, tosh.status$.getSnapshot()]).toEqual([
    ['Good morning'],
    [],
    { state: 'available' },
  ])
})
