import { expect, test } from 'vitest'
import { drainPages } from './conversationBetween.ts'
import { hrefOf, serverOnVirtualClock, shown, signIn, type SignInOptions, summary } from './wireClient.ts'

const completed = (...events: readonly string[]) =>
  events.filter((event) => event.includes('completed messagingInvitation'))

const messaging = { supportedModalities: ['Messaging'] }

/** Tosh invites Lene, who has several applications. */
const ringingAt = async (...applications: readonly SignInOptions['available'][]) => {
  const { server, clock } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  const lenes = await Promise.all(
    applications.map((available = {}, index) =>
      signIn(server, 'lene@contoso.com', { endpointId: `endpoint${index}`, available }),
    ),
  )
  await clock.advance(5000)
  for (const user of [tosh, ...lenes]) await drainPages(user, clock)
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  await clock.advance(0)
  const rings = await Promise.all(lenes.map((lene) => drainPages(lene, clock)))
  return { server, clock, tosh, lenes, rings }
}

test('rings in every available application', async () => {
  const { rings } = await ringingAt(messaging, messaging)

  expect(rings.map((pages) => shown('messagingInvitation', ...pages).state)).toEqual(['Connecting', 'Connecting'])
})

test('does not ring in an application that lurks', async () => {
  const { rings } = await ringingAt(messaging, false)

  expect(rings.map((pages) => pages.length)).toEqual([1, 0])
})

test('cannot reach a user whose applications all lurk', async () => {
  const { clock, tosh } = await ringingAt(false)

  expect(completed(...summary(...(await drainPages(tosh, clock))))).toEqual([
    'communication > completed messagingInvitation Failed Failure (Unreachable)',
  ])
})

test('does not ring in an application without Messaging', async () => {
  const { clock, tosh, rings } = await ringingAt({ supportedModalities: ['PhoneAudio'] })

  expect(rings).toEqual([[]])
  expect(completed(...summary(...(await drainPages(tosh, clock))))).toEqual([
    'communication > completed messagingInvitation Failed Failure (ModalityNotSupported)',
  ])
})

test('tells the others that it was answered elsewhere', async () => {
  const { clock, lenes, rings } = await ringingAt(messaging, messaging)

  await lenes[0]!.post(hrefOf(shown('messagingInvitation', ...rings[0]!), 'accept'))

  expect(completed(...summary(...(await drainPages(lenes[1]!, clock))))).toEqual([
    'communication > completed messagingInvitation Failed Failure (ConnectedElsewhere)',
  ])
})

test('the second to accept finds nothing', async () => {
  const { lenes, rings } = await ringingAt(messaging, messaging)
  await lenes[0]!.post(hrefOf(shown('messagingInvitation', ...rings[0]!), 'accept'))

  const second = await lenes[1]!.post(hrefOf(shown('messagingInvitation', ...rings[1]!), 'accept'))

  expect(second.status).toBe(404)
})

test('a local decline leaves the others ringing', async () => {
  const { clock, tosh, lenes, rings } = await ringingAt(messaging, messaging)
  await lenes[0]!.post(hrefOf(shown('messagingInvitation', ...rings[0]!), 'decline'), { reason: 'Local' })

  const accepted = await lenes[1]!.post(hrefOf(shown('messagingInvitation', ...rings[1]!), 'accept'))

  expect(accepted.status).toBe(204)
  expect(completed(...summary(...(await drainPages(tosh, clock))))).toEqual([
    'communication > completed messagingInvitation Connected Success',
  ])
})

test('the last local decline ends the invitation', async () => {
  const { clock, tosh, lenes, rings } = await ringingAt(messaging, messaging)
  for (const [index, lene] of lenes.entries()) {
    await lene.post(hrefOf(shown('messagingInvitation', ...rings[index]!), 'decline'), { reason: 'Local' })
  }

  expect(completed(...summary(...(await drainPages(tosh, clock))))).toEqual([
    'communication > completed messagingInvitation Failed Failure (Declined)',
  ])
})

test('a global decline ends it everywhere', async () => {
  const { clock, tosh, lenes, rings } = await ringingAt(messaging, messaging)
  await lenes[0]!.post(hrefOf(shown('messagingInvitation', ...rings[0]!), 'decline'), { reason: 'Global' })

  expect(completed(...summary(...(await drainPages(tosh, clock))))).toHaveLength(1)
  expect(completed(...summary(...(await drainPages(lenes[1]!, clock))))).toEqual([
    'communication > completed messagingInvitation Declined Failure (Declined)',
  ])
})

test('an application that goes while it rings makes its user unreachable', async () => {
  const { clock, tosh, lenes } = await ringingAt(messaging)

  await lenes[0]!.remove(hrefOf(lenes[0]!.application, 'self'))

  expect(completed(...summary(...(await drainPages(tosh, clock))))).toEqual([
    'communication > completed messagingInvitation Failed Failure (Unreachable)',
  ])
})

test('gives each application conversations of its own', async () => {
  const { lenes, rings } = await ringingAt(messaging, messaging)
  const href = hrefOf(shown('conversation', ...rings[0]!), 'self')

  expect((await lenes[0]!.get(href)).status).toBe(200)
  expect(
    (await lenes[1]!.get(href.replace(String(lenes[0]!.application['id']), String(lenes[1]!.application['id']))))
      .status,
  ).toBe(404)
})

test('refuses the application of somebody else', async () => {
  const { tosh, lenes } = await ringingAt(messaging)

  expect((await tosh.get(hrefOf(lenes[0]!.application, 'self'))).status).toBe(403)
})
