import { expect, test } from 'vitest'
import { threeTalking, twoTalking } from './company.ts'
import { eventsOf, hrefOf, shown } from './wireClient.ts'

const ann = 'sip:ann@contoso.com'

test('answers addParticipant with the place of a participantInvitation', async () => {
  const { tosh, settle } = await twoTalking()

  const answer = await tosh.does('conversation', 'addParticipant', { to: ann, operationId: 'op1' })
  await settle()

  expect([answer.status, answer.text]).toEqual([201, ''])
  expect(answer.headers['Location']).toBe(hrefOf(tosh.has('participantInvitation'), 'self'))
  expect(tosh.has('participantInvitation')).toMatchObject({
    rel: 'participantInvitation',
    direction: 'Outgoing',
    state: 'Connecting',
    operationId: 'op1',
    threadId: 'thread-1',
    subject: 'Lunch',
    to: ann,
  })
  expect(Object.keys(tosh.has('participantInvitation')._links).toSorted()).toEqual([
    'cancel',
    'conversation',
    'from',
    'self',
    'to',
  ])
})

test('makes a meeting of the conversation', async () => {
  const { tosh, lene, clock } = await twoTalking()
  const before = tosh.has('conversation')

  const first = tosh.page()
  await tosh.does('conversation', 'addParticipant', { to: ann })
  const conferencing = shown('conversation', await first)
  await clock.advance(0)

  expect(conferencing).toMatchObject({ state: 'Conferencing', activeModalities: [] })
  expect(Object.keys(conferencing._links)).toEqual(['self', 'messaging', 'localParticipant'])
  expect(await tosh.hears()).toEqual([
    'conversation > updated localParticipant',
    'conversation > added onlineMeeting in conversation',
    'conversation > added participant in attendees',
    'conversation > updated messaging Connected',
    'communication > updated conversation Conferenced',
  ])
  expect(await lene.hears()).toEqual([
    'conversation > updated localParticipant',
    'conversation > added onlineMeeting in conversation',
    'conversation > added participant in leaders',
    'conversation > updated messaging Connected',
    'communication > updated conversation Conferenced',
  ])
  const after = tosh.has('conversation')
  expect(after).toMatchObject({
    state: 'Conferenced',
    threadId: 'thread-1',
    activeModalities: ['Messaging'],
    audienceMessaging: 'Enabled',
    participantCount: 2,
  })
  expect(hrefOf(after, 'self')).toBe(hrefOf(before, 'self'))
  expect(Object.keys(after._links).toSorted()).toEqual([
    'addParticipant',
    'attendees',
    'disableAudienceMessaging',
    'leaders',
    'lobby',
    'localParticipant',
    'messaging',
    'onlineMeeting',
    'participants',
    'self',
  ])
  expect(Object.keys(lene.has('conversation')._links)).not.toContain('disableAudienceMessaging')
})

test('shows what the meeting is', async () => {
  const { tosh, settle } = await twoTalking()
  await tosh.does('conversation', 'addParticipant', { to: ann })
  await settle()
  const meeting = await tosh.sees('conversation', 'onlineMeeting')

  expect(meeting).toEqual(tosh.has('onlineMeeting'))
  expect(meeting).toMatchObject({
    rel: 'onlineMeeting',
    organizerUri: 'sip:tosh@contoso.com',
    organizerName: 'tosh',
    subject: 'Lunch',
    leaders: ['sip:tosh@contoso.com'],
    attendees: ['sip:lene@contoso.com'],
  })
  expect(meeting['onlineMeetingUri']).toBe(
    `sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:${String(meeting['onlineMeetingId'])}`,
  )
  expect((await tosh.get(hrefOf(meeting, 'organizer'))).json['uri']).toBe('sip:tosh@contoso.com')
})

test('asks the third person into the meeting', async () => {
  const { tosh, ann: asked, clock } = await twoTalking()
  await tosh.does('conversation', 'addParticipant', { to: ann, operationId: 'op1' })
  await clock.advance(0)
  await tosh.pages()

  expect(await asked.hears()).toEqual([
    'communication > started onlineMeetingInvitation Connecting',
    'communication > added conversation Incoming',
    'conversation > added localParticipant',
    'conversation > added participant',
  ])
  const invitation = asked.has('onlineMeetingInvitation')
  expect(invitation).toMatchObject({
    rel: 'onlineMeetingInvitation',
    direction: 'Incoming',
    threadId: 'thread-1',
    availableModalities: ['Messaging'],
    onlineMeetingUri: (await tosh.sees('conversation', 'onlineMeeting'))['onlineMeetingUri'],
    _embedded: { from: { uri: 'sip:tosh@contoso.com' } },
  })
  expect(invitation).not.toHaveProperty('operationId')
  expect(Object.keys(invitation._links).toSorted()).toEqual(['accept', 'conversation', 'decline', 'self', 'to'])
  expect(asked.has('conversation')).toMatchObject({ state: 'Incoming', activeModalities: [] })
})

test('shows everybody to everybody once she has accepted', async () => {
  const { tosh, lene, ann: asked, clock, settle } = await twoTalking()
  await tosh.does('conversation', 'addParticipant', { to: ann, operationId: 'op1' })
  await settle()
  await settle()

  const answer = await asked.does('onlineMeetingInvitation', 'accept')
  await clock.advance(0)

  expect(answer.status).toBe(204)
  expect(await asked.hears()).toEqual([
    'communication > updated conversation Conferenced',
    'conversation > updated localParticipant',
    'conversation > added onlineMeeting in conversation',
    'conversation > added participant in leaders',
    'conversation > added participantMessaging in participant',
    'conversation > added participant',
    'conversation > added participant in attendees',
    'conversation > added participantMessaging in participant',
    'conversation > updated messaging Disconnected',
    'communication > completed onlineMeetingInvitation Connected Success',
  ])
  expect(asked.has('conversation')).toMatchObject({ state: 'Conferenced', activeModalities: [], participantCount: 3 })
  expect(await tosh.hears()).toEqual([
    'conversation > added participant',
    'conversation > added participant in attendees',
    'communication > completed participantInvitation Connected Success',
  ])
  expect(tosh.has('participantInvitation')).toMatchObject({
    operationId: 'op1',
    _embedded: { acceptedByParticipant: [{ uri: ann }] },
  })
  expect((await tosh.sees('participantInvitation', 'participant'))['uri']).toBe(ann)
  expect(await lene.hears()).toEqual([
    'conversation > added participant',
    'conversation > added participant in attendees',
  ])
})

test('says of everybody who she is in the meeting', async () => {
  const { tosh, lene } = await threeTalking()

  const roles = async (user: typeof tosh) => {
    const conversation = user.has('conversation')
    const those = async (rel: string) => {
      const links = (await user.get(hrefOf(conversation, rel))).json._links['participant'] as unknown as {
        href: string
      }[]
      return Promise.all(links.map(async ({ href }) => (await user.get(href)).json['uri']))
    }
    return { leaders: await those('leaders'), attendees: await those('attendees'), all: await those('participants') }
  }

  expect(await roles(tosh)).toEqual({
    leaders: [],
    attendees: ['sip:lene@contoso.com', ann],
    all: ['sip:lene@contoso.com', ann],
  })
  expect(await roles(lene)).toEqual({
    leaders: ['sip:tosh@contoso.com'],
    attendees: [ann],
    all: ['sip:tosh@contoso.com', ann],
  })
  expect(await lene.sees('conversation', 'localParticipant')).toMatchObject({
    role: 'Attendee',
    organizer: false,
    inLobby: false,
  })
  expect(await tosh.sees('conversation', 'localParticipant')).toMatchObject({ role: 'Leader', organizer: true })
})

test('leaves the meeting as it is when she declines', async () => {
  const { tosh, lene, ann: asked, clock, settle } = await twoTalking()
  await tosh.does('conversation', 'addParticipant', { to: ann })
  await settle()
  await settle()

  await asked.does('onlineMeetingInvitation', 'decline', { reason: 'Local' })
  await clock.advance(0)

  expect(await tosh.hears()).toEqual(['communication > completed participantInvitation Failed Failure (Declined)'])
  expect(await asked.hears()).toEqual([
    'communication > completed onlineMeetingInvitation Declined Failure (Declined)',
    'communication > updated conversation Disconnected (Declined)',
    'communication > deleted conversation',
  ])
  expect(await lene.hears()).toEqual([])
  expect(await tosh.sees('conversation')).toMatchObject({ state: 'Conferenced' })
  expect((await tosh.sees('participantInvitation'))._links).not.toHaveProperty('cancel')
})

test('gives up after 30 seconds without an answer', async () => {
  const { tosh, ann: asked, clock, settle } = await twoTalking()
  await tosh.does('conversation', 'addParticipant', { to: ann })
  await settle()
  await settle()

  await clock.advance(30_000)

  expect(await tosh.hears()).toEqual(['communication > completed participantInvitation Failed Failure (Timeout)'])
  expect((await asked.hears())[0]).toBe('communication > completed onlineMeetingInvitation Failed Failure (Missed)')
})

test('can be withdrawn', async () => {
  const { tosh, ann: asked, settle } = await twoTalking()
  await tosh.does('conversation', 'addParticipant', { to: ann })
  await settle()
  await settle()

  const answer = await tosh.does('participantInvitation', 'cancel')

  expect(answer.status).toBe(204)
  expect(await tosh.hears()).toEqual(['communication > completed participantInvitation Cancelled Failure (Canceled)'])
  expect((await asked.hears())[0]).toBe(
    'communication > completed onlineMeetingInvitation Cancelled Failure (Canceled)',
  )
})

test.each(['TooManyParticipants', 'EscalationFailed', 'Busy'])('can fail as %s', async (subcode) => {
  const { server, tosh, settle } = await twoTalking()
  server.control.user(ann).declines(subcode)

  await tosh.does('conversation', 'addParticipant', { to: ann })
  await settle()
  await settle()

  expect(await tosh.sees('conversation')).toMatchObject({ state: 'Conferenced' })
  expect(tosh.has('participantInvitation').state).toBe('Failed')
  expect(server.control.counts()).toMatchObject({ [`invitationCompleted ${subcode}`]: 1 })
})

test('fails for somebody who does not exist', async () => {
  const { tosh, clock } = await twoTalking()

  await tosh.does('conversation', 'addParticipant', { to: 'sip:nobody@contoso.com' })
  await clock.advance(0)
  const events = (await tosh.pages()).flatMap(eventsOf)

  expect(events.findLast(({ link }) => link.rel === 'participantInvitation')).toMatchObject({
    type: 'completed',
    status: 'Failure',
    reason: { code: 'NotFound', subcode: 'DestinationNotFound' },
  })
})

test.each([
  { body: {}, parameter: 'to' },
  { body: { to: 'nobody' }, parameter: undefined },
  { body: { to: 'not an address' }, parameter: 'to' },
  { body: { to: ann, operationId: 'x'.repeat(51) }, parameter: 'operationId' },
])('takes $body as input: $parameter is wrong', async ({ body, parameter }) => {
  const { tosh } = await twoTalking()

  const answer = await tosh.does('conversation', 'addParticipant', body)

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ parameters: [{ name: parameter ?? 'to' }] })
})

test('takes its input from the query', async () => {
  const { tosh } = await twoTalking()

  const answer = await tosh.post(`${hrefOf(tosh.has('conversation'), 'addParticipant')}?To=ann@contoso.com`)

  expect(answer.status).toBe(201)
})

test('refuses to add somebody who is there', async () => {
  const { tosh } = await twoTalking()

  const answer = await tosh.does('conversation', 'addParticipant', { to: 'sip:lene@contoso.com' })

  expect([answer.status, answer.json['subcode']]).toEqual([409, 'AlreadyExists'])
})

test('adds a fourth person without another escalation', async () => {
  const { server, lene, settle, clock } = await threeTalking()
  server.control.user('bob@contoso.com').answers()
  await lene.pages()

  await lene.does('conversation', 'addParticipant', { to: 'sip:bob@contoso.com' })
  await clock.advance(0)

  expect(await lene.hears()).toEqual([
    'conversation > added participant',
    'conversation > added participant in attendees',
    'communication > completed participantInvitation Connected Success',
    'conversation > added participantMessaging in participant',
  ])
  await settle()
})
