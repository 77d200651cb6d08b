import { expect, test } from 'vitest'
import { letGo } from '../wire.ts'
import { connectedToPuppet, rejection } from '../world.ts'
import { recovered, unharmed, watch } from './seen.ts'
import { wireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

const talking = async () => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const seen = watch(world, tosh, conversation)
  return { world, tosh, conversation, seen }
}

/** Hangs from now; half a minute after the server would have let the poll go it is given up, and repeated a little later. */
const patience = 210_000
const longestPause = 1000

test('row 11: a poll whose answer never comes is given up after 210 s, not before', async () => {
  const { world, seen } = await talking()
  world.control.intercept({ link: 'events' }, 'holdAnswer')
  letGo(world.control)
  await world.settle()
  const before = world.asked('events')
  await world.clock.advance(patience - 1)
  const early = [seen().states, world.asked('events') - before]
  world.control.user(lene).says(me, 'Hi')
  await world.clock.advance(1 + longestPause)
  expect([early, seen(), world.asked('events') - before]).toEqual([
    [['available'], 0],
    { ...recovered, texts: ['Hi'] },
    3,
  ])
})

test('row 11: a poll whose connection is dead without a word is repeated over another, without anything lost', async () => {
  const { world, seen } = await talking()
  world.gateway.forget()
  const before = world.asked('events')
  await world.clock.advance(patience - 1)
  const early = world.asked('events') - before
  world.control.user(lene).says(me, 'Hi')
  await world.clock.advance(1 + longestPause)
  expect([early, seen(), world.asked('events') - before]).toEqual([0, { ...recovered, texts: ['Hi'] }, 3])
})

test('row 11: a page that was sent into a dead connection comes again', async () => {
  const { world, seen } = await talking()
  world.gateway.forget()
  await world.clock.advance(patience - 20_000)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  const early = seen().texts
  await world.clock.advance(20_000 + longestPause)
  expect([early, seen()]).toEqual([[], { ...recovered, texts: ['Hi'] }])
})

test('row 11: a page that stops in the middle of its body comes again', async () => {
  const { world, seen } = await talking()
  await world.clock.advance(170_000)
  world.gateway.forgetAfter(600)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  const early = seen().texts
  await world.clock.advance(35_000)
  world.control.user(lene).says(me, 'There?')
  await world.clock.advance(5000 + longestPause)
  expect([early, seen()]).toEqual([[], { ...recovered, texts: ['Hi', 'There?'] }])
})

test('row 11: a message that is sent into a dead connection is unknown after 30 s, and sent once', async () => {
  const { world, conversation, seen } = await talking()
  world.gateway.forget()
  const message = conversation.send('Hi')
  await world.clock.advance(29_999)
  const early = message.status$.getSnapshot()
  await world.clock.advance(1)
  const late = message.status$.getSnapshot()
  const failure = rejection(message.delivered)
  await world.clock.advance(300_000)
  expect([early, late, await failure, world.asked('sendMessage'), seen().status]).toMatchObject([
    'sending',
    'unknown',
    { name: 'DeliveryUnknown', failure: { name: 'TimedOut', after: 30_000 } },
    1,
    { state: 'available' },
  ])
})

test('row 11: a message whose 201 never comes out of a dead connection is delivered by its event', async () => {
  const { world, conversation, seen } = await talking()
  world.control.intercept({ link: 'sendMessage' }, 'holdAnswer')
  const message = conversation.send('Hi')
  await world.clock.advance(60_000)
  expect([message.status$.getSnapshot(), seen(), world.control.user(lene).heard().length]).toEqual([
    'Succeeded',
    { ...unharmed, texts: ['Hi'] },
    1,
  ])
})

test('row 11: a sign-in that hangs goes on after 30 s', async () => {
  const world = await wireWorld()
  world.control.intercept({ link: 'applications' }, 'hold')
  const tosh = world.client('tosh')
  const connected = tosh.connect()
  await world.clock.advance(29_999)
  const early = [tosh.status$.getSnapshot().state, world.asked('applications')]
  await world.clock.advance(1 + longestPause)
  await connected
  expect([early, tosh.status$.getSnapshot().state, world.asked('applications')]).toEqual([
    ['signingIn', 1],
    'available',
    2,
  ])
})
