import { expect, test } from 'vitest'
import type { Messaging } from '../../src/protocol/resource/messaging.ts'
import { createMessagingReader } from '../../src/runtime/messagingReader.ts'
import type { ConversationRecord } from '../../src/runtime/conversation.ts'
import { reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { partsOf } from './fakeSession.ts'

const { signal } = new AbortController()
const body: Messaging = { state: 'Disconnected', _links: { self: { href: '/messaging' } } }
const known: Messaging = { state: 'Connected' }

const reading = (script: Script, more: object = {}) => {
  const { wire, place, seen } = partsOf(script)
  const told: unknown[] = []
  const conversation = {
    isOver: false,
    messaging: undefined as Messaging | undefined,
    resource: { state: 'Conferenced', _links: { self: { href: '/1' }, messaging: { href: '/messaging' } } },
    sendToMessaging: (event: { readonly messaging: Messaging }) => {
      told.push(event)
      conversation.messaging = event.messaging
    },
    ...more,
  }
  const read = () => createMessagingReader({ wire, place })(conversation as unknown as ConversationRecord, signal)
  return { conversation, read, told, seen }
}

test('is read where no event has brought it, and told as if one had', async () => {
  const { read, told, seen } = reading({ 'GET /messaging': resource(body) })
  expect(await read()).toEqual(body)
  expect([told, seen()]).toEqual([[{ type: 'messaging.updated', messaging: body }], ['GET /messaging messaging']])
})

test('what events have brought is not read again', async () => {
  const { read, seen } = reading({}, { messaging: known })
  expect([await read(), seen()]).toEqual([known, []])
})

test('an event that comes meanwhile is right', async () => {
  let late: (answer: Reply) => void = () => undefined
  const { conversation, read, told } = reading({ 'GET /messaging': new Promise<Reply>((resolve) => (late = resolve)) })
  const outcome = read()
  await drain()
  conversation.messaging = known
  late(resource(body))
  expect([await outcome, told]).toEqual([known, []])
})

test.each<[string, Script, object]>([
  ['cannot be read', { 'GET /messaging': reply(404) }, {}],
  ['is named by no link', {}, { resource: { state: 'Conferenced', _links: { self: { href: '/1' } } } }],
  ['is of a conversation that was never seen', {}, { resource: undefined }],
  ['is of a conversation that is over', {}, { isOver: true }],
])('there is none where it %s', async (_, script, more) => {
  const { read, told } = reading(script, more)
  expect([await read(), told]).toEqual([undefined, []])
})
