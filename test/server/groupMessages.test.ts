import { expect, test } from 'vitest'
import { threeTalking } from './company.ts'
import { eventsOf, hrefOf, shown } from './wireClient.ts'

test('brings messaging up in a meeting without asking anybody', async () => {
  const { server, tosh, ann, settle, clock } = await threeTalking()

  await ann.does('messaging', 'stopMessaging')
  const stopped = await ann.hears()
  const toshSaw = await tosh.hears()
  await ann.does('messaging', 'addMessaging', { operationId: 'again' })
  await clock.advance(0)
  const joined = await ann.hears()

  expect(stopped).toEqual([
    'conversation > updated messaging Disconnected',
    'conversation > deleted participantMessaging in localParticipant',
    'communication > updated conversation Conferenced',
  ])
  expect(toshSaw).toEqual(['conversation > deleted participantMessaging in participant'])
  expect(joined).toEqual([
    'conversation > updated messaging Connected',
    'conversation > added participantMessaging in localParticipant',
    'communication > updated conversation Conferenced',
    'communication > completed messagingInvitation Connected Success',
  ])
  expect(ann.has('conversation')).toMatchObject({ activeModalities: ['Messaging'] })
  expect(ann.has('messagingInvitation')).toMatchObject({ operationId: 'again', state: 'Connected' })
  expect(await tosh.hears()).toEqual(['conversation > added participantMessaging in participant'])
  expect(server.control.counts()).toMatchObject({ invitationStarted: 4, 'invitationCompleted Connected': 4 })
  await settle()
})

test('sends the message of addMessaging to everybody', async () => {
  const { tosh, ann, clock } = await threeTalking()
  await ann.does('messaging', 'stopMessaging')
  await ann.pages()
  await tosh.pages()

  await ann.does('messaging', 'addMessaging', { _links: { message: { href: 'data:text/plain,Hello' } } })
  await clock.advance(0)

  expect(await tosh.hears()).toContain('conversation > completed message Success')
  expect(hrefOf(tosh.has('message'), 'plainMessage')).toContain('Hello')
})

test('hands a message to everybody who is in messaging, in order', async () => {
  const { tosh, lene, ann } = await threeTalking()

  await tosh.does('messaging', 'sendMessage', 'One')
  await lene.does('messaging', 'sendMessage', 'Two')
  await tosh.does('messaging', 'sendMessage', 'Three')
  const texts = (await ann.pages())
    .flatMap(eventsOf)
    .map(({ _embedded }) => decodeURIComponent(hrefOf(_embedded?.['message'], 'plainMessage').split(',')[1] ?? ''))

  expect(texts).toEqual(['One', 'Two', 'Three'])
  expect(await lene.hears()).toEqual([
    'conversation > completed message Success',
    'conversation > completed message Success',
  ])
})

test('says from whom in the group a message is', async () => {
  const { lene, ann } = await threeTalking()

  await lene.does('messaging', 'sendMessage', 'Hello')
  const message = shown('message', ...(await ann.pages()))

  expect((await ann.get(hrefOf(message, 'participant'))).json).toMatchObject({ uri: 'sip:lene@contoso.com' })
})

test('does not hand a message to somebody who has not joined messaging', async () => {
  const { tosh, lene, ann } = await threeTalking()
  await ann.does('messaging', 'stopMessaging')
  await ann.pages()
  await tosh.pages()

  await tosh.does('messaging', 'sendMessage', 'Psst')

  expect(await ann.hears()).toEqual([])
  await lene.pages()
  expect(await tosh.hears()).toEqual(['conversation > completed message Success'])
})

test('tells of success once, when the last one has the message', async () => {
  const { server, tosh, lene, ann } = await threeTalking()
  await tosh.does('messaging', 'sendMessage', 'Hello')

  await lene.pages()
  const afterLene = await tosh.hears()
  await ann.pages()

  expect(afterLene).toEqual([])
  expect(await tosh.hears()).toEqual(['conversation > completed message Success'])
  expect(server.control.counts()).toMatchObject({ messageAccepted: 1, messageDelivered: 1 })
})

test('names those whom a message has not reached', async () => {
  const { server, tosh, lene, clock } = await threeTalking()
  await tosh.does('messaging', 'sendMessage', 'Hello')
  await lene.pages()

  await clock.advance(30_000)
  const pages = await tosh.pages()

  const [event] = pages.flatMap(eventsOf)
  expect(event).toMatchObject({ type: 'completed', status: 'Failure', reason: { subcode: 'Timeout' } })
  const failed = shown('message', ...pages)
  expect(failed).toMatchObject({ direction: 'Outgoing', status: 'Failed' })
  const links = failed._links['failedDeliveryParticipant'] as unknown as { href: string; title: string }[]
  expect(links.map(({ title }) => title)).toEqual(['ann'])
  expect((await tosh.get(links[0]?.href ?? '')).json['uri']).toBe('sip:ann@contoso.com')
  expect(server.control.counts()).toMatchObject({ messageFailed: 1 })
})

test('succeeds with a message to nobody', async () => {
  const { tosh, lene, ann } = await threeTalking()
  await lene.does('messaging', 'stopMessaging')
  await ann.does('messaging', 'stopMessaging')
  await tosh.pages()

  await tosh.does('messaging', 'sendMessage', 'Hello?')

  expect(await tosh.hears()).toEqual(['conversation > completed message Success'])
})

test('shows everybody who types', async () => {
  const { tosh, lene, ann, clock } = await threeTalking()

  await ann.does('messaging', 'setIsTyping')
  const started = [await tosh.hears(), await lene.hears(), await ann.hears()]
  await clock.advance(6000)

  expect(started).toEqual([
    ['conversation > added participant in typingParticipants'],
    ['conversation > added participant in typingParticipants'],
    [],
  ])
  expect(await lene.hears()).toEqual(['conversation > deleted participant in typingParticipants'])
})

test('lets one go and the others stay', async () => {
  const { tosh, lene, ann } = await threeTalking()

  const answer = await lene.remove(hrefOf(lene.has('conversation'), 'self'))

  expect(answer.status).toBe(204)
  expect(await lene.hears()).toEqual([
    'conversation > updated messaging Disconnected',
    'conversation > deleted participantMessaging in localParticipant',
    'communication > updated conversation Disconnected',
    'conversation > deleted participant',
    'conversation > deleted participant',
    'conversation > deleted localParticipant',
    'communication > deleted conversation',
  ])
  const gone = [
    'conversation > deleted participantMessaging in participant',
    'conversation > deleted participant in attendees',
    'conversation > deleted participant',
  ]
  expect([await tosh.hears(), await ann.hears()]).toEqual([gone, gone])
  await ann.does('messaging', 'sendMessage', 'Still here?')
  expect(await tosh.hears()).toEqual(['conversation > completed message Success'])
})

test('lets the last one stay alone', async () => {
  const { server, clock, tosh, lene, ann } = await threeTalking()
  await lene.remove(hrefOf(lene.has('conversation'), 'self'))
  await tosh.remove(hrefOf(tosh.has('conversation'), 'self'))

  await clock.advance(14 * 60_000)

  expect(server.control.counts()).not.toHaveProperty('conversationEnded')
  expect((await ann.sees('conversation')).state).toBe('Conferenced')
  await ann.remove(hrefOf(ann.has('conversation'), 'self'))
  expect(server.control.counts()).toMatchObject({ conversationLeft: 3, conversationEnded: 1 })
})

test('withdraws what somebody has asked who goes', async () => {
  const { tosh, bob, settle } = await threeTalking()
  await tosh.does('conversation', 'addParticipant', { to: 'sip:bob@contoso.com' })
  await settle()
  await settle()

  await tosh.remove(hrefOf(tosh.has('conversation'), 'self'))

  expect((await bob.hears())[0]).toBe('communication > completed onlineMeetingInvitation Cancelled Failure (Canceled)')
})

test('takes somebody out whose application ends', async () => {
  const { server, tosh } = await threeTalking()

  server.control.expireApplication('ann@contoso.com')

  expect(await tosh.hears()).toContain('conversation > deleted participant')
})
