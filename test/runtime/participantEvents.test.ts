import { expect, test } from 'vitest'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import type { Participant as ParticipantResource } from '../../src/protocol/resource/participant.ts'
import { createParticipantEvents } from '../../src/runtime/participantEvents.ts'
import { reply, resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { absolute, conversing, eventOf } from './fakeConversations.ts'

const lene = '/1/lene'
const me = '/1/me'
const told: ParticipantResource = { name: 'Lene', uri: 'sip:lene@contoso.com' }
const known = { href: absolute(lene), name: 'Lene', uri: 'sip:lene@contoso.com', role: undefined, inLobby: false }
const within = (rel: string) => ({ in: { rel, href: `/1/${rel}` } })

/** A conversation, and what is heard of those in it. Nothing more comes of an event at once. */
const hearing = (script: Script = {}) => {
  const all = conversing(script)
  const participant = createParticipantEvents(all)
  const record = all.conversation('/1', { localParticipant: { href: me } })
  const hears = (href: string, type: ResourceEvent['type'], more: Partial<ResourceEvent> = {}) =>
    participant(record, eventOf('participant', href, type, more))
  return { ...all, hears, participant, record, roster: record.roster }
}

test('who is added is there, as the event tells her', async () => {
  const { hears, record, roster, seen } = hearing()
  let changes = 0
  record.listen(() => (changes += 1))
  hears(lene, 'added', { _embedded: { participant: told } })
  await drain()
  expect([roster.participants, changes, seen()]).toEqual([[known], 1, []])
})

test('who is added without a word is read', async () => {
  const { hears, record, roster, seen } = hearing({ [`GET ${lene}`]: resource(told) })
  hears(lene, 'added')
  let changes = 0
  record.listen(() => (changes += 1))
  await drain()
  expect([roster.participants, changes, seen()]).toEqual([[known], 1, [`GET ${lene} participant`]])
})

test('the title of an event is a name', () => {
  const { hears, roster } = hearing({ [`GET ${lene}`]: reply(404) })
  hears(lene, 'added', { link: { rel: 'participant', href: lene, title: 'Lene' } })
  expect(roster.participants.map(({ name }) => name)).toEqual(['Lene'])
})

test('an event without title leaves the name', () => {
  const { hears, roster } = hearing({ [`GET ${lene}`]: resource(told) })
  hears(lene, 'added', { _embedded: { participant: told } })
  hears(lene, 'updated', { link: { rel: 'participant', href: lene, title: '' } })
  expect(roster.participants.map(({ name }) => name)).toEqual(['Lene'])
})

test('who is known already is not read where she comes', async () => {
  const { hears, roster, seen } = hearing()
  hears(lene, 'added', { _embedded: { participant: told } })
  hears(lene, 'added', within('attendees'))
  await drain()
  expect([roster.participants, seen()]).toEqual([[{ ...known, role: 'Attendee' }], []])
})

test('whoever changes is read', async () => {
  const { hears, roster, seen } = hearing({ [`GET ${lene}`]: resource({ ...told, name: 'Lene A.' }) })
  hears(lene, 'added', { _embedded: { participant: told } })
  hears(lene, 'updated')
  await drain()
  expect([roster.participants, seen()]).toEqual([[{ ...known, name: 'Lene A.' }], [`GET ${lene} participant`]])
})

test('who is being read while another event comes is read again', async () => {
  const { hears, roster, seen } = hearing({
    [`GET ${lene}`]: [resource({ name: 'before' }), resource({ name: 'after' })],
  })
  hears(lene, 'added', { _embedded: { participant: told } })
  hears(lene, 'updated')
  hears(lene, 'added', within('attendees'))
  await drain()
  expect([roster.participants.map(({ name }) => name), seen().length]).toEqual([['after'], 2])
})

test('who is being read is as a later event tells her', async () => {
  const { hears, roster } = hearing({ [`GET ${lene}`]: resource({ name: 'before' }) })
  hears(lene, 'added')
  hears(lene, 'updated', { _embedded: { participant: told } })
  await drain()
  expect(roster.participants).toEqual([known])
})

test('who is deleted has left, and is not read', async () => {
  const { hears, record, roster, seen } = hearing()
  hears(lene, 'added', { _embedded: { participant: told } })
  let changes = 0
  record.listen(() => (changes += 1))
  hears(lene, 'deleted')
  await drain()
  expect([roster.participants, changes, seen()]).toEqual([[], 1, []])
})

test('who leaves while she is read does not come back', async () => {
  const { hears, roster } = hearing({ [`GET ${lene}`]: resource(told) })
  hears(lene, 'added')
  hears(lene, 'deleted')
  await drain()
  expect(roster.participants).toEqual([])
})

test('who waits in the lobby is shown so until she is admitted', () => {
  const { hears, roster } = hearing()
  hears(lene, 'added', { ...within('lobby'), _embedded: { participant: told } })
  const waiting = roster.participants
  hears(lene, 'added', { ...within('attendees'), _embedded: { participant: told } })
  hears(lene, 'deleted', within('lobby'))
  expect([waiting, roster.participants]).toEqual([[{ ...known, inLobby: true }], [{ ...known, role: 'Attendee' }]])
})

test('who leaves the lobby without being admitted is gone', () => {
  const { hears, roster } = hearing()
  hears(lene, 'added', { ...within('lobby'), _embedded: { participant: told } })
  hears(lene, 'deleted', within('lobby'))
  expect(roster.participants).toEqual([])
})

test.each([
  ['leaders', 'Leader'],
  ['attendees', 'Attendee'],
])('who is added in %s is there, as %s', (rel, role) => {
  const { hears, roster } = hearing()
  hears(lene, 'added', { ...within(rel), _embedded: { participant: told } })
  expect(roster.participants).toEqual([{ ...known, role }])
})

test('who is deleted in leaders stays, as what she is told to be next', () => {
  const { hears, roster } = hearing()
  hears(lene, 'added', { ...within('leaders'), _embedded: { participant: told } })
  hears(lene, 'deleted', within('leaders'))
  const before = roster.participants
  hears(lene, 'added', { ...within('attendees'), _embedded: { participant: told } })
  expect([before, roster.participants]).toEqual([[{ ...known, role: 'Leader' }], [{ ...known, role: 'Attendee' }]])
})

test('who leaves one role for another has the other, whichever is told first', () => {
  const { hears, roster } = hearing()
  hears(lene, 'added', { ...within('leaders'), _embedded: { participant: told } })
  hears(lene, 'added', { ...within('attendees'), _embedded: { participant: told } })
  hears(lene, 'deleted', within('leaders'))
  expect(roster.participants).toEqual([{ ...known, role: 'Attendee' }])
})

test('who leaves without ever having been told about is not read', async () => {
  const { hears, seen } = hearing()
  hears(lene, 'deleted')
  await drain()
  expect(seen()).toEqual([])
})

test('an event may come before the conversation is told, and without its body', async () => {
  const { directory, participant } = hearing({ [`GET ${lene}`]: resource(told) })
  const record = directory.conversation(absolute('/2'))
  participant(record, eventOf('participant', lene, 'added', { _embedded: {} }))
  await drain()
  expect(record.roster.participants).toEqual([known])
})

test('in a collection that nobody knows nobody comes or goes', async () => {
  const { hears, roster } = hearing({ [`GET ${lene}`]: resource(told) })
  hears(lene, 'added', within('choir'))
  await drain()
  const before = roster.participants
  hears(lene, 'added', { _embedded: { participant: told } })
  hears(lene, 'deleted', within('choir'))
  expect([before, roster.participants]).toEqual([[], [known]])
})

test('who starts typing has neither come nor changed, and who stops has not left', async () => {
  const { hears, record, roster, seen } = hearing()
  hears(lene, 'added', { _embedded: { participant: told } })
  let changes = 0
  record.listen(() => (changes += 1))
  hears(lene, 'added', within('typingParticipants'))
  const typing = roster.typing
  hears(lene, 'deleted', within('typingParticipants'))
  await drain()
  expect([typing, roster.typing, roster.participants, changes, seen()]).toEqual([[known], [], [known], 2, []])
})

test('who is found out to be the user herself is nobody else', async () => {
  const { hears, roster } = hearing({ [`GET ${lene}`]: resource({ ...told, local: true }) })
  hears(lene, 'added')
  await drain()
  expect(roster.participants).toEqual([])
})

test.each<[string, string, Partial<ResourceEvent>]>([
  ['by its relation', '/1/x', { link: { rel: 'localParticipant', href: '/1/x' } }],
  ['by its body', '/1/x', { _embedded: { participant: { ...told, local: true } } }],
  ['by its address', me, {}],
])('an event that is about the user herself, known %s, brings nobody', async (_, href, more) => {
  const { hears, roster, seen } = hearing()
  hears(href, 'added', more)
  await drain()
  expect([roster.participants, seen()]).toEqual([[], []])
})

/** The user herself, who has been asked for. */
const asking = async (...answers: readonly ParticipantResource[]) => {
  const all = hearing({ [`GET ${me}`]: [{ name: 'Tosh' }, ...answers].map((body) => resource(body)) })
  const asked = all.record.localParticipant
  await drain()
  return { ...all, asked }
}

const tosh = { href: absolute(me), name: 'Tosh', uri: undefined, role: undefined, inLobby: false }

test.each([
  ['localParticipant', { localParticipant: { role: 'Leader' } }],
  ['participant', { participant: { role: 'Leader', local: true } }],
] as const)('the user is told about as %s', async (rel, _embedded) => {
  const { asked, participant, record, seen } = await asking()
  participant(record, eventOf(rel, me, 'updated', { _embedded }))
  await drain()
  expect([asked.value, seen().length]).toEqual([{ ...tosh, role: 'Leader' }, 1])
})

test('the user is what she is added to, not read again', async () => {
  const { asked, hears, seen } = await asking()
  hears(me, 'added', within('leaders'))
  await drain()
  expect([asked.value, seen().length]).toEqual([{ ...tosh, role: 'Leader' }, 1])
})

test('the user who is added to a role waits no longer', async () => {
  const { asked, hears } = await asking()
  hears(me, 'updated', { _embedded: { participant: { local: true, inLobby: true } } })
  const before = asked.value
  hears(me, 'added', within('attendees'))
  expect([before, asked.value]).toEqual([
    { ...tosh, inLobby: true },
    { ...tosh, role: 'Attendee' },
  ])
})

test('the user is read where an event does not tell what she is now', async () => {
  const { asked, hears } = await asking({ name: 'Tosh', role: 'Attendee' }, { name: 'Tosh', role: 'Leader' })
  hears(me, 'updated')
  await drain()
  const updated = asked.value
  hears(me, 'deleted', within('lobby'))
  await drain()
  expect([updated?.role, asked.value?.role]).toEqual(['Attendee', 'Leader'])
})

test('the user who is not known yet is read where an event tells her role alone', async () => {
  const all = hearing({ [`GET ${me}`]: [reply(404), resource({ name: 'Tosh', role: 'Leader' })] })
  const asked = all.record.localParticipant
  await drain()
  all.hears(me, 'added', within('leaders'))
  await drain()
  expect(asked.value).toEqual({ ...tosh, role: 'Leader' })
})

test('the user who is deleted is there no more', async () => {
  const { asked, hears, seen } = await asking()
  hears(me, 'deleted')
  await drain()
  expect([asked.value, seen().length]).toEqual([undefined, 1])
})

test('the user who leaves a role has the next one when it is told', async () => {
  const { asked, hears, seen } = await asking()
  hears(me, 'deleted', within('leaders'))
  await drain()
  expect([asked.value, seen().length]).toEqual([tosh, 1])
})

test('whether the user types is nothing', async () => {
  const { asked, hears, roster, seen } = await asking()
  hears(me, 'added', within('typingParticipants'))
  hears(me, 'deleted', within('typingParticipants'))
  await drain()
  expect([asked.value, roster.typing, seen().length]).toEqual([tosh, [], 1])
})
