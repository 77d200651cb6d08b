import { expect, test } from 'vitest'
import { join, toshMeeting } from './company.ts'
import { hrefOf } from './wireClient.ts'

/** Lene waits in the lobby of Tosh's meeting, where Ann is as an attendee. */
const leneWaits = async () => {
  const office = await toshMeeting({ lobby: true })
  const { tosh, lene, onlineMeetingUri, settle } = office
  await join(office.ann, { onlineMeetingUri })
  await settle()
  await tosh.does('participant', 'admit')
  await settle()
  await join(lene, { onlineMeetingUri, operationId: 'op1' })
  return office
}

test('keeps whoever does not lead in the lobby', async () => {
  const { tosh, lene, ann, clock } = await leneWaits()
  await clock.advance(0)

  expect(await lene.hears()).toEqual([
    'communication > started onlineMeetingInvitation Connecting',
    'communication > added conversation Conferencing',
    'conversation > added localParticipant',
    'communication > updated conversation InLobby',
    'conversation > updated localParticipant',
  ])
  expect(lene.has('localParticipant')).toMatchObject({ inLobby: true })
  expect(lene.has('onlineMeetingInvitation')).toMatchObject({ state: 'Connecting' })
  expect(Object.keys(lene.has('conversation')._links)).toEqual(['self', 'messaging', 'localParticipant'])
  expect(await tosh.hears()).toEqual(['conversation > added participant in lobby'])
  expect(await ann.hears()).toEqual(['conversation > added participant in lobby'])
  expect(tosh.has('participant')).toMatchObject({ name: 'lene', inLobby: true })
})

test('lets only leaders admit and reject', async () => {
  const { tosh, ann, settle } = await leneWaits()
  await settle()

  expect(Object.keys(tosh.has('participant')._links)).toEqual([
    'self',
    'conversation',
    'contact',
    'contactPresence',
    'admit',
    'reject',
  ])
  expect(Object.keys(ann.has('participant')._links)).toEqual(['self', 'conversation', 'contact', 'contactPresence'])
  const answer = await ann.post(`${hrefOf(ann.has('participant'), 'self')}/letin`)
  expect([answer.status, answer.json['code']]).toEqual([403, 'Forbidden'])
})

test('shows who is in the lobby', async () => {
  const { tosh, settle } = await leneWaits()
  await settle()

  const lobby = await tosh.sees('conversation', 'lobby')

  expect(lobby).toMatchObject({
    rel: 'lobby',
    _embedded: { participant: [{ uri: 'sip:lene@contoso.com', inLobby: true }] },
  })
  expect((await tosh.get(hrefOf(tosh.has('participant'), 'self'))).json).toMatchObject({ inLobby: true })
})

test('lets in whom a leader admits', async () => {
  const { server, tosh, lene, settle, clock } = await leneWaits()
  await settle()

  const answer = await tosh.does('participant', 'admit')
  await clock.advance(0)

  expect(answer.status).toBe(204)
  expect(await lene.hears()).toEqual([
    'communication > updated conversation Conferenced',
    'conversation > updated localParticipant',
    'conversation > added onlineMeeting in conversation',
    'conversation > added participant',
    'conversation > added participant in leaders',
    'conversation > added participant',
    'conversation > added participant in attendees',
    'conversation > updated messaging Disconnected',
    'communication > completed onlineMeetingInvitation Connected Success',
  ])
  expect(lene.has('localParticipant')).toMatchObject({ inLobby: false })
  expect(await tosh.hears()).toEqual([
    'conversation > deleted participant in lobby',
    'conversation > added participant',
    'conversation > added participant in attendees',
  ])
  expect((await tosh.sees('conversation', 'lobby'))._embedded['participant']).toEqual([])
  expect(server.control.counts()).not.toHaveProperty('conversationEnded')
})

test('turns away whom a leader rejects', async () => {
  const { tosh, lene, ann, settle, clock } = await leneWaits()
  await settle()

  const answer = await tosh.does('participant', 'reject')
  await clock.advance(0)

  expect(answer.status).toBe(204)
  expect(await lene.hears()).toEqual([
    'communication > completed onlineMeetingInvitation Failed Failure (Denied)',
    'communication > updated conversation Disconnected (Denied)',
    'conversation > deleted localParticipant',
    'communication > deleted conversation',
  ])
  expect(await ann.hears()).toEqual(['conversation > deleted participant in lobby'])
})

test('turns away whom nobody admits for 15 minutes', async () => {
  const { server, lene, clock, settle } = await leneWaits()
  await settle()

  await clock.advance(10 * 60_000)
  const early = await lene.hears()
  await settle()
  await clock.advance(5 * 60_000)

  expect(early.filter((line) => line.includes('Invitation'))).toEqual([])
  expect(await lene.hears()).toContain('communication > completed onlineMeetingInvitation Failed Failure (Timeout)')
  expect(server.control.counts()).toMatchObject({ 'invitationCompleted Timeout': 1 })
})

test('forgets who leaves the lobby by herself', async () => {
  const { tosh, lene, settle } = await leneWaits()
  await settle()

  await lene.remove(hrefOf(lene.has('conversation'), 'self'))

  expect(await tosh.hears()).toEqual(['conversation > deleted participant in lobby'])
  expect((await tosh.does('participant', 'admit')).status).toBe(404)
})

test('tells a leader who comes later of those who wait', async () => {
  const { tosh, bob, lene, server, settle } = await toshMeeting({ lobby: true, leaders: ['bob@contoso.com'] })
  const onlineMeetingUri = tosh.has('onlineMeeting')['onlineMeetingUri']
  await join(lene, { onlineMeetingUri })
  await settle()
  await join(bob, { onlineMeetingUri })
  await settle()
  await settle()

  expect(bob.has('conversation').state).toBe('Conferenced')
  const lobby = await bob.sees('conversation', 'lobby')
  expect(lobby._embedded['participant']).toMatchObject([{ uri: 'sip:lene@contoso.com' }])
  server.control.user('bob@contoso.com').admits('lene@contoso.com', 'lene@contoso.com')
  await settle()
  expect(lene.has('conversation').state).toBe('Conferenced')
})

test('ends the waiting when the meeting is ended', async () => {
  const { meeting, lene, settle } = await leneWaits()
  await settle()

  meeting.end()

  expect(await lene.hears()).toContain('communication > completed onlineMeetingInvitation Failed Failure (Ended)')
})

test('does not keep those in the lobby who are asked in', async () => {
  const { tosh, bob, settle } = await toshMeeting({ lobby: true })
  await tosh.does('conversation', 'addParticipant', { to: 'bob@contoso.com' })
  await settle()
  await settle()

  await bob.does('onlineMeetingInvitation', 'accept')
  await settle()

  expect(bob.has('conversation').state).toBe('Conferenced')
})
