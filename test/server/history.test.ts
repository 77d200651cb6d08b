import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { xml } from '../../src/xml/format.ts'
import { drainPages, twoUsers } from './conversationBetween.ts'
import { afterTalk, logHrefsOf, logsOf, missedItemsOf } from './pastConversation.ts'
import { eventsOf, hrefOf, serverOnVirtualClock, shown, type Shown, signIn, summary } from './wireClient.ts'

const transcriptsOf = (page: Shown): readonly Shown[] =>
  (page._embedded['conversationLogTranscript'] ?? []) as unknown as readonly Shown[]

const texts = (page: Shown): readonly string[] =>
  transcriptsOf(page).map(({ _embedded }) =>
    decodeURIComponent(hrefOf(_embedded['messageTranscript'], 'plainMessage').split(',')[1] ?? ''),
  )

test('keeps a conversation that is over as a log of each side', async () => {
  const { lene, log, toshHas } = await afterTalk()
  const [lenes] = await logsOf(lene)

  expect(log).toMatchObject({
    rel: 'conversationLog',
    direction: 'Outgoing',
    importance: 'Normal',
    modalities: ['Messaging'],
    status: 'Archived',
    subject: 'Lunch',
    threadId: toshHas('conversation')['threadId'],
    totalRecipientsCount: 1,
    type: 'MessageLog',
    _embedded: { conversationLogRecipient: [{ displayName: 'Lene Aaling', sipUri: 'sip:lene@contoso.com' }] },
  })
  expect(lenes).toMatchObject({
    direction: 'Incoming',
    _embedded: { conversationLogRecipient: [{ displayName: 'Tosh Meston', sipUri: 'sip:tosh@contoso.com' }] },
  })
})

test('keeps what was said, in order and by whom', async () => {
  const { log, lene, tosh, clock } = await afterTalk({
    invitation: { _links: { message: { href: 'data:,Hi' } } },
    says: ['One', 'Two'],
  })
  const [lenes] = await logsOf(lene)

  const page = (await tosh.get(hrefOf(log, 'conversationLogTranscripts'))).json
  const hers = (await lene.get(hrefOf(lenes, 'conversationLogTranscripts'))).json

  expect([texts(page), texts(hers)]).toEqual([
    ['Hi', 'One', 'Two'],
    ['Hi', 'One', 'Two'],
  ])
  expect(page.rel).toBe('conversationLogTranscripts')
  expect(transcriptsOf(page)[0]).toMatchObject({
    rel: 'conversationLogTranscript',
    timeStamp: `/Date(${clock.now()})/`,
    _links: { me: { href: hrefOf(tosh.application._embedded['me'], 'self') } },
  })
  expect(transcriptsOf(hers)[0]?._links['contact']).toMatchObject({ title: 'Tosh Meston' })
  expect(log['previewMessage']).toBe('Hi')
})

test('shows a transcript twenty entries at a time', async () => {
  const says = Array.from({ length: 41 }, (_, at) => `m${at}`)
  const { log, tosh } = await afterTalk({ says })

  const pages = [(await tosh.get(hrefOf(log, 'conversationLogTranscripts'))).json]
  for (let page = pages[0]; page?._links['nextConversationLogTranscripts'] !== undefined; page = pages.at(-1)) {
    pages.push((await tosh.get(hrefOf(page, 'nextConversationLogTranscripts'))).json)
  }

  expect(pages.map(texts)).toEqual([says.slice(0, 20), says.slice(20, 40), says.slice(40)])
  expect(pages.map(({ rel }) => rel)).toEqual([
    'conversationLogTranscripts',
    'nextConversationLogTranscripts',
    'nextConversationLogTranscripts',
  ])
})

test('keeps the newest thousand messages of a conversation', async () => {
  const { log, tosh } = await afterTalk({ says: Array.from({ length: 1001 }, (_, at) => `m${at}`) })

  const first = (await tosh.get(hrefOf(log, 'conversationLogTranscripts'))).json
  const last = await tosh.get(`${hrefOf(log, 'conversationLogTranscripts')}/from/980`)

  expect([texts(first)[0], texts(last.json).at(-1)]).toEqual(['m1', 'm1000'])
  expect(last.json._links).not.toHaveProperty('nextConversationLogTranscripts')
})

test('has a resource behind every self link of a log', async () => {
  const { log, tosh } = await afterTalk({ says: ['One'] })
  const page = (await tosh.get(hrefOf(log, 'conversationLogTranscripts'))).json
  const [entry] = transcriptsOf(page)
  const [recipient] = log._embedded['conversationLogRecipient'] as unknown as readonly Shown[]

  for (const resource of [log, page, entry, entry?._embedded['messageTranscript'], recipient]) {
    expect((await tosh.get(hrefOf(resource, 'self'))).json).toEqual(resource)
  }
})

test.each(['0', '20', 'x'])('has no page of a transcript from %s on', async (position) => {
  const { log, tosh } = await afterTalk({ says: ['One'] })

  expect((await tosh.get(`${hrefOf(log, 'conversationLogTranscripts')}/from/${position}`)).status).toBe(404)
})

test('shows the same log in JSON as in XML', async () => {
  const { log, tosh } = await afterTalk({ says: ['One & <two>'] })
  const inBoth = async (href: string) => {
    const [one, other] = await Promise.all(
      [json(), xml()].map(async (format) =>
        format.parse((await tosh.get(href, { headers: { accept: format.accept } })).text),
      ),
    )
    return [one, other]
  }

  for (const href of [
    hrefOf(log, 'self'),
    hrefOf(log, 'conversationLogTranscripts'),
    hrefOf(tosh.application._embedded['communication'], 'conversationLogs'),
    hrefOf(tosh.application._embedded['communication'], 'missedItems'),
  ]) {
    const [inJson, inXml] = await inBoth(href)
    expect(inXml).toEqual(inJson)
  }
})

test('lists the newest log first', async () => {
  const { clock, tosh, lene, log } = await afterTalk()
  await tosh.post(hrefOf(log, 'continueMessaging'))
  const incoming = shown('messagingInvitation', ...(await drainPages(lene, clock)))
  await lene.post(hrefOf(incoming, 'accept'))
  await tosh.remove(hrefOf(shown('conversation', ...(await drainPages(tosh, clock))), 'self'))

  const [newest, ...older] = await logHrefsOf(tosh)

  expect(older).toEqual([hrefOf(log, 'self')])
  expect(await logHrefsOf(tosh, '?limit=1')).toEqual([newest])
})

test.each(['0', '-1', 'many', '1.5'])('refuses %s as limit', async (limit) => {
  const { tosh } = await twoUsers()

  const answer = await tosh.get(
    `${hrefOf(tosh.application._embedded['communication'], 'conversationLogs')}?limit=${limit}`,
  )

  expect(answer).toMatchObject({ status: 400, json: { parameters: [{ name: 'limit' }] } })
})

test('keeps the newest hundred logs of a user', async () => {
  const { server, clock } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  const lene = server.control.user('lene@contoso.com')
  for (let at = 0; at <= 100; at++) lene.invites('tosh@contoso.com', { subject: `s${at}` }).withdraw()
  await clock.advance(0)

  const logs = await logsOf(tosh)

  expect([logs.length, logs[0]?.['subject'], logs.at(-1)?.['subject']]).toEqual([100, 's100', 's1'])
})

test('keeps the history when the application is gone', async () => {
  const { server, tosh } = await afterTalk()
  await tosh.remove(hrefOf(tosh.application, 'self'))

  const again = await signIn(server, 'tosh@contoso.com')

  expect((await logsOf(again)).map((log) => log['subject'])).toEqual(['Lunch'])
})

test('removes a log by DELETE', async () => {
  const { log, tosh, clock } = await afterTalk()

  const answer = await tosh.remove(hrefOf(log, 'self'))

  expect(answer.status).toBe(204)
  expect(summary(...(await drainPages(tosh, clock)))).toEqual(['communication > updated missedItems'])
  expect((await tosh.get(hrefOf(log, 'self'))).status).toBe(404)
  expect(await logsOf(tosh)).toEqual([])
})

test('leaves the log of the other side when one is removed', async () => {
  const { log, tosh, lene } = await afterTalk()

  await tosh.remove(hrefOf(log, 'self'))

  expect(await logsOf(lene)).toHaveLength(1)
})

test('does not know the log of somebody else', async () => {
  const { lene, log, tosh } = await afterTalk()
  const foreign = hrefOf(log, 'self').replace(String(tosh.application['id']), String(lene.application['id']))

  expect((await lene.get(foreign)).status).toBe(404)
})

const unanswered = async () => {
  const users = await twoUsers()
  await users.tosh.startMessaging({
    to: 'sip:lene@contoso.com',
    subject: 'Lunch',
    _links: { message: { href: 'data:,Hi' } },
  })
  await users.clock.advance(30_000)
  const [log] = await logsOf(users.lene)
  if (log === undefined) throw new Error('Lene has no log')
  return { ...users, log, pages: await drainPages(users.lene, users.clock) }
}

const counts = ({ conversationLogsCount, missedConversationsCount, unreadMissedConversationsCount }: Shown) => [
  conversationLogsCount,
  missedConversationsCount,
  unreadMissedConversationsCount,
]

test('keeps an invitation that was missed as a log of whom it rang at', async () => {
  const { log, tosh } = await unanswered()

  expect(log).toMatchObject({ status: 'Missed', direction: 'Incoming', subject: 'Lunch', previewMessage: 'Hi' })
  expect(log._links).toHaveProperty('markAsRead')
  expect(await logsOf(tosh)).toEqual([])
})

test('tells what was missed after the conversation is gone', async () => {
  const { lene, pages } = await unanswered()

  expect(summary(...pages).slice(-2)).toEqual([
    'communication > deleted conversation',
    'communication > updated missedItems',
  ])
  expect(shown('missedItems', ...pages)).toEqual(await missedItemsOf(lene))
  expect(counts(await missedItemsOf(lene))).toEqual([1, 1, 1])
})

test('counts less unread when a log is marked as read', async () => {
  const { clock, lene, log } = await unanswered()

  const answer = await lene.post(hrefOf(log, 'markAsRead'))

  expect(answer.status).toBe(204)
  const pages = await drainPages(lene, clock)
  expect(counts(shown('missedItems', ...pages))).toEqual([1, 1, 0])
  expect(counts(await missedItemsOf(lene))).toEqual([1, 1, 0])
  expect((await lene.get(hrefOf(log, 'self'))).json._links).not.toHaveProperty('markAsRead')
})

test('takes it well when a log is marked as read again', async () => {
  const { clock, lene, log } = await unanswered()
  await lene.post(hrefOf(log, 'markAsRead'))
  await drainPages(lene, clock)

  expect((await lene.post(hrefOf(log, 'markAsRead'))).status).toBe(204)
  expect(await drainPages(lene, clock)).toEqual([])
})

test('counts nothing of a missed log that is removed', async () => {
  const { lene, log } = await unanswered()

  await lene.remove(hrefOf(log, 'self'))

  expect(counts(await missedItemsOf(lene))).toEqual([0, 0, 0])
})

test('continues a conversation that was missed', async () => {
  const { clock, tosh, lene, log } = await unanswered()
  await drainPages(tosh, clock)

  await lene.post(hrefOf(log, 'continueMessaging'))

  expect(shown('messagingInvitation', ...(await drainPages(tosh, clock)))).toMatchObject({
    direction: 'Incoming',
    subject: 'Lunch',
    threadId: log['threadId'],
  })
})

test('misses once what rang in two applications', async () => {
  const { server, clock, tosh, lene } = await twoUsers()
  const another = await signIn(server, 'lene@contoso.com', { endpointId: 'another' })
  await tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await clock.advance(30_000)

  expect(await logsOf(lene)).toHaveLength(1)
  for (const user of [lene, another]) {
    const told = (await drainPages(user, clock)).flatMap(eventsOf).filter(({ link }) => link.rel === 'missedItems')
    expect(told).toHaveLength(1)
  }
})

test('misses what the caller withdraws', async () => {
  const { clock, tosh, lene } = await twoUsers()
  await tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await tosh.post(hrefOf(shown('messagingInvitation', ...(await drainPages(tosh, clock))), 'cancel'))

  expect((await logsOf(lene)).map((log) => log['status'])).toEqual(['Missed'])
})

test('misses nothing that was declined', async () => {
  const { clock, tosh, lene } = await twoUsers()
  await tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await lene.post(hrefOf(shown('messagingInvitation', ...(await drainPages(lene, clock))), 'decline'))

  expect(await logsOf(lene)).toEqual([])
})

test('misses nothing that was accepted elsewhere', async () => {
  const { server, clock, tosh, lene } = await twoUsers()
  await signIn(server, 'lene@contoso.com', { endpointId: 'another' })
  await tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await lene.post(hrefOf(shown('messagingInvitation', ...(await drainPages(lene, clock))), 'accept'))

  expect(counts(await missedItemsOf(lene))).toEqual([0, 0, 0])
})
