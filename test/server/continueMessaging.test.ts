import { expect, test } from 'vitest'
import { encodePercent } from '../../src/protocol/dataUrl.ts'
import { drainPages } from './conversationBetween.ts'
import { afterTalk } from './pastConversation.ts'
import { hrefOf, shown, summary } from './wireClient.ts'

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
