import { expect, test } from 'vitest'
import { drainPages, toshAlone, twoUsers } from './conversationBetween.ts'
import { hrefOf, shown, signIn } from './wireClient.ts'

const revision2 = { 'x-ms-requiresminresourceversion': '2', 'content-type': 'application/json' }

const start = async (
  input: unknown,
  query = '',
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
) => {
  const { server, clock, tosh, lene } = await toshAlone()
  lene.staysSilent()
  const href = hrefOf(tosh.application._embedded['communication'], 'startMessaging')
  const answer = await tosh.post(href + query, typeof input === 'string' ? input : JSON.stringify(input), headers)
  return { server, clock, tosh, answer }
}

const to = 'sip:lene@contoso.com'
const data = (href: string) => ({ to, _links: { message: { href } } })

test.each([
  ['a SIP URI', { to }, ''],
  ['a bare address', { to: 'lene@contoso.com' }, ''],
  ['a SIP URI with spaces', { to: ' sip : lene@contoso.com ' }, ''],
  ['capital letters', { TO: 'SIP:Lene@Contoso.com' }, ''],
  ['a data URL with spaces', data('data : text/plain;base64,\n  SGk='), ''],
  ['`to` in the query', {}, '?to=sip:lene@contoso.com'],
  ['`to` in both', { to }, '?To=lene@contoso.com'],
  ['unknown fields', { to, sessionContext: 'x', telemetryId: null }, '?telemetryId=1'],
  ['the longest subject', { to, subject: 'x'.repeat(250) }, ''],
  ['fields that are null', { to, subject: null, threadId: null, operationId: null }, ''],
  ['keys of prototypes', JSON.parse('{"to":"sip:lene@contoso.com","__proto__":{"a":1},"constructor":1}'), ''],
])('takes %s', async (_, input, query) => {
  const { answer, tosh } = await start(input, query)

  expect(answer.status).toBe(201)
  expect((await tosh.get(String(answer.headers['Location']))).json['to']).toBe(to)
})

test.each([
  ['nobody', {}, '', 'to'],
  ['two different people', { to }, '?to=sip:ann@contoso.com', 'to'],
  ['a telephone', { to: 'tel:+14255551234' }, '', 'to'],
  ['a number', { to: 7 }, '', 'to'],
  ['a long operationId', { to, operationId: 'x'.repeat(51) }, '', 'operationId'],
  ['a long subject', { to, subject: 'x'.repeat(251) }, '', 'subject'],
  ['a long threadId', { to, threadId: 'x'.repeat(251) }, '', 'threadId'],
  ['an importance that does not exist', { to, importance: 'Huge' }, '', 'importance'],
  ['a message that is no data URL', data('http://contoso.com/'), '', 'message'],
  ['a message that is no base64', data('data:text/plain;base64,@@@'), '', 'message'],
  ['custom content that is no data URL', { to, _links: { customContent: { href: 'v=0' } } }, '', 'customContent'],
  ['a message in an unknown charset', data('data:text/plain;charset=klingon,x'), '', 'message'],
  ['a message that is no text', data('data:image/png;base64,AAAA'), '', 'message'],
  ['a message among the fields that is no data URL', { to, message: 'Hi' }, '', 'message'],
  ['two messages', { ...data('data:,Hi'), message: 'data:,Hello' }, '', 'message'],
  [
    'a message in the query and another among the fields',
    { to, message: 'data:,Hi' },
    '?Message=data:,Hello',
    'message',
  ],
  ['two people in the query', {}, '?to=sip:lene@contoso.com&To=sip:ann@contoso.com', 'to'],
  ['two people in the body', { to, TO: 'sip:ann@contoso.com' }, '', 'to'],
  ['links that are no object', { to, _links: [] }, '', '_links'],
])('refuses %s', async (_, input, query, name) => {
  const { answer } = await start(input, query)

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ subcode: 'ParameterValidationFailure', parameters: [{ name }] })
})

const messageIn = async (input: unknown, query = '') => {
  const { answer, tosh } = await start(input, query)
  return (await tosh.get(String(answer.headers['Location']))).json._links['message']
}

const hi = 'data:text/plain;charset=utf-8,Hi'

test.each([
  ['under the links', data(hi), ''],
  ['among the fields', { to, message: hi }, ''],
  ['among the fields, in capitals, as a link', { to, Message: { href: hi } }, ''],
  ['among the fields and under the links', { ...data(hi), message: hi }, ''],
  ['in the query', { to }, `?message=${encodeURIComponent(hi)}`],
])('takes the first message %s', async (_, input, query) => {
  expect(await messageIn(input, query)).toEqual({ href: hi })
})

test('takes a first message without text for none', async () => {
  expect(await messageIn(data('data:text/plain,'))).toBeUndefined()
})

test('names what is wrong with a link in words of the protocol', async () => {
  const { answer } = await start({ to, _links: { message: [] } })

  expect(answer.json['parameters']).toEqual([{ name: 'message', reason: 'must be an object' }])
})

test('refuses a body that is no JSON', async () => {
  const { answer } = await start('{"to":')

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ code: 'BadRequest', subcode: 'DeserializationFailure' })
})

test('refuses a body that is no object', async () => {
  const { answer } = await start('[1]')

  expect(answer.json['subcode']).toBe('DeserializationFailure')
})

test('refuses a body of another type', async () => {
  const { answer } = await start('to=lene', '', { 'content-type': 'application/x-www-form-urlencoded' })

  expect(answer.status).toBe(415)
})

test('takes the vendor type of JSON', async () => {
  const { answer } = await start({ to }, '', {
    'content-type': 'application/vnd.microsoft.com.ucwa+json; charset=utf-8',
  })

  expect(answer.status).toBe(201)
})

test('wants an operationId in revision 2', async () => {
  const { answer } = await start({ to }, '', revision2)

  expect(answer.json).toMatchObject({ parameters: [{ name: 'operationId' }] })
})

test('takes `to` from the query in revision 2', async () => {
  const { answer } = await start({ operationId: 'op1' }, '?to=sip:lene@contoso.com', revision2)

  expect(answer.status).toBe(201)
})

test('has no revision 3', async () => {
  const { answer } = await start({ to, operationId: 'op1' }, '', {
    ...revision2,
    'x-ms-requiresminresourceversion': '3',
  })

  expect(answer.status).toBe(404)
  expect(answer.json['subcode']).toBe('APIVersionNotSupported')
})

test.each([
  ['a plus in base64', data('data:text/plain;base64,Pj4+'), 'data:text/plain;charset=utf-8,%3e%3e%3e'],
  ['a plus for a space', data('data:text/plain;charset=utf8,a+b%2Bc'), 'data:text/plain;charset=utf-8,a+b%2bc'],
  ['HTML', data('data:text/html,%3Cb%3E'), 'data:text/html;charset=utf-8,%3cb%3e'],
])('shows the callee a first message that came with %s', async (_, input, href) => {
  const { clock, tosh, lene } = await twoUsers()

  await tosh.startMessaging(input)

  expect(hrefOf(shown('messagingInvitation', ...(await drainPages(lene, clock))), 'message')).toBe(href)
})

test.each([
  'data:application/sdp;base64,dj0w',
  'data:application/octet-stream;base64,AP8=',
  'data:text/x-note;charset=latin1,%E9+x',
])('hands on custom content as it came: %s', async (href) => {
  const { clock, tosh, lene } = await twoUsers()

  await tosh.startMessaging({ to, _links: { customContent: { href } } })

  expect(hrefOf(shown('messagingInvitation', ...(await drainPages(lene, clock))), 'customContent')).toBe(href)
})

test('shows the callee who invites her, to what', async () => {
  const { clock, tosh, lene } = await twoUsers()

  await tosh.startMessaging({ to, operationId: 'op1', subject: 'Lunch', importance: 'Urgent', threadId: 'thread1' })
  const invitation = shown('messagingInvitation', ...(await drainPages(lene, clock)))

  expect(invitation).toMatchObject({
    direction: 'Incoming',
    state: 'Connecting',
    subject: 'Lunch',
    importance: 'Urgent',
    threadId: 'thread1',
    _embedded: { from: { rel: 'participant', uri: 'sip:tosh@contoso.com', name: 'Tosh Meston' } },
  })
  expect(invitation['operationId']).toBeUndefined()
  expect(Object.keys(invitation._links)).toEqual(['self', 'to', 'accept', 'decline', 'conversation', 'messaging'])
})

test('shows the caller what she asked', async () => {
  const { clock, tosh } = await twoUsers()

  await tosh.startMessaging({ to, operationId: 'op1' })
  const invitation = shown('messagingInvitation', ...(await drainPages(tosh, clock)))

  expect(invitation).toMatchObject({ direction: 'Outgoing', state: 'Connecting', operationId: 'op1', to })
  expect(Object.keys(invitation._links)).toEqual(['self', 'from', 'to', 'cancel', 'conversation', 'messaging'])
  expect((await tosh.get(hrefOf(invitation, 'to'))).json['uri']).toBe(to)
})

test('refuses a thread that the user has open', async () => {
  const { tosh } = await twoUsers()
  await tosh.startMessaging({ to, threadId: 'thread1' })

  const second = await tosh.startMessaging({ to, threadId: 'thread1' })

  expect(second.status).toBe(409)
  expect(second.json['subcode']).toBe('ThreadIdAlreadyExists')
})

test('refuses a thread that the user has open in another application', async () => {
  const { server, tosh } = await twoUsers()
  const other = await signIn(server, 'tosh@contoso.com', { endpointId: 'other' })
  await tosh.startMessaging({ to, threadId: 'thread1' })

  expect((await other.startMessaging({ to, threadId: 'thread1' })).status).toBe(409)
})

test('takes up a thread that is over', async () => {
  const { tosh } = await twoUsers()
  const first = await tosh.startMessaging({ to, threadId: 'thread1' })
  const invitation = await tosh.get(String(first.headers['Location']))
  await tosh.post(hrefOf(invitation.json, 'cancel'))

  expect((await tosh.startMessaging({ to, threadId: 'thread1' })).status).toBe(201)
})
