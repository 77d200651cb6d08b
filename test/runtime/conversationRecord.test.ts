import { expect, test } from 'vitest'
import { openClient } from './openRuntime.ts'

const href = 'http://pool.contoso.com/threads/1'

const body = (state: string) => ({
  type: 'conversation.updated' as const,
  conversation: { state, _links: { self: { href } } },
})

const messagingBody = (state: string) => ({ type: 'messaging.updated' as const, messaging: { state } })

const record = () => openClient().runtime.directory.conversation(href)

test('is unseen until an event tells a state', () => {
  const conversation = record()
  const before = conversation.state
  conversation.send(body('Connected'))
  expect([before, conversation.state]).toEqual(['unseen', 'Connected'])
})

test('knows a message again', () => {
  const conversation = record()
  expect([conversation.isNewMessage('one'), conversation.isNewMessage('one')]).toEqual([true, false])
})

test('knows the last 64 messages again', () => {
  const conversation = record()
  for (let at = 0; at < 200; at++) conversation.isNewMessage(String(at))
  const again = Array.from({ length: 64 }, (_, at) => conversation.isNewMessage(String(199 - at)))
  expect(again.filter(Boolean)).toEqual([])
})

test('forgets messages of long ago', () => {
  const conversation = record()
  for (let at = 0; at < 500; at++) conversation.isNewMessage(String(at))
  expect(conversation.isNewMessage('0')).toBe(true)
})

test('tells each change of either chart', () => {
  const conversation = record()
  const seen: string[] = []
  conversation.listen(() => seen.push(`${conversation.state} ${conversation.messagingState}`))
  conversation.send(body('Connecting'))
  conversation.sendToMessaging(messagingBody('Connecting'))
  conversation.sendToMessaging(messagingBody('Connected'))
  conversation.send(body('Connected'))
  expect([...new Set(seen)]).toEqual([
    'Connecting Disconnected',
    'Connecting Connecting',
    'Connecting Connected',
    'Connected Connected',
  ])
})

test('is Disconnected in both when it is deleted', () => {
  const conversation = record()
  conversation.send(body('Connected'))
  conversation.sendToMessaging(messagingBody('Connected'))
  conversation.send({ type: 'conversation.deleted' })
  expect([conversation.isOver, conversation.state, conversation.messagingState, conversation.messaging]).toEqual([
    true,
    'Disconnected',
    'Disconnected',
    undefined,
  ])
})

test('changes no more when it is over', () => {
  const conversation = record()
  conversation.send(body('Connected'))
  conversation.send({ type: 'conversation.deleted' })
  conversation.send(body('Connected'))
  conversation.sendToMessaging(messagingBody('Connected'))
  expect([conversation.state, conversation.messagingState]).toEqual(['Disconnected', 'Disconnected'])
})

test('ends by itself where the server forgets to delete it', async () => {
  const { runtime, clock } = openClient()
  const conversation = runtime.directory.conversation(href)
  conversation.send(body('Disconnected'))
  await clock.advance(60_000)
  expect([conversation.isOver, [...runtime.directory.conversations]]).toEqual([true, []])
})

test('a message that went along with the invitation is taken once', () => {
  const conversation = record()
  conversation.openWith({ text: 'Hi' })
  expect([conversation.takeOpening(), conversation.takeOpening()]).toEqual([{ text: 'Hi' }, undefined])
})

test('says how it was lost', () => {
  const conversation = record()
  conversation.send(body('Connected'))
  conversation.lose('resume')
  expect([conversation.loss, conversation.isOver]).toEqual(['resume', true])
})

test('a conversation without charts can be lost', () => {
  const conversation = record()
  conversation.lose('resume')
  expect([conversation.loss, conversation.isOver]).toEqual(['resume', true])
})

test('completes its messages when it ends', () => {
  const conversation = record()
  let isComplete = false
  conversation.stream.messages$.subscribe({ complete: () => (isComplete = true) })
  conversation.send({ type: 'conversation.deleted' })
  expect(isComplete).toBe(true)
})
