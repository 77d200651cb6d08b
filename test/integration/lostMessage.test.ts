import { expect, test } from 'vitest'
import { DeliveryUnknown } from '../../src/index.ts'
import { fromConversation, messageEvent } from './wire.ts'
import { connectedToPuppet, recorded, rejection, virtualWorld, type VirtualWorld } from './world.ts'

const tosh = 'tosh@contoso.com'

/** A message of Tosh's whose POST broke; the server knows nothing of it. */
const unknownMessage = async (world: VirtualWorld, text = 'Hi') => {
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, 'dropBefore')
  const message = conversation.send(text)
  const messages = recorded(conversation.messages$)
  await world.settle()
  return { conversation, message, messages }
}

test('a message that was never taken is unknown', async () => {
  const { message } = await unknownMessage(virtualWorld())
  expect(message.status$.getSnapshot()).toBe('unknown')
})

test('an event with the same text settles the unknown message', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  const event = messageEvent(world.control, { name: '7', direction: 'Outgoing', text: 'Hi' })
  world.control.emit(tosh, [fromConversation(world.control, event)])
  await world.settle()
  expect(message.status$.getSnapshot()).toBe('Succeeded')
})

test('a message from another endpoint with another text leaves the unknown one', async () => {
  const world = virtualWorld()
  const { message, messages } = await unknownMessage(world)
  const event = messageEvent(world.control, { name: '7', direction: 'Outgoing', text: 'from my phone' })
  world.control.emit(tosh, [fromConversation(world.control, event)])
  await world.settle()
  expect([message.status$.getSnapshot(), messages.values.map(({ text }) => text)]).toEqual([
    'unknown',
    ['from my phone'],
  ])
})

test('one event settles one of two unknown messages with the same text', async () => {
  const world = virtualWorld()
  const { conversation, message } = await unknownMessage(world)
  world.control.intercept({ link: 'sendMessage' }, 'dropBefore')
  const second = conversation.send('Hi')
  await world.settle()
  const event = messageEvent(world.control, { name: '7', direction: 'Outgoing', text: 'Hi' })
  world.control.emit(tosh, [fromConversation(world.control, event)])
  await world.settle()
  expect([message, second].map(({ status$ }) => status$.getSnapshot())).toEqual(['Succeeded', 'unknown'])
})

test('a message found by a started event is settled by the completed one', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  const about = { name: '7', direction: 'Outgoing', text: 'Hi' } as const
  world.control.emit(tosh, [
    fromConversation(world.control, messageEvent(world.control, { ...about, type: 'started' })),
  ])
  await world.settle()
  const before = message.status$.getSnapshot()
  world.control.emit(tosh, [fromConversation(world.control, messageEvent(world.control, about))])
  await world.settle()
  expect([before, message.status$.getSnapshot()]).toEqual(['Pending', 'Succeeded'])
})

test('the failure of an unknown message is told by its event', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  const event = messageEvent(world.control, { name: '7', direction: 'Outgoing', text: 'Hi', status: 'Failure' })
  world.control.emit(tosh, [
    fromConversation(world.control, { ...event, reason: { code: 'RemoteFailure', subcode: 'Timeout' } }),
  ])
  const failure = rejection(message.delivered)
  await world.settle()
  expect(await failure).toMatchObject({ name: 'DeliveryFailed', code: 'RemoteFailure', subcode: 'Timeout' })
})

test('delivery is unknown after 60 s of open channel', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  const failure = rejection(message.delivered)
  await world.clock.advance(60_000)
  expect(await failure).toMatchObject({ name: 'DeliveryUnknown', failure: { name: 'Unreachable' } })
})

test('delivery is not given up before', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  const outcome = Promise.race([rejection(message.delivered), world.clock.advance(59_999).then(() => 'still open')])
  expect(await outcome).toBe('still open')
})

test('time with a broken channel does not count', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  const broken = world.control.intercept({ link: 'events', times: 1000 }, { status: 503 })
  world.control.push(tosh, 'no page')
  await world.clock.advance(120_000)
  broken.remove()
  const outcome = Promise.race([rejection(message.delivered), world.clock.advance(50_000).then(() => 'still open')])
  expect(await outcome).toBe('still open')
})

test('an event that comes after the silence still settles the status', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  await world.clock.advance(61_000)
  const event = messageEvent(world.control, { name: '7', direction: 'Outgoing', text: 'Hi' })
  world.control.emit(tosh, [fromConversation(world.control, event)])
  await world.settle()
  expect(message.status$.getSnapshot()).toBe('Succeeded')
})

test('retry sends the message again', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  const { done } = message.retry()
  await world.settle()
  await expect(done).resolves.toBeUndefined()
  expect(world.control.user('lene@contoso.com').heard()).toEqual([{ mediaType: 'text/plain', text: 'Hi' }])
})

test('retry of a message that is no longer unknown is not available', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const message = conversation.send('Hi')
  await world.settle()
  const sent = world.http.requests.length
  expect(await rejection(message.retry().done)).toMatchObject({
    name: 'CommandFailed',
    failure: { name: 'NotAvailable', link: 'retry' },
  })
  expect(world.http.requests.length).toBe(sent)
})

test('an unknown message does not hold up the next', async () => {
  const world = virtualWorld()
  const { conversation } = await unknownMessage(world)
  const next = conversation.send('There?')
  await world.settle()
  expect(next.status$.getSnapshot()).toBe('Succeeded')
})

test('a message that may have arrived is not told failed when its second try is refused', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  world.control.intercept({ link: 'sendMessage' }, { status: 403, body: { code: 'Forbidden' } })
  const retried = rejection(message.retry().done)
  await world.settle()
  const status = message.status$.getSnapshot()
  await world.clock.advance(60_000)
  expect([status, (await retried) instanceof DeliveryUnknown]).toEqual(['unknown', true])
})

test('a failure that is told after a second try leaves it unknown which of them has failed', async () => {
  const world = virtualWorld()
  const { message } = await unknownMessage(world)
  world.control.intercept({ link: 'sendMessage' }, 'dropBefore')
  void message.retry().done.catch(() => undefined)
  await world.settle()
  const event = messageEvent(world.control, { name: '7', direction: 'Outgoing', text: 'Hi', status: 'Failure' })
  world.control.emit(tosh, [fromConversation(world.control, event)])
  await world.settle()
  expect(message.status$.getSnapshot()).toBe('unknown')
})
