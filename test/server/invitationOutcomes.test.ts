import { expect, test } from 'vitest'
import { drainPages, toshAlone, twoUsers } from './conversationBetween.ts'
import { hrefOf, shown, summary } from './wireClient.ts'

const refused = (state: string, subcode: string): readonly string[] => [
  `conversation > updated messaging Disconnected (${subcode})`,
  `communication > completed messagingInvitation ${state} Failure (${subcode})`,
  'communication > updated conversation Disconnected',
  'conversation > deleted localParticipant',
  'communication > deleted conversation',
]

const declined = refused('Declined', 'Declined').filter((event) => !event.includes('localParticipant'))

const missed = (state: string, subcode: string): readonly string[] => [
  ...refused(state, subcode).filter((event) => !event.includes('localParticipant')),
  'communication > updated missedItems',
]

/** An invitation from Tosh, its beginning fetched by both. */
const ringing = async () => {
  const users = await twoUsers()
  const { clock, tosh, lene } = users
  await tosh.startMessaging({ to: 'lene@contoso.com', operationId: 'op1' })
  const outgoing = shown('messagingInvitation', ...(await drainPages(tosh, clock)))
  const incoming = shown('messagingInvitation', ...(await drainPages(lene, clock)))
  return { ...users, outgoing, incoming }
}

test.each([
  ['declines', 'Declined', 'RemoteFailure'],
  ['isBusy', 'Busy', 'RemoteFailure'],
  ['doesNotDisturb', 'DoNotDisturb', 'RemoteFailure'],
  ['isUnreachable', 'Unreachable', 'RemoteFailure'],
] as const)('tells the caller of somebody who %s that it was %s', async (treatment, subcode, code) => {
  const { clock, tosh, lene } = await toshAlone()
  lene[treatment]()
  const first = tosh.page()
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  await first
  const second = tosh.page()
  await clock.advance(0)

  const page = await second
  expect(summary(page)).toEqual(refused('Failed', subcode))
  expect(page.sender[1]?.events[0]?.reason?.code).toBe(code)
})

test('ends an invitation to nobody with DestinationNotFound', async () => {
  const { clock, tosh } = await toshAlone()

  await tosh.startMessaging({ to: 'nobody@contoso.com' })
  await clock.advance(0)

  expect(summary(...(await drainPages(tosh, clock)))).toContain(
    'communication > completed messagingInvitation Failed Failure (DestinationNotFound)',
  )
})

test('ends an invitation to somebody without an application with Unreachable', async () => {
  const { clock, tosh } = await toshAlone()

  await tosh.startMessaging({ to: 'lene@contoso.com' })
  await clock.advance(0)

  expect(summary(...(await drainPages(tosh, clock)))).toContain(
    'communication > completed messagingInvitation Failed Failure (Unreachable)',
  )
})

test('tells both of an invitation that is declined', async () => {
  const { clock, tosh, lene, incoming } = await ringing()

  const answer = await lene.post(hrefOf(incoming, 'decline'), { reason: 'Local' })

  expect(answer.status).toBe(204)
  expect(summary(...(await drainPages(tosh, clock)))).toEqual(refused('Failed', 'Declined'))
  expect(summary(...(await drainPages(lene, clock)))).toEqual(declined)
})

test('takes a decline without a reason', async () => {
  const { clock, tosh, lene, incoming } = await ringing()

  const answer = await lene.post(hrefOf(incoming, 'decline'))

  expect(answer.status).toBe(204)
  expect(summary(...(await drainPages(tosh, clock)))).toEqual(refused('Failed', 'Declined'))
})

test('refuses a decline for a reason that does not exist', async () => {
  const { lene, incoming } = await ringing()

  const answer = await lene.post(hrefOf(incoming, 'decline'), { reason: 'Whim' })

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ parameters: [{ name: 'reason' }] })
})

test('ends an invitation that nobody answers after 30 seconds', async () => {
  const { clock, tosh, lene } = await ringing()

  await clock.advance(29_999)
  const early = await drainPages(tosh, clock)
  await clock.advance(1)

  expect(early).toEqual([])
  expect(summary(...(await drainPages(tosh, clock)))).toEqual(refused('Failed', 'Timeout'))
  expect(summary(...(await drainPages(lene, clock)))).toEqual(missed('Failed', 'Missed'))
})

test('tells both of an invitation that is withdrawn', async () => {
  const { clock, tosh, lene, outgoing } = await ringing()

  const answer = await tosh.post(hrefOf(outgoing, 'cancel'))

  expect(answer.status).toBe(204)
  expect(summary(...(await drainPages(tosh, clock)))).toEqual(refused('Cancelled', 'Canceled'))
  expect(summary(...(await drainPages(lene, clock)))).toEqual(missed('Cancelled', 'Canceled'))
})

test('withdraws an invitation by stopMessaging', async () => {
  const { clock, tosh, outgoing } = await ringing()
  const messaging = await tosh.get(hrefOf(outgoing, 'messaging'))

  await tosh.post(hrefOf(messaging.json, 'stopMessaging'))

  expect(summary(...(await drainPages(tosh, clock)))).toEqual(refused('Cancelled', 'Canceled'))
})

test('withdraws an invitation by DELETE on the conversation', async () => {
  const { clock, tosh, outgoing } = await ringing()

  await tosh.remove(hrefOf(outgoing, 'conversation'))

  expect(summary(...(await drainPages(tosh, clock)))).toEqual(refused('Cancelled', 'Canceled'))
})

test('declines an invitation by DELETE on the conversation', async () => {
  const { clock, tosh, lene, incoming } = await ringing()

  await lene.remove(hrefOf(incoming, 'conversation'))

  expect(summary(...(await drainPages(tosh, clock)))).toEqual(refused('Failed', 'Declined'))
})

test('shows a forwarded invitation as Forwarded before it is accepted elsewhere', async () => {
  const { server, clock, tosh, lene } = await toshAlone({
    users: ['tosh', 'lene', 'ann'].map((name) => ({ uri: `${name}@contoso.com`, name, password: 'pass@word1' })),
  })
  lene.forwardsTo('ann@contoso.com')
  server.control.user('ann@contoso.com').staysSilent()
  const first = tosh.page()
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  await first
  const second = tosh.page()
  await clock.advance(0)
  const forwarded = await second

  server.control.user('ann@contoso.com').accepts('tosh@contoso.com')
  const completed = await drainPages(tosh, clock)

  expect(server.control.counts()).toMatchObject({ 'invitationCompleted Connected': 1 })
  expect(summary(forwarded)).toEqual(['communication > updated messagingInvitation Forwarded (Forwarded)'])
  expect(shown('messagingInvitation', ...completed)).toMatchObject({
    state: 'Connected',
    _embedded: { acceptedByParticipant: [{ uri: 'sip:ann@contoso.com' }] },
  })
})

test('gives up an invitation that is forwarded in a circle', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.forwardsTo('lene@contoso.com')

  await tosh.startMessaging({ to: 'lene@contoso.com' })
  await clock.advance(1000)

  expect(summary(...(await drainPages(tosh, clock)))).toContain(
    'communication > completed messagingInvitation Failed Failure (Unreachable)',
  )
})

test('removes everything of a conversation that did not come about', async () => {
  const { tosh, lene, incoming, outgoing } = await ringing()

  await lene.post(hrefOf(incoming, 'decline'))

  for (const rel of ['self', 'conversation', 'messaging']) {
    expect((await tosh.get(hrefOf(outgoing, rel))).status).toBe(404)
    expect((await lene.get(hrefOf(incoming, rel))).status).toBe(404)
  }
  expect((await tosh.post(hrefOf(outgoing, 'cancel'))).status).toBe(404)
  expect((await lene.post(hrefOf(incoming, 'accept'))).status).toBe(404)
})

test('answers a second accept 409', async () => {
  const { lene, incoming } = await ringing()
  await lene.post(hrefOf(incoming, 'accept'))

  expect((await lene.post(hrefOf(incoming, 'accept'))).status).toBe(409)
})

test('takes an accept with a query of the client', async () => {
  const { lene, incoming } = await ringing()

  const answer = await lene.post(`${hrefOf(incoming, 'accept')}?sessionContext=1`, '', { 'content-type': 'text/plain' })

  expect(answer.status).toBe(204)
})
