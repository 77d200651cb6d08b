import { expect, test } from 'vitest'
import { connectedUsers, drainPages, toshAlone, twoUsers } from './conversationBetween.ts'
import { hrefOf, type Shown, shown, type WireUser } from './wireClient.ts'

const linksOf = async (user: WireUser, href: string): Promise<readonly string[]> =>
  Object.keys((await user.get(href)).json._links).toSorted()

test('while it rings the caller can withdraw', async () => {
  const { tosh, lene } = await toshAlone()
  lene.staysSilent()
  const answer = await tosh.startMessaging({ to: 'lene@contoso.com' })
  const invitation = (await tosh.get(String(answer.headers['Location']))).json

  expect(invitation._links).toHaveProperty('cancel')
  expect(await linksOf(tosh, hrefOf(invitation, 'conversation'))).toEqual(['messaging', 'self'])
  expect(await linksOf(tosh, hrefOf(invitation, 'messaging'))).toEqual(['conversation', 'self', 'stopMessaging'])
})

test('while it rings the callee can accept or decline', async () => {
  const { clock, tosh, lene } = await twoUsers()
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  const invitation = shown('messagingInvitation', ...(await drainPages(lene, clock)))
  const conversation = await lene.get(hrefOf(invitation, 'conversation'))

  expect(invitation._links).toHaveProperty('accept')
  expect(invitation._links).toHaveProperty('decline')
  expect(conversation.json).toMatchObject({ state: 'Incoming', activeModalities: ['Messaging'] })
  expect(Object.keys(conversation.json._links)).toEqual(['self', 'messaging'])
})

test.each(['tosh', 'lene'] as const)('once connected %s can send, type or stop', async (name) => {
  const { [name]: user, toshHas, leneHas } = await connectedUsers()
  const has = name === 'tosh' ? toshHas : leneHas
  const conversation = await user.get(hrefOf(has('conversation'), 'self'))
  const invitation = await user.get(hrefOf(has('messagingInvitation'), 'self'))

  expect(await linksOf(user, hrefOf(conversation.json, 'messaging'))).toEqual([
    'conversation',
    'self',
    'sendMessage',
    'setIsTyping',
    'stopMessaging',
    'typingParticipants',
  ])
  expect(conversation.json).toMatchObject({ state: 'Connected', activeModalities: ['Messaging'], subject: 'Lunch' })
  expect(Object.keys(conversation.json._links)).toEqual([
    'self',
    'messaging',
    'localParticipant',
    'participants',
    'addParticipant',
  ])
  for (const rel of ['accept', 'decline', 'cancel']) expect(invitation.json._links).not.toHaveProperty(rel)
})

test('shows who takes part', async () => {
  const { tosh, toshHas } = await connectedUsers()
  const conversation = toshHas('conversation')
  const participants = await tosh.get(hrefOf(conversation, 'participants'))
  const [link] = Object.values({ ...participants.json._links['participant'] }) as unknown as { href: string }[]
  const other = await tosh.get(link?.href ?? '')
  const self = await tosh.get(hrefOf(conversation, 'localParticipant'))

  expect(other.json).toMatchObject({ rel: 'participant', uri: 'sip:lene@contoso.com', local: false })
  expect(self.json).toMatchObject({ rel: 'participant', uri: 'sip:tosh@contoso.com', local: true })
  expect((await tosh.get(hrefOf(other.json, 'participantMessaging'))).json['rel']).toBe('participantMessaging')
  expect((await tosh.get(hrefOf(other.json, 'contact'))).json['uri']).toBe('sip:lene@contoso.com')
  expect((await tosh.get(hrefOf(other.json, 'contactPresence'))).json).toMatchObject({ availability: 'Online' })
})

test('lists the conversations that go on', async () => {
  const { tosh, toshHas } = await connectedUsers()
  const href = hrefOf(tosh.application._embedded['communication'], 'conversations')
  const during = await tosh.get(href)
  await tosh.post(hrefOf(toshHas('messaging'), 'stopMessaging'))
  const after = await tosh.get(href)

  expect(during.json._links['conversation']).toEqual([{ href: hrefOf(toshHas('conversation'), 'self') }])
  expect(after.json._links['conversation']).toEqual([])
})

test('refuses to add messaging that is there', async () => {
  const { tosh, toshHas } = await connectedUsers()

  const answer = await tosh.post(`${hrefOf(toshHas('messaging'), 'self')}/again`, {})

  expect([answer.status, answer.json['subcode']]).toEqual([409, 'AlreadyExists'])
})

test('refuses to add messaging that is under way', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.staysSilent()
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  const messaging = shown('messaging', ...(await drainPages(tosh, clock)))

  const answer = await tosh.post(`${hrefOf(messaging, 'self')}/again`, {})

  expect([answer.status, answer.json['subcode']]).toEqual([409, 'AnotherOperationPending'])
})

const postable = (resource: Shown): readonly string[] =>
  Object.entries(resource._links)
    .filter(([rel]) =>
      ['startMessaging', 'makeMeAvailable', 'cancel', 'sendMessage', 'setIsTyping', 'stopMessaging'].includes(rel),
    )
    .map(([, { href }]) => href)

test.each([
  [false, 0],
  [true, 1],
])('with hrefQueries %s puts %i query on each href of a command', async (hrefQueries, queries) => {
  const { toshHas, tosh } = await connectedUsers({ hrefQueries })
  const { me, communication } = tosh.application._embedded
  const hrefs = [me, communication, toshHas('messaging')].flatMap((resource) => (resource ? postable(resource) : []))

  expect(hrefs).toHaveLength(5)
  for (const href of hrefs) expect(href.split('?')).toHaveLength(1 + queries)
})

test('insists on the queries it has put on hrefs', async () => {
  const { tosh, toshHas } = await connectedUsers({ hrefQueries: true })
  const href = hrefOf(toshHas('messaging'), 'sendMessage')

  expect((await tosh.post(`${href}&operationId=1`, 'Hello')).status).toBe(201)
  expect((await tosh.post(href.split('?')[0] ?? '', 'Hello')).status).toBe(400)
})
