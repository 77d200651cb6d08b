import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Http } from '../../src/transport/http.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import { connectedPair, connectedToPuppet, loopback, recorded, until, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

test('suspending lets go of the event channel', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  tosh.suspend()
  await world.settle()
  expect([tosh.status$.getSnapshot(), world.control.parked(me)]).toEqual([{ state: 'suspended' }, 0])
})

test('resuming goes on with the very next event', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.user(lene).says(me, 'before')
  await world.settle()
  tosh.suspend()
  await world.settle()
  world.control.user(lene).says(me, 'meanwhile')
  await world.clock.advance(10_000)
  tosh.resume()
  await world.settle()
  world.control.user(lene).says(me, 'after')
  await world.settle()
  expect(values.map(({ text }) => text)).toEqual(['before', 'meanwhile', 'after'])
})

test('resuming loses nothing, so there is no gap', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const { values } = recorded(tosh.gaps$)
  tosh.suspend()
  await world.clock.advance(60_000)
  tosh.resume()
  await world.settle()
  expect([values, tosh.status$.getSnapshot()]).toEqual([[], { state: 'available' }])
})

test('connect resumes too', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  tosh.suspend()
  await tosh.connect()
  expect(world.control.counts()['applicationCreated']).toBe(1)
})

test('a suspension that was too long ends with a new application', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const { values } = recorded(tosh.gaps$)
  tosh.suspend()
  await world.clock.advance(20 * 60_000)
  tosh.resume()
  await world.clock.advance(3000)
  expect([values.map(({ cause }) => cause), tosh.status$.getSnapshot()]).toEqual([
    ['recreated'],
    { state: 'available' },
  ])
})

test('stopping then starting again leaves one loop', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  for (let turn = 0; turn < 5; turn++) {
    tosh.suspend()
    tosh.resume()
  }
  await world.settle()
  expect([world.control.parked(me), world.http.inFlight()]).toEqual([1, 1])
})

test('signing out, then in again, leaves one loop', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  await tosh.signOut()
  await tosh.connect()
  await world.settle()
  expect([world.control.parked(me), world.http.inFlight(), tosh.status$.getSnapshot()]).toEqual([
    1,
    1,
    { state: 'available' },
  ])
})

test('signing out deletes the application', async () => {
  const { control, online } = await loopback()
  const tosh = await online('tosh')
  await tosh.signOut()
  expect([control.counts()['applicationEnded'], tosh.status$.getSnapshot()]).toEqual([1, { state: 'signedOut' }])
})

test('signing out ends conversations without a gap', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const gaps = recorded(tosh.gaps$)
  const states = recorded(conversation.state$)
  await tosh.signOut()
  expect([gaps.values, states.values.at(-1), states.isComplete()]).toEqual([[], 'Disconnected', true])
})

test('signing out resolves though the server does not answer', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.intercept({ link: 'application', method: 'DELETE' }, 'hold')
  const signedOut = tosh.signOut()
  await world.clock.advance(60_000)
  await expect(signedOut).resolves.toBeUndefined()
})

/** A machine that can sleep: nothing goes out of it then, and nothing comes in. */
const sleepy = (http: Http): { readonly http: Http; sleep: () => void; wake: () => void } => {
  let asleep = false
  let wakes: (() => void)[] = []
  const awake = () => (asleep ? new Promise<void>((resolve) => void wakes.push(resolve)) : Promise.resolve())
  return {
    http: (request, signal) => async () => {
      await awake()
      const answer = await http(request, signal)()
      if (!asleep) return answer
      await awake()
      return E.left({ name: 'Unreachable', ...attemptOf(request), code: 'ECONNRESET', cause: undefined })
    },
    sleep: () => {
      asleep = true
    },
    wake: () => {
      asleep = false
      for (const wake of wakes) wake()
      wakes = []
    },
  }
}

test('a client that slept for hours comes back by itself', async () => {
  const world = virtualWorld()
  const machine = sleepy(world.http)
  const { tosh } = await connectedToPuppet(world, { http: machine.http })
  machine.sleep()
  await world.clock.advance(12 * 3_600_000)
  machine.wake()
  await world.clock.advance(120_000)
  expect([tosh.status$.getSnapshot(), world.control.parked(me)]).toEqual([{ state: 'available' }, 1])
})

test('a client that slept for hours can be invited again', async () => {
  const world = virtualWorld()
  const machine = sleepy(world.http)
  const { tosh } = await connectedToPuppet(world, { http: machine.http })
  const { values } = recorded(tosh.invitations$)
  machine.sleep()
  await world.clock.advance(12 * 3_600_000)
  machine.wake()
  await world.clock.advance(120_000)
  world.control.user(lene).invites(me, { subject: 'Breakfast' })
  await world.settle()
  expect(values.map(({ subject }) => subject)).toEqual(['Breakfast'])
})

test('two clients in one process do not mix', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback())
  const [atTosh, atLene] = [recorded(toLene.messages$), recorded(toTosh.messages$)]
  const both = [
    until(toLene.messages$, ({ text }) => text === 'two'),
    until(toTosh.messages$, ({ text }) => text === 'two'),
  ]
  await toLene.send('one').delivered
  await toTosh.send('two').delivered
  await Promise.all(both)
  expect([atTosh, atLene].map(({ values }) => values.map(({ direction, text }) => `${direction} ${text}`))).toEqual([
    ['Outgoing one', 'Incoming two'],
    ['Incoming one', 'Outgoing two'],
  ])
})

test('closing one of two clients leaves the other', async () => {
  const { tosh, lene } = await connectedPair(await loopback())
  tosh.close()
  expect(lene.status$.getSnapshot()).toEqual({ state: 'available' })
})
