import { expect, test } from 'vitest'
import { connectedUsers, drainPages } from './conversationBetween.ts'
import { hrefOf, summary } from './wireClient.ts'

const hungUp = (by: 'self' | 'other'): readonly string[] => [
  `conversation > updated messaging Disconnected${by === 'self' ? '' : ' (Ended)'}`,
  'conversation > deleted participantMessaging in localParticipant',
  'conversation > deleted participantMessaging in participant',
  'communication > updated conversation Connected',
  'communication > updated conversation Disconnected',
  'conversation > deleted participant',
  'conversation > deleted localParticipant',
  'communication > deleted conversation',
]

test('[messaging.link.stopMessaging] it ends a conversation of two for who stops it', async () => {
  const { tosh, toshHas } = await connectedUsers()
  const page = tosh.page()

  const answer = await tosh.post(hrefOf(toshHas('messaging'), 'stopMessaging'), '')

  expect(answer.status).toBe(204)
  expect(summary(await page)).toEqual(hungUp('self'))
})

test('stopMessaging ends a conversation of two for the other', async () => {
  const { tosh, lene, toshHas } = await connectedUsers()
  const page = lene.page()

  await tosh.post(hrefOf(toshHas('messaging'), 'stopMessaging'))

  expect(summary(await page)).toEqual(hungUp('other'))
})

test('merges what both updates of the conversation say where nobody waits', async () => {
  const { clock, tosh, lene, toshHas } = await connectedUsers()

  await tosh.post(hrefOf(toshHas('messaging'), 'stopMessaging'))

  expect(summary(...(await drainPages(lene, clock)))).toEqual(
    hungUp('other').filter((event) => event !== 'communication > updated conversation Connected'),
  )
})

test('DELETE on the conversation leaves it', async () => {
  const { tosh, lene, toshHas } = await connectedUsers()
  const pages = Promise.all([tosh.page(), lene.page()])

  const answer = await tosh.remove(hrefOf(toshHas('conversation'), 'self'))

  expect(answer.status).toBe(204)
  const [toshSees, leneSees] = await pages
  expect(summary(toshSees)).toEqual(hungUp('self'))
  expect(summary(leneSees)).toEqual(hungUp('other'))
})

test('after the end every href of the conversation is 404', async () => {
  const { tosh, lene, toshHas, leneHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'stopMessaging'))

  for (const [user, has] of [
    [tosh, toshHas],
    [lene, leneHas],
  ] as const) {
    for (const rel of ['self', 'messaging', 'participants', 'localParticipant']) {
      expect((await user.get(hrefOf(has('conversation'), rel))).status).toBe(404)
    }
    expect((await user.get(hrefOf(has('messagingInvitation'), 'self'))).status).toBe(404)
    for (const rel of ['stopMessaging', 'sendMessage', 'setIsTyping']) {
      expect((await user.post(hrefOf(has('messaging'), rel), 'x')).status).toBe(404)
    }
    expect((await user.remove(hrefOf(has('conversation'), 'self'))).status).toBe(404)
  }
})

test('signing out ends the conversations for the others', async () => {
  const { tosh, lene } = await connectedUsers()
  const page = lene.page()

  const answer = await tosh.remove(hrefOf(tosh.application, 'self'))

  expect(answer.status).toBe(204)
  expect(summary(await page)).toEqual(hungUp('other'))
})

test('ends a conversation in which nothing happens for ten minutes', async () => {
  const { clock, tosh, lene } = await connectedUsers()
  await clock.advance(599_999)
  const early = await drainPages(tosh, clock)

  await clock.advance(1)

  expect(early).toEqual([])
  expect(summary(...(await drainPages(tosh, clock)))).toContain('communication > deleted conversation')
  expect(summary(...(await drainPages(lene, clock)))).toContain('communication > deleted conversation')
})

test('tells when a conversation began, and when it ends if nothing happens', async () => {
  const { clock, tosh, toshHas } = await connectedUsers({ times: { idleConversation: 60_000 } })
  const self = hrefOf(toshHas('conversation'), 'self')
  const began = clock.now()
  await clock.advance(50_000)
  const before = (await tosh.get(self)).json
  await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'Still there?')

  const after = (await tosh.get(self)).json

  expect([before['created'], after['created']]).toEqual([`/Date(${began})/`, `/Date(${began})/`])
  expect(before['expirationTime']).toBe(`/Date(${began + 60_000})/`)
  expect(after['expirationTime']).toBe(`/Date(${began + 110_000})/`)
})

test('a message keeps a conversation from ending', async () => {
  const { clock, tosh, toshHas } = await connectedUsers({ times: { idleConversation: 60_000 } })
  await clock.advance(50_000)
  await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'Still there?')

  await clock.advance(59_999)

  expect((await tosh.get(hrefOf(toshHas('conversation'), 'self'))).status).toBe(200)
})
