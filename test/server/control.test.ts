import { expect, test } from 'vitest'
import { join, threeTalking, toshMeeting, twoTalking } from './company.ts'
import { connectedUsers, drainPages, toshAlone, twoUsers } from './conversationBetween.ts'
import { ask, askOrDrop, hrefOf, shown, summary } from './wireClient.ts'

test('a puppet is heard by a real client', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.answers()
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  await clock.advance(0)
  await drainPages(tosh, clock)

  lene.types('tosh@contoso.com')
  const typing = await drainPages(tosh, clock)
  lene.says('tosh@contoso.com', 'Hello')
  const saying = await drainPages(tosh, clock)
  lene.hangsUp('tosh@contoso.com')
  const ending = await drainPages(tosh, clock)

  expect(summary(...typing)).toEqual(['conversation > added participant in typingParticipants'])
  expect(summary(...saying)).toEqual([
    'conversation > deleted participant in typingParticipants',
    'conversation > completed message Success',
  ])
  expect(summary(...ending)[0]).toBe('conversation > updated messaging Disconnected (Ended)')
})

test('a puppet hears a real client', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.answers()
  await tosh.startMessaging({ to: 'lene@contoso.com', _links: { message: { href: 'data:,Hi' } } })
  await clock.advance(0)
  const messaging = shown('messaging', ...(await drainPages(tosh, clock)))

  await tosh.post(hrefOf(messaging, 'sendMessage'), 'How are you?')

  expect(lene.heard().map(({ text }) => text)).toEqual(['Hi', 'How are you?'])
  expect(summary(...(await drainPages(tosh, clock)))).toEqual(['conversation > completed message Success'])
})

test('a puppet invites a real client', async () => {
  const { clock, tosh, lene } = await toshAlone()

  const invitation = lene.invites('tosh@contoso.com', { subject: 'Lunch', message: 'Hungry?', importance: 'Urgent' })
  const incoming = shown('messagingInvitation', ...(await drainPages(tosh, clock)))
  const before = invitation.state()
  await tosh.post(hrefOf(incoming, 'accept'))

  expect(incoming).toMatchObject({ subject: 'Lunch', importance: 'Urgent', threadId: invitation.threadId })
  expect([before, invitation.state()]).toEqual(['Connecting', 'Connected'])
  expect(hrefOf(shown('message', ...(await drainPages(tosh, clock))), 'plainMessage')).toContain('Hungry%3f')
})

test('a puppet withdraws what it has asked', async () => {
  const { clock, tosh, lene } = await toshAlone()
  const invitation = lene.invites('tosh@contoso.com')
  await drainPages(tosh, clock)

  invitation.withdraw()

  expect(invitation.state()).toBe('Cancelled')
  expect(summary(...(await drainPages(tosh, clock)))).toContain(
    'communication > completed messagingInvitation Cancelled Failure (Canceled)',
  )
})

test('a silent puppet accepts by hand', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.staysSilent()
  await tosh.startMessaging({ to: 'lene@contoso.com', threadId: 'thread1' })

  lene.accepts('thread1')

  expect(summary(...(await drainPages(tosh, clock)))).toContain(
    'communication > completed messagingInvitation Connected Success',
  )
})

test('a silent puppet refuses by hand for any reason', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.staysSilent()
  await tosh.startMessaging({ to: 'lene@contoso.com' })

  lene.refuses('tosh@contoso.com', 'NotAcceptable')

  expect(summary(...(await drainPages(tosh, clock)))).toContain(
    'communication > completed messagingInvitation Failed Failure (NotAcceptable)',
  )
})

test('a treatment goes before the clients of the user', async () => {
  const { server, clock, tosh, lene } = await twoUsers()
  server.control.user('lene@contoso.com').isBusy()
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  await clock.advance(0)
  const whileBusy = await drainPages(lene, clock)

  server.control.user('lene@contoso.com').usesClients()
  await tosh.startMessaging({ to: 'lene@contoso.com' })

  expect(whileBusy).toEqual([])
  expect(await drainPages(lene, clock)).toHaveLength(1)
})

test('throws where there is nobody to move', async () => {
  const { server } = await toshAlone()

  expect(() => server.control.user('nobody@contoso.com')).toThrow('there is no user nobody@contoso.com')
  expect(() => server.control.user('lene@contoso.com').says('tosh@contoso.com', 'Hi')).toThrow('no conversation')
  expect(() => server.control.hrefs('lene@contoso.com')).toThrow('has no application')
})

test('answers the next P-GET with resync', async () => {
  const { server, tosh } = await toshAlone()

  server.control.resync('tosh@contoso.com')
  const lost = await ask(server, 'GET', tosh.next(), { token: tosh.token })
  server.control.emit('tosh@contoso.com', [{ rel: 'x', href: '/x', events: [] }])
  const page = await ask(server, 'GET', hrefOf(lost.json, 'resync'), { token: tosh.token })

  expect(Object.keys(lost.json._links)).toEqual(['resync'])
  expect(page.json['sender']).toEqual([{ rel: 'x', href: '/x', events: [] }])
})

test('answers the parked P-GET with resume once conversations are closed', async () => {
  const { server, clock, tosh, lene, toshHas } = await connectedUsers()
  const parked = tosh.page()

  server.control.resume('tosh@contoso.com')
  const page = await parked
  server.control.emit('tosh@contoso.com', [{ rel: 'x', href: '/x', events: [] }])

  expect(Object.keys(page._links)).toEqual(['self', 'resume'])
  expect((await tosh.page()).sender).toEqual([{ rel: 'x', href: '/x', events: [] }])
  expect((await tosh.get(hrefOf(toshHas('conversation'), 'self'))).status).toBe(404)
  expect(summary(...(await drainPages(lene, clock)))).toContain('communication > deleted conversation')
})

test('forgets after resume what the channel was told', async () => {
  const { server, clock, tosh } = await toshAlone()
  const first = tosh.page('&timeout=1800')
  server.control.resume('tosh@contoso.com')
  await first
  const second = tosh.page()

  await clock.advance(180_000)

  expect((await second).sender).toEqual([])
})

test('answers the next P-GET with a page of the test', async () => {
  const { server, tosh } = await connectedUsers()
  const parked = tosh.page()

  server.control.push('tosh@contoso.com', (self, next, { conversations }) => ({
    _links: { self: { href: self }, next: { href: next } },
    sender: [{ rel: 'conversation', href: conversations[0]?.conversation, events: [] }],
  }))
  const pushed = await parked
  server.control.emit('tosh@contoso.com', [{ rel: 'x', href: '/x', events: [] }])

  expect(pushed.sender[0]?.href).toBe(server.control.hrefs('tosh@contoso.com').conversations[0]?.conversation)
  expect((await tosh.page()).sender[0]?.rel).toBe('x')
})

test('answers with text as it is, which leaves the P-GET to be asked again', async () => {
  const { server, tosh } = await toshAlone()
  server.control.push('tosh@contoso.com', '{"_links":')

  const broken = await server.handle({
    method: 'GET',
    url: `http://pool${tosh.next()}`,
    headers: { authorization: `Bearer ${tosh.token}` },
    body: '',
  })
  server.control.emit('tosh@contoso.com', [{ rel: 'x', href: '/x', events: [] }])

  expect(broken).toMatchObject({ status: 200, body: '{"_links":' })
  expect((await tosh.page()).sender[0]?.rel).toBe('x')
})

test('forgets applications as a restart does', async () => {
  const { server, tosh } = await toshAlone()
  const parked = askOrDrop(server, 'GET', tosh.next(), { token: tosh.token })

  server.control.forgetApplications()

  expect(await parked).toBeUndefined()
  expect((await tosh.get(hrefOf(tosh.application, 'self'))).json['subcode']).toBe('ApplicationNotFound')
})

test('says when a P-GET is parked', async () => {
  const { server, tosh } = await toshAlone()
  const order: string[] = []
  const parked = server.control.untilParked('tosh@contoso.com').then(() => order.push('parked'))
  order.push('asking')

  const page = tosh.page()
  await parked
  const count = server.control.parked('tosh@contoso.com')
  server.control.emit('tosh@contoso.com', [{}])
  await page

  expect(order).toEqual(['asking', 'parked'])
  expect([count, server.control.parked('tosh@contoso.com')]).toEqual([1, 0])
})

test('writes down what has taken effect, without the text of messages', async () => {
  const { server, clock, tosh, lene, toshHas } = await connectedUsers()
  await tosh.post(`${hrefOf(toshHas('messaging'), 'sendMessage')}?operationId=op1`, 'secret')
  await drainPages(lene, clock)
  await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))
  await tosh.post(hrefOf(toshHas('messaging'), 'stopMessaging'))

  expect(server.control.log().map(({ event }) => event)).toEqual([
    'applicationCreated',
    'madeAvailable',
    'applicationCreated',
    'madeAvailable',
    'invitationStarted',
    'invitationReceived',
    'invitationAccepted',
    'invitationCompleted',
    'messageAccepted',
    'messageReceived',
    'messageDelivered',
    'typingSet',
    'typingSeen',
    'messagingStopped',
    'participantLeft',
    'participantLeft',
    'conversationEnded',
  ])
  expect(server.control.counts()).toMatchObject({ messageDelivered: 1, 'invitationCompleted Connected': 1 })
  expect(JSON.stringify(server.control.log())).not.toContain('secret')
})

test('writes down where a message is, each time that it was sent', async () => {
  const { server, tosh, toshHas } = await connectedUsers()
  const href = hrefOf(toshHas('messaging'), 'sendMessage')
  const first = await tosh.post(`${href}?operationId=op1`, 'Hello')
  const again = await tosh.post(`${href}?operationId=op1`, 'Hello')

  const accepted = server.control.log().filter(({ event }) => event === 'messageAccepted')
  expect(accepted.map(({ resource }) => resource)).toEqual([first.headers['Location'], again.headers['Location']])
})

test('writes down who has come to a meeting, and what its leader has done', async () => {
  const { server, tosh, lene, onlineMeetingUri, settle } = await toshMeeting({ lobby: true })
  const before = server.control.log().length
  await join(lene, { onlineMeetingUri })
  await settle()
  await tosh.does('participant', 'admit')
  await settle()
  await tosh.does('conversation', 'disableAudienceMessaging')
  await tosh.does('participant', 'eject')

  const news = server.control.log().slice(before)
  expect(news.map(({ event, user, outcome = '' }) => `${event} ${user.slice(4, 8)} ${outcome}`.trim())).toEqual([
    'invitationStarted lene',
    'lobbyEntered lene',
    'participantManaged tosh admit',
    'meetingEntered lene',
    'invitationCompleted lene Connected',
    'audienceMessagingSet tosh Disabled',
    'participantManaged tosh eject',
    'participantLeft lene',
  ])
})

test('writes down that a conversation has become a meeting for everybody who was in it', async () => {
  const { server } = await threeTalking()

  const entered = server.control.log().filter(({ event }) => event === 'meetingEntered')
  expect(entered.map(({ user }) => user)).toEqual([
    'sip:tosh@contoso.com',
    'sip:lene@contoso.com',
    'sip:ann@contoso.com',
  ])
})

test('writes down at whom it has stopped ringing', async () => {
  const { server, tosh, settle } = await twoTalking()
  await tosh.does('conversation', 'addParticipant', { to: 'sip:ann@contoso.com' })
  await settle()
  await settle()
  await tosh.does('participantInvitation', 'cancel')

  const withdrawn = server.control.log().filter(({ event }) => event === 'invitationWithdrawn')
  expect(withdrawn.map(({ user }) => user)).toEqual(['sip:ann@contoso.com'])
})
