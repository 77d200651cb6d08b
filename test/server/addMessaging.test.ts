import { expect, test } from 'vitest'
import { connectedUsers, drainPages } from './conversationBetween.ts'
import { hrefOf, shown, summary } from './wireClient.ts'

/** A conversation that lives on without messaging. */
const withoutMessaging = async () => {
  const users = await connectedUsers()
  users.server.control.user('lene@contoso.com').removesMessaging('tosh@contoso.com')
  const pages = await drainPages(users.tosh, users.clock)
  await drainPages(users.lene, users.clock)
  return { ...users, pages, messaging: shown('messaging', ...pages) }
}

test('offers addMessaging where messaging was removed', async () => {
  const { pages, messaging, tosh, toshHas } = await withoutMessaging()

  expect(summary(...pages)[0]).toBe('conversation > updated messaging Disconnected (Removed)')
  expect(messaging._links).toHaveProperty('addMessaging')
  const conversation = await tosh.get(hrefOf(toshHas('conversation'), 'self'))
  expect(conversation.json).toMatchObject({ state: 'Connected', activeModalities: [] })
})

test('[messaging.link.addMessaging] brings messaging up again without another conversation', async () => {
  const { clock, tosh, lene, messaging } = await withoutMessaging()

  const answer = await tosh.post(hrefOf(messaging, 'addMessaging'), { operationId: 'op2' })
  const asked = await drainPages(tosh, clock)
  const ringing = await drainPages(lene, clock)
  await lene.post(hrefOf(shown('messagingInvitation', ...ringing), 'accept'))
  const connected = await drainPages(tosh, clock)

  expect(answer.status).toBe(201)
  expect(summary(...asked)).toEqual([
    'communication > started messagingInvitation Connecting',
    'conversation > updated messaging Connecting',
  ])
  expect(summary(...ringing)).toEqual([
    'communication > started messagingInvitation Connecting',
    'conversation > updated messaging Connecting',
  ])
  expect(summary(...connected)).toEqual([
    'conversation > updated messaging Connected',
    'conversation > added participantMessaging in participant',
    'conversation > added participantMessaging in localParticipant',
    'communication > updated conversation Connected',
    'communication > completed messagingInvitation Connected Success',
  ])
  expect((await tosh.post(hrefOf(shown('messaging', ...connected), 'sendMessage'), 'Hello')).status).toBe(201)
})

test('leaves the conversation when nobody takes up messaging again', async () => {
  const { clock, tosh, lene, messaging, toshHas } = await withoutMessaging()
  await tosh.post(hrefOf(messaging, 'addMessaging'), {})
  await drainPages(tosh, clock)

  await lene.post(hrefOf(shown('messagingInvitation', ...(await drainPages(lene, clock))), 'decline'))

  expect(summary(...(await drainPages(tosh, clock)))).toEqual([
    'conversation > updated messaging Disconnected (Declined)',
    'communication > completed messagingInvitation Failed Failure (Declined)',
  ])
  expect((await tosh.get(hrefOf(toshHas('conversation'), 'self'))).status).toBe(200)
  expect((await tosh.get(hrefOf(messaging, 'self'))).json._links).toHaveProperty('addMessaging')
})

test('withdraws by stopMessaging what it has asked', async () => {
  const { clock, tosh, messaging, toshHas } = await withoutMessaging()
  await tosh.post(hrefOf(messaging, 'addMessaging'), {})
  const connecting = await tosh.get(hrefOf(messaging, 'self'))
  await drainPages(tosh, clock)

  await tosh.post(hrefOf(connecting.json, 'stopMessaging'))

  expect(summary(...(await drainPages(tosh, clock)))[1]).toBe(
    'communication > completed messagingInvitation Cancelled Failure (Canceled)',
  )
  expect((await tosh.get(hrefOf(toshHas('conversation'), 'self'))).status).toBe(200)
})
