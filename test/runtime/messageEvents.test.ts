import { expect, test } from 'vitest'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import type { Message as MessageResource } from '../../src/protocol/resource/message.ts'
import type { ConversationRecord } from '../../src/runtime/conversation.ts'
import type { Message } from '../../src/runtime/message.ts'
import { hangs, reply, resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { absolute, accepted, conversing, eventOf, unanswered } from './fakeConversations.ts'

const textLink = (text: string) => ({ plainMessage: { href: `data:text/plain;charset=utf-8,${text}` } })

const body = (
  more: Partial<MessageResource> = {},
  links: Partial<MessageResource['_links']> = {},
): MessageResource => ({
  direction: 'Incoming',
  ...more,
  _links: { self: { href: '/texts/1' }, ...links },
})

const said = (text: string, more: Partial<MessageResource> = {}, links: Partial<MessageResource['_links']> = {}) =>
  body(more, { ...textLink(text), ...links })

const own = { direction: 'Outgoing' } as const

const toldBy = (record: ConversationRecord): readonly Message[] => {
  const told: Message[] = []
  record.stream.messages$.subscribe((message) => told.push(message))
  return told
}

const hearing = (script: Script = {}, options: { readonly hasSiblings?: boolean } = {}) => {
  const all = conversing(script, options)
  const record = all.conversation()
  const told = toldBy(record)
  const hears = (message: MessageResource | undefined, href = '/texts/1', more: Partial<ResourceEvent> = {}) =>
    all.messages.message(
      record,
      eventOf('message', href, 'completed', { status: 'Success', _embedded: message && { message }, ...more }),
    )
  const texts = () => told.map(({ direction, text }) => `${direction} ${text}`)
  return { ...all, hears, record, told, texts }
}

test('a message that is received is told', () => {
  const { clock, hears, seen, told } = hearing()
  hears(said('Hi'))
  expect(told).toMatchObject([
    { direction: 'Incoming', text: 'Hi', status: 'Succeeded', sentAt: new Date(clock.now()), resource: said('Hi') },
  ])
  expect([told[0]?.failedDeliveryParticipant, seen()]).toEqual([[], []])
})

test('a message that comes twice is told once, however its address is spelt', () => {
  const { hears, texts } = hearing()
  hears(said('Hi'), '/texts/a')
  hears(said('Hi'), '/Texts/A')
  expect(texts()).toEqual(['Incoming Hi'])
})

test('a message that is deleted is no other message', async () => {
  const { hears, record, seen, texts } = hearing()
  hears(said('Hi'), '/texts/1', { type: 'deleted' })
  hears(undefined, '/texts/1', { type: 'deleted' })
  await drain()
  expect([texts(), record.isNewMessage(absolute('/texts/1')), seen()]).toEqual([[], true, []])
})

test.each<[string, Partial<MessageResource['_links']>]>([
  ['plain text', { plainMessage: { href: 'data:text/plain;charset=utf-8,Hi' } }],
  ['plain text, shouted', { plainMessage: { href: 'DATA:TEXT/PLAIN;CHARSET=UTF-8,Hi' } }],
  ['HTML', { htmlMessage: { href: 'data:text/html;charset=utf-8,Hi' } }],
  ['text of another sort', { plainMessage: { href: 'data:text/plain;charset=utf-8;base64,SGk=' } }],
])('a message whose event brings %s is not read', async (_, links) => {
  const { hears, seen, told } = hearing()
  hears(body({}, links))
  await drain()
  expect([told.map(({ text, html }) => text ?? html?.untrusted), seen()]).toEqual([['Hi'], []])
})

test.each<[string, Partial<MessageResource['_links']>]>([
  ['no text', {}],
  ['text that cannot be read', { plainMessage: { href: 'data:text/plain;charset=utf-8;base64,!' } }],
  ['text in an alphabet that nobody knows', { htmlMessage: { href: 'data:text/html;charset=klingon,%E4' } }],
  ['what is no text', { plainMessage: { href: 'x data:text/plain;charset=utf-8,' } }],
])('a message whose event brings %s is read', async (_, links) => {
  const { hears, seen, texts } = hearing({ 'GET /texts/1': resource(said('Hi')) })
  hears(body({}, links))
  await drain()
  expect([texts(), seen()]).toEqual([['Incoming Hi'], ['GET /texts/1 message']])
})

test('a message whose text is read keeps its place', async () => {
  const { hears, texts } = hearing({ 'GET /texts/1': resource(said('first')) })
  hears(body())
  hears(said('second'), '/texts/2')
  const before = texts()
  await drain()
  expect([before, texts()]).toEqual([[], ['Incoming first', 'Incoming second']])
})

test('a message whose text cannot be read comes without', async () => {
  const { hears, texts } = hearing({ 'GET /texts/1': reply(404) })
  hears(body())
  await drain()
  expect(texts()).toEqual(['Incoming undefined'])
})

test('a message whose text is read when the conversation ends comes without', () => {
  const { hears, missed, record, texts } = hearing({ 'GET /texts/1': hangs })
  hears(body())
  record.send({ type: 'conversation.deleted' })
  expect([texts(), missed]).toEqual([['Incoming undefined'], []])
})

const lene = { name: 'Lene', uri: 'sip:lene@contoso.com' }
const participant = { href: '/1/lene', title: 'Lene A.' }
const contact = { href: '/contacts/lene', title: 'Lene B.' }

test('a message is from whom the conversation knows, even where that is told later', () => {
  const { hears, record, told } = hearing()
  hears(said('Hi', {}, { participant, contact }))
  record.roster.learn(absolute('/1/lene'), lene)
  expect(told[0]?.from).toMatchObject(lene)
})

test.each<[string, Partial<MessageResource['_links']>, object]>([
  ['the name that goes with her', { participant, contact }, { name: 'Lene A.', uri: lene.uri }],
  ['the name of her contact', { participant: { href: '/1/lene' }, contact }, { name: 'Lene B.', uri: lene.uri }],
  [
    'a name that is not empty',
    { participant: { ...participant, title: '' }, contact },
    { name: 'Lene B.', uri: lene.uri },
  ],
  ['her address alone', { participant: { href: '/1/lene' } }, { name: undefined, uri: lene.uri }],
  ['the name of a contact alone', { contact }, { name: 'Lene B.', uri: undefined }],
  ['nothing', {}, { name: undefined, uri: undefined }],
])('a message from somebody without a name has %s', (_, links, from) => {
  const { hears, record, told } = hearing()
  record.roster.learn(absolute('/1/lene'), { uri: lene.uri })
  hears(said('Hi', {}, links))
  expect(told[0]?.from).toStrictEqual(from)
})

test('a message of the user, from another endpoint, is from nobody else', () => {
  const { hears, told } = hearing()
  hears(said('Hi', own, { participant }))
  expect(told.map((message) => [message.direction, message.text, message.from])).toEqual([
    ['Outgoing', 'Hi', undefined],
  ])
})

test.each<[Partial<ResourceEvent>, MessageResource['status'], string]>([
  [{ type: 'completed', status: 'Failure' }, undefined, 'Failed'],
  [{ type: 'completed', status: undefined }, 'Failed', 'Failed'],
  [{ type: 'completed', status: 'Success' }, 'Succeeded', 'Succeeded'],
  [{ type: 'started', status: 'Failure' }, 'Failed', 'Succeeded'],
])('a message of which %o says, and the message %s, has %s', (more, status, outcome) => {
  const { hears, told } = hearing()
  hears(said('Hi', status === undefined ? {} : { status }), '/texts/1', more)
  expect(told.map((message) => message.status)).toEqual([outcome])
})

test('a message that failed tells who did not get it', () => {
  const { hears, record, told } = hearing()
  record.roster.learn(absolute('/1/lene'), lene)
  const failedDeliveryParticipant = [
    { href: '/1/lene', title: 'L' },
    { href: '/1/ida', title: 'Ida' },
    { href: '/1/x', title: '' },
  ]
  hears(said('Hi', own, { failedDeliveryParticipant }), '/texts/1', { status: 'Failure' })
  expect(told[0]?.failedDeliveryParticipant).toMatchObject([
    lene,
    { name: 'Ida', uri: undefined },
    { name: undefined, uri: undefined },
  ])
})

test('a message that failed for all tells nobody', () => {
  const { hears, told } = hearing()
  hears(said('Hi', own), '/texts/1', { status: 'Failure' })
  expect(told.map((message) => [message.status, message.failedDeliveryParticipant])).toEqual([['Failed', []]])
})

test('a message that was delivered names nobody who did not get it', () => {
  const { hears, told } = hearing()
  hears(said('Hi', own, { failedDeliveryParticipant: [{ href: '/1/ida' }] }))
  expect(told[0]?.failedDeliveryParticipant).toEqual([])
})

test('an event that brings no message is read, in its place', async () => {
  const { hears, seen, texts } = hearing({ 'GET /texts/1': resource(said('first')) })
  hears(undefined)
  hears(said('second'), '/texts/2')
  await drain()
  expect([texts(), seen()]).toEqual([['Incoming first', 'Incoming second'], ['GET /texts/1 message']])
})

test('an event that brings something else than a message is read', async () => {
  const { hears, texts } = hearing({ 'GET /texts/1': resource(said('Hi')) })
  hears(undefined, '/texts/1', { _embedded: {} })
  await drain()
  expect(texts()).toEqual(['Incoming Hi'])
})

test('what was read is told once, and those behind it come', async () => {
  const { hears, texts } = hearing({ 'GET /Texts/1': [resource(said('Hi')), resource(said('Hi'))] })
  hears(undefined, '/Texts/1')
  await drain()
  hears(undefined, '/Texts/1')
  hears(said('Hi'), '/texts/1')
  hears(said('second'), '/texts/2')
  await drain()
  expect(texts()).toEqual(['Incoming Hi', 'Incoming second'])
})

test('what cannot be read is told to be missing, and those behind it come', async () => {
  const { hears, missed, texts } = hearing({ 'GET /texts/1': reply(404) })
  hears(undefined)
  hears(said('second'), '/texts/2')
  await drain()
  expect([texts(), missed]).toEqual([['Incoming second'], [`unread 1 ${absolute('/1')}`]])
})

test('what is being read when the conversation ends is told to be missing, once', async () => {
  const { hears, missed, record, texts } = hearing({ 'GET /texts/1': reply(404) })
  hears(undefined)
  record.send({ type: 'conversation.deleted' })
  await drain()
  expect([texts(), missed]).toEqual([[], [`unread 1 ${absolute('/1')}`]])
})

test('what is read after the conversation has ended is nothing', async () => {
  const { hears, missed, record, texts } = hearing({ 'GET /texts/1': resource(said('Hi', own)) })
  hears(undefined)
  record.send({ type: 'conversation.deleted' })
  await drain()
  expect([texts(), missed, record.isNewMessage(absolute('/texts/1'))]).toEqual([
    [],
    [`unread 1 ${absolute('/1')}`],
    true,
  ])
})

test('what is found to be of the user settles her message', async () => {
  const { answer, hears, record, seen, send, texts } = hearing({ 'GET /texts/1': resource(said('Hi', own)) })
  const message = send(record, 'one', 'Hi')
  await answer('one', unanswered)
  hears(undefined)
  hears(said('second'), '/texts/2')
  await drain()
  expect([message.status, texts(), seen().length]).toEqual(['Succeeded', ['Incoming second', 'Outgoing Hi'], 1])
})

test('what came before a message of the user was sent is not about it, however late it is read', async () => {
  let late: (found: ReturnType<typeof resource>) => void = () => undefined
  const slow = new Promise<ReturnType<typeof resource>>((resolve) => (late = resolve))
  const { answer, hears, record, send } = hearing({ 'GET /texts/1': [slow, reply(404)] })
  hears(undefined)
  const message = send(record, 'one', 'Hi')
  await answer('one', unanswered)
  late(resource(body(own)))
  await drain()
  expect(message.status).toBe('unknown')
})

test('an event that brings nothing is not read where it is known what it is about', async () => {
  const { answer, hears, record, seen, send, texts } = hearing()
  const message = send(record, 'one', 'Hi')
  await answer('one', accepted('/texts/1'))
  hears(undefined)
  await drain()
  expect([message.status, texts(), seen()]).toEqual(['Succeeded', ['Outgoing Hi'], []])
})

test('a message of the user is told as it was sent where the event leaves that out', async () => {
  const { answer, hears, record, send, told } = hearing()
  const message = send(record, 'one', 'Hi')
  await answer('one', accepted('/texts/1'))
  hears(body({ ...own, timeStamp: '/Date(5)/' }))
  expect([told.map(({ resource }) => resource), message.told === told[0], told[0]?.text]).toStrictEqual([
    [
      {
        operationId: 'one',
        direction: 'Outgoing',
        timeStamp: '/Date(5)/',
        _links: { self: { href: '/texts/1' }, plainMessage: told[0]?.resource._links.plainMessage },
      },
    ],
    true,
    'Hi',
  ])
})

test('a message of the user is told as the event has it', async () => {
  const { answer, hears, record, send, texts } = hearing()
  send(record, 'one', 'Hi')
  await answer('one', accepted('/texts/1'))
  hears(said('Hi!', own))
  expect(texts()).toEqual(['Outgoing Hi!'])
})

test('a message of the user whose event says nothing of its direction is hers', async () => {
  const { answer, hears, record, send, told } = hearing()
  send(record, 'one', 'Hi')
  await answer('one', accepted('/texts/1'))
  hears(undefined, '/texts/1', { status: 'Failure' })
  expect(told.map(({ direction, status }) => [direction, status])).toEqual([['Outgoing', 'Failed']])
})

test('a message of the user that two events tell is told once', async () => {
  const { answer, hears, record, send, texts } = hearing()
  const message = send(record, 'one', 'Hi')
  hears(said('Hi', { ...own, operationId: 'one' }), '/Texts/1')
  await answer('one', accepted('/texts/1'))
  hears(said('Hi', own), '/texts/1')
  expect([texts(), message.status]).toEqual([['Outgoing Hi'], 'Succeeded'])
})

test('an unknown message is found by the text of its event, which is not read', async () => {
  const { answer, hears, record, seen, send } = hearing()
  const [one, two] = [send(record, 'one'), send(record, 'two')]
  await answer('one', unanswered)
  await answer('two', unanswered)
  hears(said('two', own), '/texts/9')
  await drain()
  expect([one.status, two.status, seen()]).toEqual(['unknown', 'Succeeded', []])
})

test('the text of an unknown message is read where the event leaves it out', async () => {
  const { answer, hears, record, seen, send } = hearing({ 'GET /texts/9': resource(said('two', own)) })
  const [one, two] = [send(record, 'one'), send(record, 'two')]
  await answer('one', unanswered)
  await answer('two', unanswered)
  hears(body(own), '/texts/9')
  await drain()
  expect([one.status, two.status, seen()]).toEqual(['unknown', 'Succeeded', ['GET /texts/9 message']])
})

test('an event whose text cannot be had is about the only message that is unknown', async () => {
  const { answer, hears, record, send } = hearing({ 'GET /texts/9': reply(404) })
  const message = send(record, 'one')
  await answer('one', unanswered)
  hears(body(own), '/texts/9')
  await drain()
  expect(message.status).toBe('Succeeded')
})

test('an event whose text cannot be had may be about a message of another instance', async () => {
  const { answer, hears, record, send } = hearing({ 'GET /texts/9': reply(404) }, { hasSiblings: true })
  const message = send(record, 'one')
  await answer('one', unanswered)
  hears(body(own), '/texts/9')
  await drain()
  expect(message.status).toBe('unknown')
})

test.each([
  ['leave its text out', body(own)],
  ['bring nothing', undefined],
])('an unknown message that is started and completed at once, by events that %s, is settled', async (_, told) => {
  const read = { 'GET /texts/9': [resource(said('one', own)), resource(said('one', own))] }
  const { answer, hears, missed, record, send, texts } = hearing(read)
  const message = send(record, 'one')
  await answer('one', unanswered)
  hears(told, '/texts/9', { type: 'started', status: undefined })
  hears(told, '/texts/9')
  await drain()
  expect([message.status, texts(), missed]).toEqual(['Succeeded', ['Outgoing one'], []])
})

test('an unknown message is not taken for one of another endpoint whose text is about to be read', async () => {
  const theirs = resource(said('theirs', own))
  const read = { 'GET /texts/9': [theirs, theirs, theirs] }
  const { answer, hears, record, send, texts } = hearing(read)
  const message = send(record, 'ours')
  await answer('ours', unanswered)
  hears(body(own), '/texts/9', { type: 'started', status: undefined })
  hears(body(own), '/texts/9')
  await drain()
  expect([message.status, texts()]).toEqual(['unknown', ['Outgoing theirs']])
})

test('a message that two events tell without bringing it is not said to be missing', async () => {
  const { hears, missed, texts } = hearing({ 'GET /texts/1': [resource(said('Hi')), resource(said('Hi'))] })
  hears(undefined, '/texts/1', { type: 'started', status: undefined })
  hears(undefined)
  hears(said('second'), '/texts/2')
  await drain()
  expect([texts(), missed]).toEqual([['Incoming Hi', 'Incoming second'], []])
})

test('a message of another endpoint is told when it is delivered', () => {
  const { hears, texts } = hearing()
  hears(said('Hi', own), '/texts/1', { type: 'started' })
  const before = texts()
  hears(said('Hi', own))
  expect([before, texts()]).toEqual([[], ['Outgoing Hi']])
})

test('the message that an invitation brought along is told by the first event without text', () => {
  const { hears, record, seen, texts } = hearing()
  record.openWith({ text: 'Lunch?' })
  hears(body(own), '/Texts/1')
  hears(body(own), '/texts/1')
  expect([texts(), record.awaitsOpening, seen()]).toEqual([['Outgoing Lunch?'], false, []])
})

test('the message that an invitation brought along is told as the HTML that it is', () => {
  const { hears, record, told } = hearing()
  record.openWith({ html: '<b>Lunch?</b>' })
  hears(body(own))
  expect(told.map(({ text, html, resource }) => [text, html?.untrusted, 'operationId' in resource])).toEqual([
    [undefined, '<b>Lunch?</b>', false],
  ])
})

test('an event with text is not about the message that an invitation brought along', () => {
  const { hears, record, texts } = hearing()
  record.openWith({ text: 'Lunch?' })
  hears(said('from my phone', own))
  expect([texts(), record.awaitsOpening]).toEqual([['Outgoing from my phone'], true])
})

test('an event without text is about the message that an invitation brought along, not about an unknown one', async () => {
  const { answer, hears, record, send, texts } = hearing({ 'GET /texts/1': reply(404) })
  record.openWith({ text: 'Lunch?' })
  const message = send(record, 'one')
  await answer('one', unanswered)
  hears(body(own))
  await drain()
  expect([message.status, texts()]).toEqual(['unknown', ['Outgoing Lunch?']])
})
