import { expect, test } from 'vitest'
import { encodePercent } from '../../src/protocol/dataUrl.ts'
import { connectedUsers, type ConnectedOptions, drainPages } from './conversationBetween.ts'
import { hrefOf, type Shown, shown, summary, type WireUser } from './wireClient.ts'

const logsOf = async (user: WireUser): Promise<readonly Shown[]> => {
  const list = await user.get(hrefOf(user.application._embedded['communication'], 'conversationLogs'))
  const links = list.json._links['conversationLog'] as unknown as readonly { readonly href: string }[]
  return Promise.all(links.map(async ({ href }) => (await user.get(href)).json))
}

/** A conversation of Tosh and Lene that is over, and what Tosh has kept of it. */
const afterTalk = async (options?: ConnectedOptions) => {
  const users = await connectedUsers(options)
  const { clock, tosh, lene, toshHas } = users
  await tosh.remove(hrefOf(toshHas('conversation'), 'self'))
  await drainPages(tosh, clock)
  await drainPages(lene, clock)
  const [log] = await logsOf(tosh)
  if (log === undefined) throw new Error('Tosh has no log')
  return { ...users, log }
}

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

test('invites the other person of a past conversation again, in its thread', async () => {
  const { clock, tosh, lene, log } = await afterTalk()

  const answer = await tosh.post(hrefOf(log, 'continueMessaging'), {
    operationId: 'again',
    _links: { message: { href: encodePercent('text/plain', 'Once more') } },
  })
  const asked = await drainPages(tosh, clock)
  const ringing = await drainPages(lene, clock)
  const invitation = shown('messagingInvitation', ...asked)

  expect(answer.status).toBe(201)
  expect(answer.headers['Location']).toBe(hrefOf(invitation, 'self'))
  expect(summary(...asked)).toEqual([
    'communication > started messagingInvitation Connecting',
    'communication > added conversation Connecting',
    'conversation > added localParticipant',
    'conversation > updated messaging Connecting',
  ])
  expect(invitation).toMatchObject({
    operationId: 'again',
    to: 'sip:lene@contoso.com',
    subject: 'Lunch',
    threadId: log['threadId'],
    _links: { message: { href: encodePercent('text/plain', 'Once more') } },
  })
  await lene.post(hrefOf(shown('messagingInvitation', ...ringing), 'accept'))
  expect(summary(...(await drainPages(tosh, clock)))).toContain(
    'communication > completed messagingInvitation Connected Success',
  )
})

test('continues without an operationId or a message', async () => {
  const { tosh, log } = await afterTalk()

  expect((await tosh.post(hrefOf(log, 'continueMessaging'))).status).toBe(201)
})

test('refuses to continue what goes on already', async () => {
  const { tosh, log } = await afterTalk()
  await tosh.post(hrefOf(log, 'continueMessaging'), {})

  const answer = await tosh.post(hrefOf(log, 'continueMessaging'), {})

  expect(answer).toMatchObject({ status: 409, json: { code: 'Conflict', subcode: 'AlreadyExists' } })
})

test('refuses an operationId of 51 characters', async () => {
  const { tosh, log } = await afterTalk()

  const answer = await tosh.post(hrefOf(log, 'continueMessaging'), { operationId: 'x'.repeat(51) })

  expect(answer).toMatchObject({
    status: 400,
    json: { subcode: 'ParameterValidationFailure', parameters: [{ name: 'operationId' }] },
  })
})

test('refuses a message that is no data URL', async () => {
  const { tosh, log } = await afterTalk()

  const answer = await tosh.post(hrefOf(log, 'continueMessaging'), { _links: { message: { href: '/m/1' } } })

  expect(answer).toMatchObject({ status: 400, json: { parameters: [{ name: 'message' }] } })
})

test('takes the query it insists on', async () => {
  const { tosh, log } = await afterTalk({ hrefQueries: true })

  expect((await tosh.post(hrefOf(log, 'continueMessaging'), {})).status).toBe(201)
  expect(new URL(hrefOf(log, 'continueMessaging'), 'http://x').search).toMatch(/^\?serverKey=/)
})

test('takes XML', async () => {
  const { clock, tosh, log } = await afterTalk()

  const answer = await tosh.post(
    hrefOf(log, 'continueMessaging'),
    '<input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"><property name="operationId">again</property></input>',
    { 'content-type': 'application/xml' },
  )

  expect(answer.status).toBe(201)
  expect(shown('messagingInvitation', ...(await drainPages(tosh, clock)))).toMatchObject({ operationId: 'again' })
})

test('does not know the log of somebody else', async () => {
  const { lene, log, tosh } = await afterTalk()
  const foreign = hrefOf(log, 'self').replace(String(tosh.application['id']), String(lene.application['id']))

  expect((await lene.get(foreign)).status).toBe(404)
})
