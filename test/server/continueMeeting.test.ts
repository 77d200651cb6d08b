import { expect, test } from 'vitest'
import { type Colleague, company, join, start, threeTalking, toshMeeting } from './company.ts'
import { logsOf } from './pastConversation.ts'
import { hrefOf, type Shown } from './wireClient.ts'

const logOf = async (user: Colleague): Promise<Shown> => {
  const [log] = await logsOf(user)
  if (log === undefined) throw new Error('There is no log')
  return log
}

/** Lene has been in Tosh's meeting, and has left; he is there still. */
const leneWasThere = async (description: { readonly lobby?: boolean } = {}) => {
  const office = await toshMeeting(description)
  const { tosh, lene, onlineMeetingUri, settle } = office
  await join(lene, { onlineMeetingUri })
  await settle()
  if (description.lobby === true) await tosh.does('participant', 'admit')
  await settle()
  await lene.remove(hrefOf(lene.has('conversation'), 'self'))
  await settle()
  const log = await logOf(lene)
  const goOn = (input: object = {}) => lene.post(hrefOf(log, 'continueMessaging'), input)
  return { ...office, log, goOn }
}

const hi = { operationId: 'again', _links: { message: { href: 'data:,Hi' } } }

test('joins the meeting of a past conversation again, and messaging there', async () => {
  const { tosh, lene, log, goOn, clock } = await leneWasThere()
  await tosh.does('messaging', 'addMessaging', {})
  await clock.advance(0)
  await tosh.hears()

  const answer = await goOn(hi)
  await clock.advance(0)

  expect(answer.status).toBe(201)
  expect(await lene.hears()).toEqual([
    'communication > added conversation Conferencing',
    'conversation > added localParticipant',
    'conversation > updated localParticipant',
    'conversation > added onlineMeeting in conversation',
    'conversation > added participant',
    'conversation > added participant in leaders',
    'conversation > added participantMessaging in participant',
    'communication > completed onlineMeetingInvitation Connected Success',
    'conversation > updated messaging Connected',
    'conversation > added participantMessaging in localParticipant',
    'communication > updated conversation Conferenced',
    'communication > completed messagingInvitation Connected Success',
  ])
  expect(hrefOf(lene.has('messagingInvitation'), 'self')).toBe(answer.headers['Location'])
  expect(lene.has('messagingInvitation')).toMatchObject({ operationId: 'again', to: log['onlineMeetingUri'] })
  expect(lene.has('conversation')).toMatchObject({ threadId: log['threadId'], subject: 'Plans' })
  expect(await tosh.hears()).toContain('conversation > completed message Success')
})

test('takes up no messaging for whoever waits in the lobby', async () => {
  const { lene, goOn, clock } = await leneWasThere({ lobby: true })

  await goOn(hi)
  await clock.advance(60_000)

  expect((await lene.hears()).slice(-2)).toEqual([
    'communication > updated conversation InLobby',
    'conversation > updated localParticipant',
  ])
  expect((await lene.sees('messagingInvitation'))['state']).toBe('Connecting')
})

test('takes up messaging for whoever is admitted', async () => {
  const { tosh, lene, goOn, settle } = await leneWasThere({ lobby: true })
  await goOn(hi)
  await settle()

  await tosh.does('participant', 'admit')
  await settle()

  expect(lene.has('messagingInvitation')).toMatchObject({ state: 'Connected', operationId: 'again' })
  expect(lene.has('messaging')).toMatchObject({ state: 'Connected' })
})

test('refuses messaging with the meeting', async () => {
  const { tosh, lene, goOn, settle, clock } = await leneWasThere({ lobby: true })
  await goOn(hi)
  await settle()

  await tosh.does('participant', 'reject')
  await clock.advance(0)

  expect(await lene.hears()).toEqual([
    'conversation > updated messaging Disconnected (Denied)',
    'communication > completed messagingInvitation Failed Failure (Denied)',
    'communication > completed onlineMeetingInvitation Failed Failure (Denied)',
    'communication > updated conversation Disconnected (Denied)',
    'conversation > deleted localParticipant',
    'communication > deleted conversation',
  ])
  expect(await tosh.hears()).toEqual(['conversation > deleted participant in lobby'])
})

test.each(['messagingInvitation', 'onlineMeetingInvitation'])('waits no more when its %s is withdrawn', async (rel) => {
  const { tosh, lene, goOn, settle } = await leneWasThere({ lobby: true })
  await goOn(hi)
  await settle()

  const answer = await lene.does(rel, 'cancel')
  await settle()

  expect(answer.status).toBe(204)
  expect(lene.has('messagingInvitation')).toMatchObject({ state: 'Cancelled' })
  expect(lene.has('onlineMeetingInvitation')).toMatchObject({ state: 'Cancelled' })
  expect((await tosh.sees('conversation', 'lobby'))._embedded['participant'] ?? []).toEqual([])
})

test('refuses to continue a meeting in which the application is', async () => {
  const { goOn } = await leneWasThere()
  await goOn()

  expect(await goOn()).toMatchObject({ status: 409, json: { code: 'Conflict', subcode: 'AlreadyExists' } })
})

test('begins a scheduled meeting anew when nobody is there', async () => {
  const { tosh, lene, goOn, settle } = await leneWasThere()
  await tosh.remove(hrefOf(tosh.has('conversation'), 'self'))
  await settle()

  expect((await goOn()).status).toBe(201)
  await settle()

  expect(lene.has('conversation')).toMatchObject({ state: 'Conferenced', activeModalities: ['Messaging'] })
})

test('offers to continue a meeting only as long as it can be joined', async () => {
  const { tosh, lene, settle } = await company()
  await start(tosh, {})
  await settle()
  await join(lene, { onlineMeetingUri: tosh.has('onlineMeeting')['onlineMeetingUri'] })
  await settle()
  await lene.remove(hrefOf(lene.has('conversation'), 'self'))
  const before = await logOf(lene)
  await tosh.remove(hrefOf(tosh.has('conversation'), 'self'))

  expect((await logOf(lene))._links).not.toHaveProperty('continueMessaging')
  expect(await lene.post(hrefOf(before, 'continueMessaging'))).toMatchObject({
    status: 404,
    json: { subcode: 'DestinationNotFound' },
  })
})

const recipientsOf = async (user: Colleague) =>
  ((await logOf(user))._embedded['conversationLogRecipient'] as unknown as readonly Shown[])
    .map(({ displayName }) => displayName)
    .sort()

test('lists as recipients of a meeting everybody who has been there', async () => {
  const { tosh, ann, onlineMeetingUri, settle } = await leneWasThere()
  await join(ann, { onlineMeetingUri })
  await settle()

  for (const user of [ann, tosh]) await user.remove(hrefOf(user.has('conversation'), 'self'))

  expect([await recipientsOf(ann), await recipientsOf(tosh)]).toEqual([
    ['lene', 'tosh'],
    ['ann', 'lene'],
  ])
})

test('counts among them those who talked before it became a meeting', async () => {
  const { tosh, lene, ann } = await threeTalking()

  for (const user of [lene, tosh]) await user.remove(hrefOf(user.has('conversation'), 'self'))
  await ann.remove(hrefOf(ann.has('conversation'), 'self'))

  expect(await recipientsOf(ann)).toEqual(['lene', 'tosh'])
})
