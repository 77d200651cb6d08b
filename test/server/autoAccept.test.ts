import { expect, test } from 'vitest'
import { drainPages, twoUsers } from './conversationBetween.ts'
import { eventsOf, hrefOf, shown, summary, type WireUser } from './wireClient.ts'

const keepHistory = async (user: WireUser): Promise<void> => {
  const self = hrefOf(user.application._embedded['communication'], 'self')
  const { json } = await user.get(self)
  await user.put(self, { ...json, conversationHistory: 'Enabled' }, { 'if-match': String(json['etag']) })
}

/** Lene has her history kept, and Tosh has invited her. */
const acceptedForLene = async () => {
  const world = await twoUsers()
  const { clock, tosh, lene } = world
  await keepHistory(lene)
  await clock.advance(5000)
  await drainPages(lene, clock)
  await tosh.startMessaging({ to: 'sip:lene@contoso.com', _links: { message: { href: 'data:text/plain,Hi' } } })
  await clock.advance(0)
  const pages = await drainPages(lene, clock)
  return { ...world, pages, conversation: shown('conversation', ...pages) }
}

const missed = async (user: WireUser): Promise<unknown> =>
  (await user.get(hrefOf(user.application._embedded['communication'], 'missedItems'))).json['missedConversationsCount']

test('writes down that it was not the user who accepted', async () => {
  const { server } = await acceptedForLene()

  const accepted = server.control.log().filter(({ event }) => event === 'invitationAccepted')
  expect(accepted.map(({ user, outcome }) => [user, outcome])).toEqual([['sip:lene@contoso.com', 'AutoAccepted']])
})

test('accepts by itself for whoever has her history kept', async () => {
  const { clock, tosh, pages } = await acceptedForLene()

  expect(summary(...pages)).toContain('communication > completed messagingInvitation Connected Success (AutoAccepted)')
  expect(summary(...(await drainPages(tosh, clock)))).toContain(
    'communication > completed messagingInvitation Connected Success',
  )
})

test('offers nothing to answer where it accepts by itself', async () => {
  const { lene, pages } = await acceptedForLene()

  const invitations = pages.flatMap(eventsOf).filter(({ link }) => link.rel === 'messagingInvitation')
  const links = invitations.flatMap(({ _embedded: bodies }) =>
    Object.keys(bodies?.['messagingInvitation']?._links ?? {}),
  )
  const answer = await lene.post(`${hrefOf(shown('messagingInvitation', ...pages), 'self')}/pickup`)

  expect(links).toContain('conversation')
  expect(links).not.toContain('accept')
  expect(links).not.toContain('decline')
  expect(answer.status).toBe(409)
})

test('lets an accepted conversation be acknowledged, once', async () => {
  const { clock, lene, conversation } = await acceptedForLene()
  const href = hrefOf(conversation, 'userAcknowledged')

  const first = await lene.post(href)
  const after = shown('conversation', ...(await drainPages(lene, clock)))
  const second = await lene.post(href)

  expect([first.status, second.status]).toEqual([204, 409])
  expect(after._links['userAcknowledged']).toBeUndefined()
})

test.each([
  ['counts a conversation as missed that nobody has acknowledged', false, 1],
  ['counts no conversation as missed that was acknowledged', true, 0],
])('%s', async (_, isAcknowledged, count) => {
  const { lene, conversation } = await acceptedForLene()
  if (isAcknowledged) await lene.post(hrefOf(conversation, 'userAcknowledged'))

  await lene.remove(hrefOf(conversation, 'self'))

  expect(await missed(lene)).toBe(count)
})
