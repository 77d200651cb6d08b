import { concatMap, NEVER } from 'rxjs'
import { expect, test } from 'vitest'
import { createLaptop } from '../../support/laptop.ts'
import { connectedPair, connectedToPuppet, recorded } from '../world.ts'
import { unharmed, watch } from './seen.ts'
import { wireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'
const minute = 60_000
const hour = 60 * minute

test('row 20: a handler that never ends does not hold up the poll, and messages do not time out at the server', async () => {
  const world = await wireWorld()
  const { tosh, toLene, toTosh } = await connectedPair(world)
  const seen = watch(world, tosh, toLene)
  toTosh.messages$.pipe(concatMap(() => NEVER)).subscribe()
  const heard = recorded(toTosh.messages$)
  const statuses: string[] = []
  for (const text of ['one', 'two', 'three']) {
    const message = toLene.send(text)
    await world.clock.advance(minute)
    statuses.push(message.status$.getSnapshot())
  }
  expect([statuses, heard.values.map(({ text }) => text), world.control.parked(lene), seen()]).toEqual([
    ['Succeeded', 'Succeeded', 'Succeeded'],
    ['one', 'two', 'three'],
    1,
    { ...unharmed, texts: ['one', 'two', 'three'] },
  ])
})

test('row 20: the next poll has gone out when a handler is called', async () => {
  const world = await wireWorld()
  const { conversation } = await connectedToPuppet(world)
  const before = world.asked('events')
  const polls: number[] = []
  conversation.messages$.subscribe(() => polls.push(world.asked('events') - before))
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect(polls).toEqual([1])
})

test('row 21: stopping then starting again leaves one loop, which loses nothing', async () => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  for (let turn = 0; turn < 5; turn++) {
    tosh.suspend()
    world.control.user(lene).says(me, `while stopped ${turn}`)
    tosh.resume()
    world.control.user(lene).says(me, `started ${turn}`)
  }
  await world.settle()
  const before = world.asked('events')
  await world.clock.advance(180_000)
  expect([
    values.map(({ text }) => text),
    world.control.parked(me),
    world.http.inFlight(),
    world.asked('events') - before,
  ]).toEqual([[0, 1, 2, 3, 4].flatMap((turn) => [`while stopped ${turn}`, `started ${turn}`]), 1, 1, 1])
})

test('row 21: signing out, then in again, leaves one loop', async () => {
  const world = await wireWorld()
  const { tosh } = await connectedToPuppet(world)
  await tosh.signOut()
  await tosh.connect()
  const ringing = recorded(tosh.invitations$)
  world.control.user(lene).invites(me)
  await world.settle()
  const before = world.asked('events')
  await world.clock.advance(180_000)
  expect([
    ringing.values.length,
    world.control.parked(me),
    world.http.inFlight(),
    world.asked('events') - before <= 2,
  ]).toEqual([1, 1, 1, true])
})

test('row 21: a page that was handed out before a sign-out that failed does not come again', async () => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const texts: (string | undefined)[] = []
  conversation.messages$.subscribe(({ text }) => texts.push(text))
  tosh.conversationAdded$.subscribe(({ messages$ }) => messages$.subscribe(({ text }) => texts.push(text)))
  const broken = ([{ link: 'events' }, { link: 'application', method: 'DELETE' }] as const).map((request) =>
    world.control.intercept({ ...request, times: 1000 }, { status: 503 }),
  )
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  await tosh.signOut()
  for (const { remove } of broken) remove()
  await tosh.connect()
  world.control.user(lene).says(me, 'Still there?')
  await world.settle()
  expect([texts, broken.map(({ taken }) => taken())]).toEqual([
    ['Hi', 'Still there?'],
    [1, 1],
  ])
})

test('row 21: a client that is closed leaves no loop beside the one that follows it', async () => {
  const world = await wireWorld()
  const { tosh } = await connectedToPuppet(world)
  tosh.close()
  await world.online('tosh')
  await world.settle()
  expect([world.control.parked(me), world.http.inFlight()]).toEqual([1, 1])
})

/** Tosh's client runs on a machine of his own; Lene is moved by the control handle. */
const onLaptop = async () => {
  const world = await wireWorld()
  const laptop = createLaptop(world.clock)
  const http = world.httpOn(laptop.clock)
  const { tosh, conversation } = await connectedToPuppet(world, { clock: laptop.clock, http })
  const seen = watch(world, tosh, conversation)
  return { world, laptop, tosh, conversation, seen }
}

test.each([
  ['two hours', 2 * hour],
  ['a night', 12 * hour],
  ['a week', 7 * 24 * hour],
])('row 22: a sleep of %s is recovered from without being asked', async (_, length) => {
  const { world, laptop, tosh, conversation, seen } = await onLaptop()
  const ringing = recorded(tosh.invitations$)
  laptop.sleep()
  world.gateway.forget()
  await world.clock.advance(length)
  const before = world.asked()
  laptop.wake()
  await world.clock.advance(2 * minute)
  world.control.user(lene).invites(me, { subject: 'Breakfast' })
  await world.settle()
  const { status, gaps, faults, parked } = seen()
  expect([
    { status, gaps, faults, parked },
    conversation.state$.getSnapshot(),
    ringing.values.map(({ subject }) => subject),
    world.asked() - before < 40,
  ]).toEqual([
    { status: { state: 'available' }, gaps: ['recreated'], faults: [], parked: 1 },
    'Disconnected',
    ['Breakfast'],
    true,
  ])
})

test('row 22: a sleep of a minute costs nothing', async () => {
  const { world, laptop, seen } = await onLaptop()
  laptop.sleep()
  await world.clock.advance(minute)
  laptop.wake()
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect(seen()).toEqual({ ...unharmed, texts: ['Hi'] })
})

test.each([
  ['an hour back', -hour],
  ['an hour forward', hour],
  ['a year back', -365 * 24 * hour],
  ['a year forward', 365 * 24 * hour],
])('row 22: a clock that is set %s loses nothing', async (_, by) => {
  const { world, laptop, conversation, seen } = await onLaptop()
  const before = world.asked()
  laptop.setClock(by)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  conversation.send('Hi yourself')
  await world.clock.advance(10 * minute)
  const { texts, gaps, status, faults, parked } = seen()
  expect([texts, gaps, status, faults, parked, world.asked() - before < 20]).toEqual([
    ['Hi', 'Hi yourself'],
    [],
    { state: 'available' },
    [],
    1,
    true,
  ])
})

test.each([
  ['back', -hour],
  ['forward', hour],
])('row 22: a clock that is set %s while the poll fails does not end the client', async (_, by) => {
  const { world, laptop, tosh, seen } = await onLaptop()
  const ringing = recorded(tosh.invitations$)
  const broken = world.control.intercept({ link: 'events', times: 1000 }, { status: 503 })
  world.control.push(me, 'no page')
  await world.clock.advance(minute)
  laptop.setClock(by)
  await world.clock.advance(minute)
  broken.remove()
  await world.clock.advance(2 * minute)
  world.control.user(lene).invites(me)
  await world.settle()
  expect([seen().status, seen().parked, ringing.values.length, broken.taken() < 20]).toEqual([
    { state: 'available' },
    1,
    1,
    true,
  ])
})

test('row 22: a page that was handed out before a clock was set does not come again', async () => {
  const { world, laptop, tosh, conversation } = await onLaptop()
  const texts: (string | undefined)[] = []
  conversation.messages$.subscribe(({ text }) => texts.push(text))
  tosh.conversationAdded$.subscribe(({ messages$ }) => messages$.subscribe(({ text }) => texts.push(text)))
  const broken = world.control.intercept({ link: 'events', times: 1000 }, { status: 503 })
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  laptop.setClock(hour)
  await world.clock.advance(minute)
  broken.remove()
  await world.clock.advance(2 * minute)
  world.control.user(lene).says(me, 'Still there?')
  await world.settle()
  expect(texts).toEqual(['Hi', 'Still there?'])
})

test('row 23: two clients in one process do not mix', async () => {
  const world = await wireWorld()
  const { tosh, lene: laptop, toLene, toTosh } = await connectedPair(world)
  const [atTosh, atLene] = [watch(world, tosh, toLene), watch(world, laptop, toTosh)]
  toLene.send('one')
  await world.settle()
  toTosh.send('two')
  await world.settle()
  expect([atTosh(), atLene(), tosh.conversations$.getSnapshot(), laptop.conversations$.getSnapshot()]).toEqual([
    { ...unharmed, texts: ['one', 'two'] },
    { ...unharmed, texts: ['one', 'two'] },
    [toLene],
    [toTosh],
  ])
})

test('row 23: a token that ends, a gap, a fault of one client is nothing to the other', async () => {
  const world = await wireWorld()
  const { lene: other, toTosh } = await connectedPair(world)
  const seen = watch(world, other, toTosh)
  const polls = world.asked('events')
  world.control.expireToken(me)
  world.control.resync(me)
  world.control.emit(me, [{ href: '/nameless', events: [] }])
  await world.clock.advance(minute)
  expect([seen(), world.asked('events') - polls < 6]).toEqual([unharmed, true])
})

test('row 23: closing one of two clients leaves the other', async () => {
  const world = await wireWorld()
  const { tosh, lene: other } = await connectedPair(world)
  const ringing = recorded(other.invitations$)
  tosh.close()
  world.control.user('tosh@contoso.com').invites(lene, { subject: 'Still there?' })
  await world.settle()
  expect([other.status$.getSnapshot(), ringing.values.map(({ subject }) => subject)]).toEqual([
    { state: 'available' },
    ['Still there?'],
  ])
})
