import { expect, test } from 'vitest'
import type { Failure } from '../../src/protocol/failure.ts'
import { breaks, reply, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { absolute, conversing, eventOf } from './fakeConversations.ts'

const href = absolute('/1')

const body = (state: string) => ({
  type: 'conversation.updated' as const,
  conversation: { state, _links: { self: { href } } },
})

const messagingBody = (state: string) => ({
  type: 'messaging.updated' as const,
  messaging: { state, _links: { stopMessaging: { href: '/1/stop' } } },
})

const record = () => conversing().directory.conversation(href)

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
  const { directory, clock } = conversing()
  const conversation = directory.conversation(href)
  conversation.send(body('Disconnected'))
  await clock.advance(60_000)
  expect([conversation.isOver, [...directory.conversations]]).toEqual([true, []])
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

test('a conversation without charts can be lost, with what waits in it', () => {
  const { directory, send } = conversing()
  const conversation = directory.conversation(href)
  const [, queued] = [send(conversation, 'one'), send(conversation, 'two')]
  conversation.lose('resume')
  expect([conversation.loss, conversation.isOver, conversation.state, queued.status]).toEqual([
    'resume',
    true,
    'Disconnected',
    'lost',
  ])
})

test('what has ended is not lost', () => {
  const conversation = record()
  conversation.send(body('Connected'))
  conversation.send({ type: 'conversation.deleted' })
  conversation.lose('closed')
  expect(conversation.loss).toBeUndefined()
})

test('completes its messages when it ends', () => {
  const conversation = record()
  let isComplete = false
  conversation.stream.messages$.subscribe({ complete: () => (isComplete = true) })
  conversation.send({ type: 'conversation.deleted' })
  expect(isComplete).toBe(true)
})

test('tells nothing before the first event', () => {
  const conversation = record()
  const { state, resource, reason, leaveRefusal, messagingState, messaging, messagingReason, stopRefusal } =
    conversation
  expect({
    state,
    resource,
    reason,
    leaveRefusal,
    messagingState,
    messaging,
    messagingReason,
    stopRefusal,
  }).toStrictEqual({
    state: 'unseen',
    resource: undefined,
    reason: undefined,
    leaveRefusal: undefined,
    messagingState: 'Disconnected',
    messaging: undefined,
    messagingReason: undefined,
    stopRefusal: undefined,
  })
  expect([
    conversation.can({ type: 'conversation.leave' }),
    conversation.messagingCan({ type: 'messaging.stop' }),
  ]).toEqual([false, false])
})

test('has one meeting and one local participant, which are known to be asked for from then on', () => {
  const conversation = record()
  const before = [conversation.askedOnlineMeeting, conversation.askedLocalParticipant]
  const { onlineMeeting, localParticipant } = conversation
  expect(before).toEqual([undefined, undefined])
  expect([conversation.onlineMeeting, conversation.askedOnlineMeeting].map((one) => one === onlineMeeting)).toEqual([
    true,
    true,
  ])
  expect(
    [conversation.localParticipant, conversation.askedLocalParticipant].map((one) => one === localParticipant),
  ).toEqual([true, true])
})

/** Connected in both, and what is told from now on, by state. */
const talking = (script: Script = {}) => {
  const all = conversing(script)
  const conversation = all.conversation()
  conversation.sendToMessaging(messagingBody('Connected'))
  const seen: string[] = []
  conversation.listen(() => seen.push(`${conversation.state} ${conversation.messagingState}`))
  return { ...all, record: conversation, seen }
}

test('tells each event once', () => {
  const { record, seen } = talking()
  record.send(body('Conferencing'))
  record.sendToMessaging(messagingBody('Connecting'))
  expect(seen).toEqual(['Conferencing Connected', 'Conferencing Connecting'])
})

const leave = { type: 'conversation.leave' } as const
const stop = { type: 'messaging.stop' } as const

test('tells that it could not be left, and may be left again', async () => {
  const { record, seen } = talking({ 'DELETE /1': reply(409) })
  const before = record.can(leave)
  record.send(leave)
  const leaving = seen.at(-1)
  await drain()
  expect([before, leaving, seen.at(-1), record.leaveRefusal, record.can(leave)]).toMatchObject([
    true,
    'Disconnecting Connected',
    'Connected Connected',
    { name: 'Refused', status: 409 },
    true,
  ])
  expect(record.stopRefusal).toBeUndefined()
})

test('tells that messaging could not be stopped, and may be stopped again', async () => {
  const { record, seen } = talking({ 'POST /1/stop': reply(409) })
  const before = record.messagingCan(stop)
  record.sendToMessaging(stop)
  const stopping = seen.at(-1)
  await drain()
  expect([before, stopping, seen.at(-1), record.stopRefusal, record.messagingCan(stop)]).toMatchObject([
    true,
    'Connected Disconnecting',
    'Connected Connected',
    { name: 'Refused', status: 409 },
    true,
  ])
  expect(record.leaveRefusal).toBeUndefined()
})

const failure: Failure = {
  name: 'TimedOut',
  operation: 'conversation',
  method: 'DELETE',
  href,
  after: 30_000,
}

test('tells why it was left in vain where the server still has it, until it is left again', async () => {
  const { record } = talking({ 'DELETE /1': breaks('ECONNRESET') })
  record.send(body('Disconnecting'))
  record.unanswered('leave', failure)
  const undecided = record.leaveRefusal
  record.send(body('Connected'))
  const inVain = [record.leaveRefusal, record.stopRefusal]
  record.send(leave)
  await drain()
  record.send(body('Connected'))
  expect([undecided, inVain, record.leaveRefusal]).toEqual([undefined, [failure, undefined], undefined])
})

test('tells why it was left in vain though messaging was stopped meanwhile, in vain as well', async () => {
  const { record } = talking({ 'POST /1/stop': breaks('ECONNRESET') })
  record.unanswered('leave', failure)
  record.sendToMessaging(stop)
  await drain()
  const left = record.leaveRefusal
  const other = { ...failure, operation: 'stopMessaging' }
  record.unanswered('stopMessaging', other)
  record.sendToMessaging(messagingBody('Connected'))
  expect([left, record.leaveRefusal, record.stopRefusal]).toEqual([failure, failure, other])
})

test('was not left in vain where the server has disconnected it', () => {
  const { record } = talking()
  record.unanswered('leave', failure)
  record.send(body('Disconnected'))
  expect(record.leaveRefusal).toBeUndefined()
})

test('tells why messaging was stopped in vain where the server still has it, until it is stopped again', async () => {
  const { record } = talking({ 'POST /1/stop': breaks('ECONNRESET') })
  record.sendToMessaging(messagingBody('Disconnecting'))
  record.unanswered('stopMessaging', failure)
  const undecided = record.stopRefusal
  record.sendToMessaging(messagingBody('Connected'))
  const inVain = [record.stopRefusal, record.leaveRefusal]
  record.sendToMessaging(stop)
  await drain()
  record.sendToMessaging(messagingBody('Connected'))
  expect([undecided, inVain, record.stopRefusal]).toEqual([undefined, [failure, undefined], undefined])
})

test('messaging was not stopped in vain where the server has disconnected it', () => {
  const { record } = talking()
  record.unanswered('stopMessaging', failure)
  record.sendToMessaging(messagingBody('Disconnected'))
  expect(record.stopRefusal).toBeUndefined()
})

test('nobody types where messaging is down', () => {
  const { record } = talking()
  record.roster.startTyping(absolute('/1/lene'))
  record.sendToMessaging(messagingBody('Connected'))
  const before = record.roster.typing.length
  record.sendToMessaging(messagingBody('Disconnected'))
  expect([before, record.roster.typing]).toEqual([1, []])
})

test('what waits to be sent fails when messaging goes down, not before', () => {
  const { record, send } = talking()
  const [, queued] = [send(record, 'one'), send(record, 'two')]
  record.sendToMessaging(messagingBody('Connecting'))
  const before = queued.status
  record.sendToMessaging(messagingBody('Disconnected'))
  expect([before, queued.status]).toEqual(['queued', 'Failed'])
})

test('messaging that goes down while nobody types or sends is down', () => {
  const { record, seen } = talking()
  record.sendToMessaging(messagingBody('Disconnected'))
  expect(seen).toEqual(['Connected Disconnected'])
})

test('a message after the sixty-fourth is new', () => {
  const conversation = record()
  expect(Array.from({ length: 130 }, (_, at) => conversation.isNewMessage(String(at))).every(Boolean)).toBe(true)
})

test('tells of messages that nobody took', () => {
  const { messages, missed, record } = talking()
  for (let at = 0; at < 1001; at++) {
    const links = { self: { href: `/${at}` }, plainMessage: { href: 'data:text/plain;charset=utf-8,Hi' } }
    const message = { direction: 'Incoming', _links: links }
    messages.message(record, eventOf('message', `/${at}`, 'completed', { _embedded: { message } }))
  }
  expect(missed).toEqual([`overflow 1 ${href}`])
})

test('a message that is being read when a gap ends the conversation is told by the gap alone', async () => {
  const { messages, missed, record } = talking({ 'GET /2': reply(404) })
  messages.message(record, eventOf('message', '/2', 'completed'))
  record.lose('resync')
  await drain()
  expect(missed).toEqual([])
})

test('has no messages any more when it is over, even where nobody asked before', () => {
  const conversation = record()
  conversation.lose('resume')
  let isComplete = false
  conversation.stream.messages$.subscribe({ complete: () => (isComplete = true) })
  expect(isComplete).toBe(true)
})

test('is Disconnected in both by the time that its messages are complete', () => {
  const { record } = talking()
  const seen: string[] = []
  record.stream.messages$.subscribe({ complete: () => seen.push(`${record.state} ${record.messagingState}`) })
  record.send({ type: 'conversation.deleted' })
  expect(seen).toEqual(['Disconnected Disconnected'])
})

test('leaves no chart behind when it is over, and makes no other', () => {
  const { directory, hub, record } = talking()
  const bare = directory.conversation(absolute('/2'))
  directory.loseAll('recreated')
  record.send(body('Connected'))
  bare.send(body('Connected'))
  bare.sendToMessaging(messagingBody('Connected'))
  expect(hub.size()).toBe(0)
})

test.each([
  ['deleted', 'Failed'],
  ['lost', 'lost'],
] as const)('what waits to be sent when it is %s is %s', (end, status) => {
  const { record, send } = talking()
  const [, queued] = [send(record, 'one'), send(record, 'two')]
  if (end === 'lost') record.lose('resync')
  else record.send({ type: 'conversation.deleted' })
  expect(queued.status).toBe(status)
})

/** A body that a chart cannot take. */
const poison = {
  get state(): string {
    throw new Error('mine')
  },
  _links: { self: { href: '/1' } },
}

test('a defect costs its chart no more than what it knew', async () => {
  const { faults, record, seen } = talking({ 'DELETE /1': reply(409) })
  record.send(leave)
  await drain()
  record.send({ type: 'conversation.updated', conversation: poison })
  const broken = [record.state, record.messagingState, record.isOver]
  record.send(body('Connected'))
  record.send(leave)
  await drain()
  expect([faults, broken, seen.at(-1), record.leaveRefusal]).toMatchObject([
    [{ message: expect.stringContaining('mine') as unknown }],
    ['unseen', 'Connected', false],
    'Connected Connected',
    { status: 409 },
  ])
})

test('a defect of messaging costs its chart no more than what it knew', async () => {
  const { faults, record, seen } = talking({ 'POST /1/stop': reply(409) })
  record.sendToMessaging(stop)
  await drain()
  record.sendToMessaging({ type: 'messaging.updated', messaging: poison })
  const broken = [record.state, record.messagingState, record.isOver]
  record.sendToMessaging(messagingBody('Connected'))
  record.sendToMessaging(stop)
  await drain()
  expect([faults, broken, seen.at(-1), record.stopRefusal]).toMatchObject([
    [{ message: expect.stringContaining('mine') as unknown }],
    ['Connected', 'Disconnected', false],
    'Connected Connected',
    { status: 409 },
  ])
})
