import { expect, test } from 'vitest'
import { Fetcher } from '../../src/runtime/fetcher.ts'
import { createFollowing } from '../../src/runtime/following.ts'
import type { Followed } from '../../src/runtime/followed.ts'
import { reply, resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { partsOf } from './fakeSession.ts'

const meeting = { joinUrl: 'https://meet.contoso.com/1', _links: { self: { href: '/meeting' } } }
const user = { name: 'Tosh', role: 'Leader', _links: { self: { href: '/user' } } }
const links = { onlineMeeting: { href: '/meeting' }, localParticipant: { href: '/user' } }

const owner = (script: Script, offered: object = links) => {
  const { place, wire, seen } = partsOf(script)
  const faults: unknown[] = []
  const following = createFollowing({ place, fetcher: new Fetcher(wire, (fault) => faults.push(fault)) })
  const conversation = {
    isOver: false,
    resource: { state: 'Conferenced' as const, _links: { self: { href: '/conversation' }, ...offered } },
    changes: 0,
    changed: () => void (conversation.changes += 1),
  }
  return { conversation, following, seen, faults }
}

const shown = (followed: Followed<unknown>) => followed.value

test('the meeting of a conversation is read once somebody asks for it', async () => {
  const { conversation, following, seen } = owner({ 'GET /meeting': resource(meeting) })
  const followed = following.onlineMeeting(conversation)
  const before = followed.value
  await drain()
  expect([before, followed.value, conversation.changes]).toEqual([undefined, meeting, 1])
  expect(seen()).toEqual(['GET /meeting onlineMeeting'])
})

test('the user herself in a conversation is read once somebody asks for her', async () => {
  const { conversation, following, seen } = owner({ 'GET /user': resource(user) })
  const followed = following.localParticipant(conversation)
  await drain()
  expect([followed.value, conversation.changes]).toMatchObject([
    { href: 'https://pool.contoso.com/user', name: 'Tosh', role: 'Leader' },
    1,
  ])
  expect(seen()).toEqual(['GET /user localParticipant'])
})

test.each(['onlineMeeting', 'localParticipant'] as const)('a conversation that names no %s has none', async (rel) => {
  const { conversation, faults, following, seen } = owner({}, {})
  const followed = following[rel](conversation)
  await drain()
  expect([shown(followed), conversation.changes, seen(), faults]).toEqual([undefined, 0, [], []])
})

test('of a conversation that was never seen nothing is read', () => {
  const { following, seen, conversation } = owner({})
  following.onlineMeeting({ ...conversation, resource: undefined })
  expect(seen()).toEqual([])
})

test('of a conversation that is over nothing is read', () => {
  const { following, seen, conversation } = owner({})
  following.onlineMeeting({ ...conversation, isOver: true })
  expect(seen()).toEqual([])
})

test('what cannot be read is not there, and is no defect', async () => {
  const { conversation, following, faults } = owner({ 'GET /meeting': reply(403) })
  const followed = following.onlineMeeting(conversation)
  await drain()
  expect([followed.value, conversation.changes, faults]).toEqual([undefined, 0, []])
})

test('is read again where it could not be read before', async () => {
  const { conversation, following } = owner({ 'GET /meeting': [reply(403), resource(meeting)] })
  const followed = following.onlineMeeting(conversation)
  await drain()
  followed.readWhereMissing()
  await drain()
  expect(followed.value).toEqual(meeting)
})

test('what is known is not read again for its being missing', async () => {
  const { conversation, following, seen } = owner({ 'GET /meeting': resource(meeting) })
  const followed = following.onlineMeeting(conversation)
  await drain()
  followed.readWhereMissing()
  expect(seen().length).toBe(1)
})

test('an event tells what it is now', async () => {
  const { conversation, following } = owner({ 'GET /meeting': resource(meeting) })
  const followed = following.onlineMeeting(conversation)
  await drain()
  followed.learn(undefined)
  expect([followed.value, conversation.changes]).toEqual([undefined, 2])
})
