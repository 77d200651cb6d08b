import { expect, test } from 'vitest'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import type { ConversationRecord } from '../../src/runtime/conversation.ts'
import { createParticipantEvents } from '../../src/runtime/participantEvents.ts'
import { createRosterCatchUp } from '../../src/runtime/rosterCatchUp.ts'
import { resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { absolute, conversing } from './fakeConversations.ts'

type Rel = 'participants' | 'leaders' | 'attendees' | 'lobby' | 'typingParticipants'

const rels: readonly Rel[] = ['participants', 'leaders', 'attendees', 'lobby', 'typingParticipants']

const linksTo = (...names: readonly string[]) => ({
  _links: { participant: names.map((name) => ({ href: `/1/${name}` })) },
})

/** A conversation that links all of them, and what is read of each; nothing where it cannot be read. */
const catchingUp = (answers: Partial<Record<Rel, unknown>>, script: Script = {}) => {
  const all = conversing(script)
  const record = all.conversation('/1', Object.fromEntries(rels.map((rel) => [rel, { href: `/1/${rel}` }])))
  record.sendToMessaging({
    type: 'messaging.updated',
    messaging: { state: 'Connected', _links: { typingParticipants: { href: '/1/typingParticipants' } } },
  })
  const events: ResourceEvent[] = []
  const told = createParticipantEvents(all)
  const participant = (conversation: ConversationRecord, event: ResourceEvent) => {
    events.push(event)
    told(conversation, event)
  }
  const reads: string[] = []
  const catchUp = async () => {
    await createRosterCatchUp({ place: all.place, participant })(record, (codec, operation, url) => {
      reads.push(`${operation} ${url}`)
      const answer = answers[operation as Rel]
      return Promise.resolve(codec.is(answer) ? answer : undefined)
    })
    await drain()
  }
  const { roster } = record
  for (const name of ['lene', 'ida', 'sara']) roster.learn(absolute(`/1/${name}`), { name, uri: `sip:${name}` })
  const enter = (...names: readonly string[]) => names.forEach((name) => roster.enter(absolute(`/1/${name}`)))
  const present = () => roster.participants.map(({ name, role, inLobby }) => [name, role, inLobby])
  const typing = () => roster.typing.map(({ name }) => name)
  return { ...all, record, roster, events, reads, catchUp, enter, present, typing }
}

test('reads all that the conversation and its messaging link', async () => {
  const { catchUp, reads } = catchingUp({})
  await catchUp()
  expect(reads).toEqual(rels.map((rel) => `${rel} ${absolute(`/1/${rel}`)}`))
})

test('reads nothing where nothing is linked', async () => {
  const all = conversing()
  const record = all.directory.conversation(absolute('/1'))
  const reads: string[] = []
  let changes = 0
  record.listen(() => (changes += 1))
  await createRosterCatchUp({ place: all.place, participant: () => undefined })(record, (_, operation) => {
    reads.push(operation)
    return Promise.resolve(undefined)
  })
  expect([reads, changes]).toEqual([[], 1])
})

test('whoever is listed is told as by the events that were missed', async () => {
  const { catchUp, events } = catchingUp({
    participants: linksTo('lene'),
    lobby: { ...linksTo('ida'), _links: { ...linksTo('ida')._links, self: { href: '/1/lobby' } } },
    attendees: linksTo('lene'),
  })
  await catchUp()
  const event = (name: string, more: object) => ({
    link: { rel: 'participant', href: `/1/${name}` },
    ...more,
    _embedded: undefined,
    type: 'added',
  })
  expect(events).toStrictEqual([
    event('lene', {}),
    event('lene', { in: { rel: 'attendees', href: '' } }),
    event('ida', { in: { rel: 'lobby', href: '/1/lobby' } }),
  ])
})

test('whoever came, in which role, is there', async () => {
  const { catchUp, present } = catchingUp({
    participants: linksTo('lene', 'ida', 'sara'),
    leaders: linksTo('lene'),
    attendees: linksTo('ida'),
  })
  await catchUp()
  expect(present()).toEqual([
    ['lene', 'Leader', false],
    ['ida', 'Attendee', false],
    ['sara', undefined, false],
  ])
})

test('whoever a collection brings needs no reading', async () => {
  const eva = { name: 'Eva', uri: 'sip:eva', _links: { self: { href: '/1/eva' } } }
  const nowhere = { name: 'Nil', _links: {} }
  const { catchUp, present, seen } = catchingUp({
    participants: { _embedded: { participant: [eva, nowhere, { name: 'Nemo' }] } },
  })
  await catchUp()
  expect([present(), seen()]).toEqual([[['Eva', undefined, false]], []])
})

test('whoever a collection brings that does not say where it is has its role', async () => {
  const eva = { name: 'Eva', _links: { self: { href: '/1/eva' } } }
  const { catchUp, present } = catchingUp({ leaders: { _embedded: { participant: [eva] } } })
  await catchUp()
  expect(present()).toEqual([['Eva', 'Leader', false]])
})

test('reads not who types where messaging does not say where that is', async () => {
  const { catchUp, reads, record } = catchingUp({})
  record.sendToMessaging({ type: 'messaging.updated', messaging: { state: 'Connected' } })
  await catchUp()
  expect(reads).not.toContain(`typingParticipants ${absolute('/1/typingParticipants')}`)
})

test('whoever left meanwhile has left', async () => {
  const { catchUp, enter, present } = catchingUp({ participants: linksTo('ida') })
  enter('lene', 'ida')
  await catchUp()
  expect(present()).toEqual([['ida', undefined, false]])
})

test('whoever was there stays where that cannot be read', async () => {
  const { catchUp, enter, present, roster } = catchingUp({})
  enter('lene')
  roster.enterLobby(absolute('/1/ida'))
  await catchUp()
  expect(present()).toEqual([
    ['lene', undefined, false],
    ['ida', undefined, true],
  ])
})

test('whoever waits in the lobby is no participant, and waits until she is not listed there', async () => {
  const { catchUp, present, roster } = catchingUp({ participants: linksTo(), lobby: linksTo('ida') })
  roster.enterLobby(absolute('/1/ida'))
  roster.enterLobby(absolute('/1/lene'))
  await catchUp()
  expect(present()).toEqual([['ida', undefined, true]])
})

test('whoever waited and was admitted is there', async () => {
  const { catchUp, present, roster } = catchingUp({
    participants: linksTo('ida'),
    attendees: linksTo('ida'),
    lobby: linksTo(),
  })
  roster.enterLobby(absolute('/1/ida'))
  await catchUp()
  expect(present()).toEqual([['ida', 'Attendee', false]])
})

test('who is there does not leave because the lobby is empty', async () => {
  const { catchUp, enter, present } = catchingUp({ lobby: linksTo() })
  enter('lene')
  await catchUp()
  expect(present()).toEqual([['lene', undefined, false]])
})

test('whoever types is told, and whoever stopped meanwhile', async () => {
  const { catchUp, roster, typing } = catchingUp({ typingParticipants: linksTo('ida') })
  roster.startTyping(absolute('/1/lene'))
  await catchUp()
  expect(typing()).toEqual(['ida'])
})

test('whoever typed goes on where that is still so', async () => {
  const { catchUp, roster, typing } = catchingUp({ typingParticipants: linksTo('lene') })
  roster.startTyping(absolute('/1/lene'))
  await catchUp()
  expect(typing()).toEqual(['lene'])
})

test('nobody types where it cannot be read who does: typing never lasts', async () => {
  const { catchUp, roster, typing } = catchingUp({})
  roster.startTyping(absolute('/1/lene'))
  await catchUp()
  expect(typing()).toEqual([])
})

test('what was asked for besides is read again', async () => {
  const { conversation, catchUp, record, seen } = catchingUp(
    {},
    { 'GET /meeting': resource({}), 'GET /1/me': resource({}) },
  )
  conversation('/1', { onlineMeeting: { href: '/meeting' }, localParticipant: { href: '/1/me' } })
  expect([record.onlineMeeting.value, record.localParticipant.value]).toEqual([undefined, undefined])
  await drain()
  const before = seen().length
  await catchUp()
  expect(seen().slice(before)).toEqual(['GET /meeting onlineMeeting', 'GET /1/me localParticipant'])
})
