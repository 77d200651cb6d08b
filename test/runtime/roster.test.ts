import { expect, test } from 'vitest'
import { Roster } from '../../src/runtime/roster.ts'

const lene = 'http://pool/roster/lene'
const ida = 'http://pool/roster/ida'

test('lists who is present in the order of arrival', () => {
  const roster = new Roster()
  roster.enter(ida)
  roster.enter(lene)
  expect(roster.participants.map(({ href }) => href)).toEqual([ida, lene])
})

test('who is only known is not present', () => {
  const roster = new Roster()
  roster.learn(lene, { name: 'Lene' })
  expect([roster.participants, roster.find(lene)?.name]).toEqual([[], 'Lene'])
})

test('keeps what an empty body leaves out', () => {
  const roster = new Roster()
  roster.learn(lene, { name: 'Lene', uri: 'sip:lene@contoso.com', role: 'Leader' })
  roster.learn(lene, { name: '' })
  expect(roster.find(lene)).toEqual({
    href: lene,
    name: 'Lene',
    uri: 'sip:lene@contoso.com',
    role: 'Leader',
    inLobby: false,
  })
})

test('keeps the array until somebody comes, goes or changes', () => {
  const roster = new Roster()
  roster.enter(lene)
  const before = roster.participants
  roster.startTyping(lene)
  roster.enter(lene)
  expect(roster.participants).toBe(before)
})

test('makes a new array when somebody gets a name', () => {
  const roster = new Roster()
  roster.enter(lene)
  const before = roster.participants
  roster.learn(lene, { name: 'Lene' })
  expect([roster.participants === before, roster.participants[0]?.name]).toEqual([false, 'Lene'])
})

test('a typist stays present when she stops', () => {
  const roster = new Roster()
  roster.enter(lene)
  roster.startTyping(lene)
  roster.stopTyping(lene)
  expect([roster.participants.length, roster.typing]).toEqual([1, []])
})

test('who leaves stops typing', () => {
  const roster = new Roster()
  roster.enter(lene)
  roster.startTyping(lene)
  roster.leave(lene)
  expect([roster.participants, roster.typing]).toEqual([[], []])
})

test('who left is still known', () => {
  const roster = new Roster()
  roster.learn(lene, { name: 'Lene' })
  roster.enter(lene)
  roster.leave(lene)
  expect(roster.find(lene)?.name).toBe('Lene')
})

test('somebody may type before she was heard of', () => {
  const roster = new Roster()
  roster.startTyping(lene)
  expect(roster.typing).toEqual([{ href: lene, name: undefined, uri: undefined, role: undefined, inLobby: false }])
})

test('who waits in the lobby is listed so', () => {
  const roster = new Roster()
  roster.enterLobby(lene)
  expect(roster.participants.map(({ href, inLobby }) => ({ href, inLobby }))).toEqual([{ href: lene, inLobby: true }])
})

test('who leaves the lobby without entering is gone', () => {
  const roster = new Roster()
  roster.enterLobby(lene)
  roster.leaveLobby(lene)
  expect(roster.participants).toEqual([])
})

test('who enters before she leaves the lobby stays', () => {
  const roster = new Roster()
  roster.enterLobby(lene)
  roster.enter(lene)
  roster.leaveLobby(lene)
  expect(roster.participants.map(({ href, inLobby }) => ({ href, inLobby }))).toEqual([{ href: lene, inLobby: false }])
})

test('who is sent to the lobby from the conversation stays when the lobby lets her go', () => {
  const roster = new Roster()
  roster.enter(lene)
  roster.enterLobby(lene)
  roster.leaveLobby(lene)
  expect(roster.participants.length).toBe(1)
})

test('who leaves from the lobby is gone', () => {
  const roster = new Roster()
  roster.enterLobby(lene)
  roster.leave(lene)
  roster.enter(lene)
  roster.leaveLobby(lene)
  expect(roster.participants.length).toBe(1)
})

test('the lobby of somebody unknown lets nobody go', () => {
  const roster = new Roster()
  roster.leaveLobby(lene)
  expect([roster.find(lene), roster.participants]).toEqual([undefined, []])
})

test('keeps what a body leaves out', () => {
  const roster = new Roster()
  roster.learn(lene, { name: 'Lene', uri: 'sip:lene@contoso.com' })
  roster.learn(lene, { role: 'Leader' })
  expect(roster.find(lene)).toMatchObject({ name: 'Lene', uri: 'sip:lene@contoso.com', role: 'Leader' })
})

test.each([{ name: 'Sara' }, { uri: 'sip:sara@contoso.com' }, { role: 'Attendee' }, { inLobby: true }] as const)(
  'makes a new array, with the others as they were, when one is told to be %o',
  (body) => {
    const roster = new Roster()
    for (const href of [ida, lene]) roster.enter(href)
    roster.learn(lene, { name: 'Lene', uri: 'sip:lene@contoso.com', role: 'Leader' })
    const [other, before] = roster.participants
    roster.learn(lene, body)
    expect([roster.participants[0] === other, roster.participants[1]]).toEqual([true, { ...before, ...body }])
  },
)

test('keeps who is told to be what she was', () => {
  const roster = new Roster()
  roster.learn(lene, { name: 'Lene' })
  const before = roster.find(lene)
  roster.learn(lene, { name: 'Lene' })
  expect(roster.find(lene)).toBe(before)
})

test('nobody types any more where all have stopped', () => {
  const roster = new Roster()
  for (const href of [ida, lene]) roster.startTyping(href)
  roster.stopAllTyping()
  expect(roster.typing).toEqual([])
  roster.startTyping(lene)
  expect(roster.typing.map(({ href }) => href)).toEqual([lene])
})
