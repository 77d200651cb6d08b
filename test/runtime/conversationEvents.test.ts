import { expect, test } from 'vitest'
import { createConversationEvents } from '../../src/runtime/conversationEvents.ts'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import { resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { absolute, conversing, eventOf } from './fakeConversations.ts'

const body = (state: string, links: Readonly<Record<string, { readonly href: string }>> = {}) => ({
  state,
  _links: { self: { href: '/1' }, ...links },
})

const reason = { code: 'Informational', subcode: 'Ended' }
const other = { code: 'Informational', subcode: 'Timeout' }

const hearing = (script: Script = {}) => {
  const all = conversing(script)
  const events = createConversationEvents(all)
  const happens = async (event: ResourceEvent) => {
    events.conversation(event)
    await drain()
  }
  const known = () => [...all.directory.conversations]
  return { ...all, events, happens, known }
}

const happened = (type: ResourceEvent['type'], more: Partial<ResourceEvent> = {}) =>
  eventOf('conversation', '/1', type, more)

test.each(['added', 'updated'] as const)('a conversation is known from its %s on', async (type) => {
  const { happens, known } = hearing()
  await happens(happened(type, { reason, _embedded: { conversation: body('Connecting') } }))
  expect(known().map((record) => [record.href, record.state, record.reason])).toEqual([
    [absolute('/1'), 'Connecting', reason],
  ])
})

test.each(['added', 'updated'] as const)('whoever inspects a conversation sees that it was %s', async (type) => {
  const { happens, hub } = hearing()
  const seen: string[] = []
  hub.inspect({ next: (inspection) => inspection.type === '@xstate.event' && seen.push(inspection.event.type) })
  await happens(happened(type, { _embedded: { conversation: body('Connecting') } }))
  expect(seen.filter((event) => event.startsWith('conversation.'))).toEqual([`conversation.${type}`])
})

test('an event without reason tells none', async () => {
  const { happens, known } = hearing()
  await happens(happened('updated', { reason, _embedded: { conversation: body('Connecting') } }))
  await happens(happened('updated', { reason: null, _embedded: { conversation: body('Connected') } }))
  expect(known().map((record) => [record.state, record.reason])).toStrictEqual([['Connected', undefined]])
})

test('what an event left out is read, with the reason that it told', async () => {
  const { happens, known, seen } = hearing({ 'GET /1': resource(body('Disconnected')) })
  await happens(happened('updated', { reason }))
  expect(known().map((record) => [record.state, record.reason])).toEqual([['Disconnected', reason]])
  expect(seen()).toEqual(['GET /1 conversation'])
})

test('what is being read is dropped where the next event tells it', async () => {
  const { events, happens, known } = hearing({ 'GET /1': resource(body('Connecting')) })
  events.conversation(happened('updated'))
  await happens(happened('updated', { _embedded: { conversation: body('Connected') } }))
  expect(known().map(({ state }) => state)).toEqual(['Connected'])
})

test('what is being read when it is deleted brings nothing back', async () => {
  const { events, happens, known } = hearing({ 'GET /1': resource(body('Connecting')) })
  events.conversation(happened('updated'))
  await happens(happened('deleted'))
  expect(known()).toEqual([])
})

test('a deleted of what nobody knows makes nothing', async () => {
  const { directory, happens } = hearing()
  let told = 0
  directory.conversationAdded.subscribe(() => (told += 1))
  await happens(happened('deleted'))
  expect(told).toBe(0)
})

test('a conversation ends for the reason that its deleted tells', async () => {
  const { conversation, happens } = hearing()
  const record = conversation()
  await happens(happened('updated', { reason: other }))
  await happens(happened('deleted', { reason }))
  expect([record.isOver, record.reason]).toEqual([true, reason])
})

test('a conversation ends for the reason of the event before, whose body was still being read', async () => {
  const { conversation, events, happens } = hearing({ 'GET /1': resource(body('Disconnected')) })
  const record = conversation()
  events.conversation(happened('updated', { reason }))
  await happens(happened('deleted'))
  expect([record.isOver, record.reason]).toEqual([true, reason])
})

test('a conversation does not end for the reason of an event that another came after', async () => {
  const { conversation, events, happens } = hearing({ 'GET /1': resource(body('Connected')) })
  const record = conversation()
  events.conversation(happened('updated', { reason }))
  events.conversation(happened('updated', { _embedded: { conversation: body('Connected') } }))
  await happens(happened('deleted'))
  expect([record.isOver, record.reason]).toStrictEqual([true, undefined])
})

test('what was asked for before there was a link to it is read once there is', async () => {
  const { conversation, happens, seen } = hearing({
    'GET /meeting': resource({}),
    'GET /me': resource({ name: 'Tosh' }),
  })
  const record = conversation()
  const asked = [record.onlineMeeting, record.localParticipant]
  const links = { onlineMeeting: { href: '/meeting' }, localParticipant: { href: '/me' } }
  await happens(happened('updated', { _embedded: { conversation: body('Conferenced', links) } }))
  expect([asked.map(({ value }) => value !== undefined), seen()]).toEqual([
    [true, true],
    ['GET /meeting onlineMeeting', 'GET /me localParticipant'],
  ])
})

const messagingHappened = (type: ResourceEvent['type'], more: Partial<ResourceEvent> = {}) =>
  eventOf('messaging', '/1/messaging', type, more)

test('messaging is as its event says, for the reason that it tells', () => {
  const { conversation, events } = hearing()
  const record = conversation()
  events.messaging(record, messagingHappened('updated', { _embedded: { messaging: { state: 'Connecting' } } }))
  const before = [record.messagingState, record.messagingReason]
  events.messaging(
    record,
    messagingHappened('updated', { reason, _embedded: { messaging: { state: 'Disconnected' } } }),
  )
  expect([before, [record.messagingState, record.messagingReason]]).toStrictEqual([
    ['Connecting', undefined],
    ['Disconnected', reason],
  ])
})

test('messaging that its event left out is read, with the reason that it told', async () => {
  const { conversation, events, seen } = hearing({ 'GET /1/messaging': resource({ state: 'Connected' }) })
  const record = conversation()
  events.messaging(record, messagingHappened('updated', { reason }))
  await drain()
  expect([record.messagingState, record.messagingReason, seen()]).toEqual([
    'Connected',
    reason,
    ['GET /1/messaging messaging'],
  ])
})

test('messaging that is being read is dropped where the next event tells it', async () => {
  const { conversation, events } = hearing({ 'GET /1/messaging': resource({ state: 'Connecting' }) })
  const record = conversation()
  events.messaging(record, messagingHappened('updated'))
  events.messaging(record, messagingHappened('updated', { _embedded: { messaging: { state: 'Connected' } } }))
  await drain()
  expect(record.messagingState).toBe('Connected')
})

test('messaging that is deleted is told by the conversation, and not read', async () => {
  const { conversation, events, seen } = hearing()
  const record = conversation()
  events.messaging(record, messagingHappened('updated', { _embedded: { messaging: { state: 'Connected' } } }))
  events.messaging(record, messagingHappened('deleted'))
  await drain()
  expect([record.messagingState, seen()]).toEqual(['Connected', []])
})

const meeting = { onlineMeetingUri: 'sip:meeting@contoso.com' }
const meetingHappened = (type: ResourceEvent['type'], more: Partial<ResourceEvent> = {}) =>
  eventOf('onlineMeeting', '/meeting', type, more)

test('a meeting that nobody asked for is not read', async () => {
  const { conversation, events, seen } = hearing()
  const record = conversation('/1', { onlineMeeting: { href: '/meeting' } })
  events.onlineMeeting(record, meetingHappened('added'))
  await drain()
  expect([record.askedOnlineMeeting, seen()]).toEqual([undefined, []])
})

test('a meeting that was asked for is as its events say', async () => {
  const { conversation, events, seen } = hearing({ 'GET /meeting': [resource({}), resource({ subject: 'read' })] })
  const record = conversation('/1', { onlineMeeting: { href: '/meeting' } })
  const asked = record.onlineMeeting
  await drain()
  events.onlineMeeting(record, meetingHappened('updated', { _embedded: { onlineMeeting: meeting } }))
  const told = asked.value
  events.onlineMeeting(record, meetingHappened('updated'))
  await drain()
  const read = asked.value
  events.onlineMeeting(record, meetingHappened('deleted'))
  expect([told, read, asked.value]).toEqual([meeting, { subject: 'read' }, undefined])
  expect(seen()).toEqual(['GET /meeting onlineMeeting', 'GET /meeting onlineMeeting'])
})

test('a meeting that is being read is dropped where an event tells it', async () => {
  const { conversation, events } = hearing({ 'GET /meeting': resource({ subject: 'before' }) })
  const record = conversation('/1', { onlineMeeting: { href: '/meeting' } })
  const asked = record.onlineMeeting
  events.onlineMeeting(record, meetingHappened('updated', { _embedded: { onlineMeeting: meeting } }))
  await drain()
  expect(asked.value).toEqual(meeting)
})
