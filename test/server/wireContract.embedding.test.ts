import { expect, test } from 'vitest'
import { type Colleague, join, start, threeTalking, toshMeeting } from './company.ts'
import { drainPages, toshAlone, twoUsers } from './conversationBetween.ts'
import { eventsOf, hrefOf, type Page } from './wireClient.ts'

/** What old clients look up without asking whether it is there: whatever an event embeds under another name. */
const misnamed = (pages: readonly Page[]): readonly string[] =>
  pages
    .flatMap(eventsOf)
    .filter(({ link, _embedded }) => _embedded !== undefined && Object.keys(_embedded).join() !== link.rel)
    .map(({ type, link, _embedded }) => `${type} ${link.rel}: ${Object.keys(_embedded ?? {}).join()}`)

const relsIn = (pages: readonly Page[]): ReadonlySet<string> =>
  new Set(pages.flatMap(eventsOf).map(({ link }) => link.rel))

const recording = (people: readonly Colleague[]) => {
  const pages: Page[] = []
  return {
    pages,
    hear: async () => {
      for (const one of people) pages.push(...(await one.pages()))
    },
  }
}

test('events of a group conversation embed what they are about under its relation', async () => {
  const { tosh, lene, ann, bob, clock } = await threeTalking()
  const { pages, hear } = recording([tosh, lene, ann, bob])
  await tosh.does('messaging', 'sendMessage', 'Hello')
  await lene.does('messaging', 'setIsTyping')
  await hear()
  await tosh.does('conversation', 'addParticipant', { to: 'sip:bob@contoso.com', operationId: 'add-bob' })
  await hear()
  await bob.does('onlineMeetingInvitation', 'accept')
  await hear()
  await tosh.does('participant', 'eject')
  await lene.does('messaging', 'stopMessaging')
  await clock.advance(10_000)
  await hear()

  expect([...relsIn(pages)]).toEqual(
    expect.arrayContaining(['message', 'participant', 'participantInvitation', 'onlineMeetingInvitation', 'messaging']),
  )
  expect(misnamed(pages)).toEqual([])
})

test('events of a meeting with a lobby embed what they are about under its relation', async () => {
  const { tosh, lene, ann, onlineMeetingUri, clock } = await toshMeeting({ lobby: true })
  const { pages, hear } = recording([tosh, lene, ann])
  await join(lene, { onlineMeetingUri, operationId: 'op1' })
  await hear()
  await tosh.does('participant', 'admit')
  await hear()
  await join(ann, { onlineMeetingUri, operationId: 'op2' })
  await hear()
  await tosh.does('participant', 'reject')
  await start(ann, { subject: 'Other plans', operationId: 'op3' })
  await clock.advance(10_000)
  await hear()

  expect([...relsIn(pages)]).toEqual(
    expect.arrayContaining(['onlineMeetingInvitation', 'conversation', 'localParticipant', 'participant']),
  )
  expect(misnamed(pages)).toEqual([])
})

test('events about people embed what they are about under its relation', async () => {
  const { clock, tosh, lene } = await twoUsers()
  await tosh.post(hrefOf(tosh.application._embedded['people'], 'presenceSubscriptions'), {
    duration: 10,
    uris: ['sip:lene@contoso.com'],
  })
  const { json: me } = await lene.get(hrefOf(lene.application._embedded['me'], 'self'))
  await lene.post(hrefOf(me, 'presence'), { availability: 'Busy' })
  await lene.post(hrefOf(me, 'note'), { message: 'Out' })
  await clock.advance(10_000)
  const pages = [...(await drainPages(tosh, clock)), ...(await drainPages(lene, clock))]

  expect([...relsIn(pages)]).toEqual(expect.arrayContaining(['contact', 'contactPresence', 'presence', 'note']))
  expect(misnamed(pages)).toEqual([])
})

test('events about what was missed embed it under its relation', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.invites('sip:tosh@contoso.com', { message: 'Are you there?' })
  await clock.advance(60_000)
  const pages = await drainPages(tosh, clock)

  expect([...relsIn(pages)]).toContain('missedItems')
  expect(misnamed(pages)).toEqual([])
})
