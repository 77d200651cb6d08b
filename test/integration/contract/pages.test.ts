import { expect, test } from 'vitest'
import type { ServerResponse } from '../../../src/server/index.ts'
import { fromCommunication, fromConversation, letGo, messageEvent } from '../wire.ts'
import { connectedToPuppet, recorded } from '../world.ts'
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

test('row 7: goes on after resume instead of next, with the very next event', async () => {
  const { world, tosh, conversation } = await talking()
  const seen = watch(world, tosh)
  world.control.resume(me)
  await world.settle()
  const invitation = tosh.startMessaging({ to: `sip:${lene}` })
  await world.settle()
  const again = watch(world, tosh, await invitation.connected)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect([conversation.state$.getSnapshot(), seen(), again().texts]).toEqual([
    'Disconnected',
    { ...unharmed, gaps: ['resume'] },
    ['Hi'],
  ])
})

test('row 7: a resume costs one poll', async () => {
  const { world } = await talking()
  const before = world.asked('events')
  world.control.resume(me)
  await world.clock.advance(60_000)
  expect(world.asked('events') - before).toBeLessThanOrEqual(2)
})

test('row 8: goes on after resync instead of next, with the conversation that is still listed', async () => {
  const { world, conversation, seen } = await talking()
  world.control.resync(me)
  await world.settle()
  world.control.user(lene).says(me, 'Still there?')
  await world.settle()
  conversation.send('Yes')
  await world.settle()
  expect(seen()).toEqual({ ...unharmed, texts: ['Still there?', 'Yes'], gaps: ['resync'] })
})

test('row 8: forgets at a resync the conversation that is no longer listed', async () => {
  const { world, tosh, conversation, seen } = await talking()
  world.control.intercept({ link: 'conversations' }, { status: 200, body: { _links: {} } })
  world.control.resync(me)
  await world.settle()
  expect([conversation.state$.getSnapshot(), tosh.conversations$.getSnapshot(), seen()]).toEqual([
    'Disconnected',
    [],
    { ...unharmed, gaps: ['resync'] },
  ])
})

test('row 8: a server that answers with resync for ever is not asked at the speed of the network', async () => {
  const { world, seen } = await talking()
  const { events } = world.control.hrefs(me)
  const broken = world.control.intercept(
    { link: 'events', times: 10_000 },
    { status: 200, body: { _links: { self: { href: events }, resync: { href: events } } } },
  )
  letGo(world.control)
  await world.clock.advance(120_000)
  broken.remove()
  await world.clock.advance(300_000)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect([seen().texts, seen().status, broken.taken() < 20]).toEqual([['Hi'], { state: 'available' }, true])
})

test.each<[string, object]>([
  ['with "sender": []', { sender: [] }],
  ['without sender', {}],
  ['with a sender without events', { sender: [{ rel: 'communication', href: '/c', events: [] }] }],
])('row 9: a time-out response %s is followed by the next poll', async (_, page) => {
  const { world, seen } = await talking()
  const before = world.asked('events')
  world.control.push(me, (self, next) => ({ _links: { self: { href: self }, next: { href: next } }, ...page }))
  await world.settle()
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect([seen(), world.asked('events') - before]).toEqual([{ ...unharmed, texts: ['Hi'] }, 2])
})

test('row 9: an hour of time-out responses is an hour of 180 s polls', async () => {
  const { world, seen } = await talking()
  const before = world.asked('events')
  await world.clock.advance(3_600_000)
  expect([seen(), world.asked('events') - before]).toEqual([unharmed, 20])
})

test('row 10: a response whose socket dropped after it was sent is handled once', async () => {
  const { world, conversation, seen } = await talking()
  world.control.intercept({ link: 'events' }, 'dropAfter')
  letGo(world.control)
  await world.settle()
  world.control.user(lene).says(me, 'Hi')
  await world.clock.advance(5000)
  conversation.send('Hi yourself')
  await world.settle()
  expect(seen()).toEqual({ ...recovered, texts: ['Hi', 'Hi yourself'] })
})

test('row 10: a response that comes twice is handled once', async () => {
  const { world, tosh, seen } = await talking()
  const { values } = recorded(tosh.events$)
  letGo(world.control)
  await world.settle()
  let first: ServerResponse | undefined
  world.control.intercept({ link: 'events', times: 2 }, { rewrite: (response) => (first ??= response) })
  letGo(world.control)
  await world.settle()
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  letGo(world.control)
  await world.settle()
  world.control.user(lene).says(me, 'after')
  await world.clock.advance(5000)
  const completed = values.filter(({ event }) => event.link.rel === 'message' && event.type === 'completed')
  expect([seen(), completed.length]).toEqual([{ ...unharmed, texts: ['Hi', 'after'] }, 2])
})

test('row 13: several senders, one of them twice, are taken in order', async () => {
  const { world, seen } = await talking()
  const { control } = world
  control.emit(me, [
    fromConversation(control, messageEvent(control, { name: '1001', text: 'one' })),
    fromCommunication(control, { link: { rel: 'missedItems', href: '/missed' }, type: 'updated' }),
    fromConversation(control, messageEvent(control, { name: '1002', text: 'two' })),
    fromConversation(control, messageEvent(control, { name: '1003', text: 'three' })),
  ])
  await world.settle()
  expect(seen()).toEqual({ ...unharmed, texts: ['one', 'two', 'three'] })
})

test('row 13: several messages of one sender all come, in order', async () => {
  const { world, seen } = await talking()
  const { control } = world
  const texts = Array.from({ length: 20 }, (_, at) => `message ${at}`)
  control.emit(me, [
    fromConversation(control, ...texts.map((text, at) => messageEvent(control, { name: String(2000 + at), text }))),
  ])
  await world.settle()
  expect(seen()).toEqual({ ...unharmed, texts })
})

test('row 13: messages of two conversations in one page each come where they belong', async () => {
  const { world, tosh, seen } = await talking()
  const second = tosh.startMessaging({ to: `sip:${lene}`, threadId: 'second' })
  await world.settle()
  const inSecond = watch(world, tosh, await second.connected)
  world.control.user(lene).says('second', 'to the second')
  const [first = ''] = world.control.hrefs(me).conversations.map(({ threadId }) => threadId)
  world.control.user(lene).says(first, 'to the first')
  await world.settle()
  expect([seen().texts, inSecond().texts]).toEqual([['to the first'], ['to the second']])
})
