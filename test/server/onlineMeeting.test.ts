import { expect, test } from 'vitest'
import { company, join, start, toshMeeting } from './company.ts'
import { ask, hrefOf } from './wireClient.ts'

test('starts a meeting of its own', async () => {
  const { server, tosh, clock } = await company()

  const answer = await start(tosh, { operationId: 'op1', subject: 'Plans', importance: 'Urgent', threadId: 'thread-1' })
  const begun = await tosh.page()
  await clock.advance(0)

  expect([answer.status, answer.text]).toEqual([201, ''])
  expect(begun.sender.flatMap(({ events }) => events.map(({ type, link }) => `${type} ${link.rel}`))).toEqual([
    'started onlineMeetingInvitation',
    'added conversation',
    'added localParticipant',
  ])
  expect(await tosh.hears()).toEqual([
    'communication > updated conversation Conferenced',
    'conversation > updated localParticipant',
    'conversation > added onlineMeeting in conversation',
    'conversation > updated messaging Disconnected',
    'communication > completed onlineMeetingInvitation Connected Success',
  ])
  const invitation = tosh.has('onlineMeetingInvitation')
  expect(hrefOf(invitation, 'self')).toBe(answer.headers['Location'])
  expect(invitation).toMatchObject({
    direction: 'Outgoing',
    state: 'Connected',
    operationId: 'op1',
    subject: 'Plans',
    importance: 'Urgent',
    threadId: 'thread-1',
    availableModalities: ['Messaging'],
    onlineMeetingUri: tosh.has('onlineMeeting')['onlineMeetingUri'],
  })
  expect(tosh.has('conversation')).toMatchObject({
    state: 'Conferenced',
    subject: 'Plans',
    activeModalities: [],
    participantCount: 1,
  })
  expect(tosh.has('localParticipant')).toMatchObject({ role: 'Leader', organizer: true, inLobby: false })
  expect(tosh.has('messaging')._links).toHaveProperty('addMessaging')
  expect(server.control.counts()).toMatchObject({ invitationStarted: 1, 'invitationCompleted Connected': 1 })
})

test('shows that it confers until it is in', async () => {
  const { tosh } = await company()

  await start(tosh, {})
  const { sender } = await tosh.page()

  const [invitation, conversation] = sender.flatMap(({ events }) => events)
  expect(invitation?._embedded?.['onlineMeetingInvitation']).toMatchObject({ state: 'Connecting' })
  expect(invitation?._embedded?.['onlineMeetingInvitation']?._links).toHaveProperty('cancel')
  expect(conversation?._embedded?.['conversation']).toMatchObject({ state: 'Conferencing' })
})

test('joins a meeting of its own without a URI', async () => {
  const { lene, clock } = await company()

  await join(lene, {})
  await clock.advance(0)
  await lene.pages()

  expect(lene.has('onlineMeeting')).toMatchObject({ organizerUri: 'sip:lene@contoso.com' })
})

test('joins a meeting by its URI, written in any case', async () => {
  const { tosh, lene, clock, onlineMeetingUri } = await toshMeeting({})

  const answer = await join(lene, { onlineMeetingUri: onlineMeetingUri.toUpperCase().replace('SIP', 'sip') })
  await clock.advance(0)

  expect(answer.status).toBe(201)
  expect(await lene.hears()).toEqual([
    'communication > added conversation Conferencing',
    'conversation > added localParticipant',
    'communication > updated conversation Conferenced',
    'conversation > updated localParticipant',
    'conversation > added onlineMeeting in conversation',
    'conversation > added participant',
    'conversation > added participant in leaders',
    'conversation > updated messaging Disconnected',
    'communication > completed onlineMeetingInvitation Connected Success',
  ])
  expect(await tosh.hears()).toEqual([
    'conversation > added participant',
    'conversation > added participant in attendees',
  ])
  expect(lene.has('conversation')).toMatchObject({ subject: 'Plans', participantCount: 2 })
})

test('brings messaging up afterwards, and everybody hears what is said', async () => {
  const { tosh, lene, onlineMeetingUri, settle } = await toshMeeting({})
  await join(lene, { onlineMeetingUri })
  await settle()
  for (const user of [tosh, lene]) {
    const messaging = await user.sees('conversation', 'messaging')
    expect(messaging).toMatchObject({ state: 'Disconnected' })
    expect((await user.post(hrefOf(messaging, 'addMessaging'), {})).status).toBe(201)
  }
  await settle()

  await tosh.does('messaging', 'sendMessage', 'Welcome')

  expect(await lene.hears()).toEqual(['conversation > completed message Success'])
})

test('answers 404 DestinationNotFound where there is no such meeting', async () => {
  const { tosh } = await company()

  const answer = await join(tosh, { onlineMeetingUri: 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:NONE' })

  expect([answer.status, answer.json['code'], answer.json['subcode']]).toEqual([404, 'NotFound', 'DestinationNotFound'])
})

test.each([
  { onlineMeetingUri: 'https://meet.contoso.com/tosh' },
  { operationId: 'x'.repeat(51) },
  { subject: 'x'.repeat(251) },
  { importance: 'Dire' },
])('refuses to join with %o', async (input) => {
  const { tosh } = await company()

  const answer = await join(tosh, input)

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ parameters: [{ name: Object.keys(input)[0] }] })
})

test('refuses to join twice', async () => {
  const { tosh, onlineMeetingUri } = await toshMeeting({})

  const answer = await join(tosh, { onlineMeetingUri })

  expect([answer.status, answer.json['subcode']]).toEqual([409, 'AlreadyExists'])
})

test('refuses a thread that is there', async () => {
  const { tosh } = await toshMeeting({})

  const answer = await start(tosh, { threadId: 'thread-1' })

  expect([answer.status, answer.json['subcode']]).toEqual([409, 'ThreadIdAlreadyExists'])
})

test('does not join what is withdrawn at once', async () => {
  const { tosh } = await company()
  const answer = await start(tosh, {})
  const invitation = await tosh.get(String(answer.headers['Location']))

  await tosh.post(hrefOf(invitation.json, 'cancel'))

  expect((await tosh.hears()).slice(-4)).toEqual([
    'communication > completed onlineMeetingInvitation Cancelled Failure (Canceled)',
    'communication > updated conversation Disconnected (Canceled)',
    'conversation > deleted localParticipant',
    'communication > deleted conversation',
  ])
})

test('ends a meeting for everybody, and lets it begin anew', async () => {
  const { server, tosh, lene, meeting, onlineMeetingUri, settle } = await toshMeeting({})
  await join(lene, { onlineMeetingUri })
  await settle()

  meeting.end()

  expect(await lene.hears()).toContain('communication > updated conversation Disconnected (Ended)')
  expect((await tosh.hears()).at(-1)).toBe('communication > deleted conversation')
  expect(server.control.counts()).toMatchObject({ conversationEnded: 1 })
  await join(lene, { onlineMeetingUri })
  await settle()
  expect(lene.has('onlineMeeting')).toMatchObject({ onlineMeetingUri, leaders: [] })
})

test('forgets a meeting that was not scheduled when the last one leaves', async () => {
  const { tosh, lene, clock } = await company()
  await start(tosh, {})
  await clock.advance(0)
  await tosh.pages()
  const onlineMeetingUri = tosh.has('onlineMeeting')['onlineMeetingUri']

  await tosh.remove(hrefOf(tosh.has('conversation'), 'self'))

  expect((await join(lene, { onlineMeetingUri })).status).toBe(404)
})

test('lets a stranger join under the name she gives', async () => {
  const { server, tosh, settle } = await company()
  const { onlineMeetingUri } = server.control.meeting({ organizer: 'tosh@contoso.com', conferenceKey: 'key' })
  await join(tosh, { onlineMeetingUri })
  await settle()
  const grant = await ask(server, 'POST', '/webticket/oauthtoken', {
    body: new URLSearchParams({
      grant_type: 'urn:microsoft.rtc:anonmeeting',
      password: 'key',
      ms_rtc_conferenceuri: onlineMeetingUri,
    }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const token = String(grant.json['access_token'])
  const created = await ask(server, 'POST', '/ucwa/oauth/v1/apps', {
    token,
    body: { userAgent: 'test', endpointId: 'guest', culture: 'en-US' },
  })
  const href = hrefOf(created.json._embedded['communication'], 'joinOnlineMeeting')
  const joining = (body: object) => ask(server, 'POST', href, { token, body })

  const nameless = await joining({ onlineMeetingUri })
  const elsewhere = await joining({ anonymousDisplayName: 'Vera' })
  const answer = await joining({ onlineMeetingUri, anonymousDisplayName: 'Vera' })
  await settle()
  await settle()

  expect([nameless.status, nameless.json['parameters']]).toEqual([
    400,
    [{ name: 'anonymousDisplayName', reason: 'is missing' }],
  ])
  expect(elsewhere.status).toBe(403)
  expect(answer.status).toBe(201)
  const invitation = await ask(server, 'GET', String(answer.headers['Location']), { token })
  expect(invitation.json).toMatchObject({ state: 'Connected', anonymousDisplayName: 'Vera' })
  expect(tosh.has('participant')).toMatchObject({ name: 'Vera', anonymous: true, role: 'Attendee' })
  expect(tosh.has('participant')._links).not.toHaveProperty('contact')
  expect(created.json._embedded['communication']?._links).not.toHaveProperty('startOnlineMeeting')
})

test('joins the meetings of the options', async () => {
  const onlineMeetingUri = 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C'
  const { lene, clock } = await company({
    meetings: [
      {
        conferenceUri: onlineMeetingUri,
        conferenceKey: 'key',
        subject: 'Weekly',
        leaders: ['lene@contoso.com'],
        lobby: true,
      },
    ],
  })

  await join(lene, { onlineMeetingUri })
  await clock.advance(0)
  await lene.pages()

  expect(lene.has('onlineMeeting')).toMatchObject({
    onlineMeetingId: '4Q1B2C',
    subject: 'Weekly',
    organizerName: 'tosh',
    leaders: ['sip:lene@contoso.com'],
  })
})
