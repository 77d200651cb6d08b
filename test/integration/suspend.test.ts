import { expect, test } from 'vitest'
import { letGo } from './wire.ts'
import { connectedToPuppet, loopback, recorded, virtualWorld } from './world.ts'

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

test('signing out while the server cannot be reached deletes the application that it may still have', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const cut = [
    { link: 'events', times: 999 },
    { link: 'root', times: 999 },
  ].map((matcher) => world.control.intercept(matcher, 'dropBefore'))
  letGo(world.control)
  await world.clock.advance(16 * 60_000)
  for (const each of cut) each.remove()
  const before = tosh.status$.getSnapshot()
  const gaps = recorded(tosh.gaps$)
  const signedOut = tosh.signOut()
  await world.settle()
  await signedOut
  expect([before, tosh.status$.getSnapshot(), world.http.operations().at(-1), gaps.values]).toEqual([
    expect.objectContaining({ state: 'waiting', step: 'discovering' }),
    { state: 'signedOut' },
    'application',
    [],
  ])
})
