import { expect, test } from 'vitest'
import { drainPages } from './conversationBetween.ts'
import { hrefOf, serverOnVirtualClock, type Shown, signIn, summary, type WireUser } from './wireClient.ts'

const minute = 60_000

const me = async (user: WireUser): Promise<Shown> =>
  (await user.get(hrefOf(user.application._embedded['me'], 'self'))).json

/** Tosh is online, and has been told so. */
const online = async (available: object = { supportedModalities: ['Messaging'], signInAs: 'Online' }) => {
  const { server, clock } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com', { available })
  await clock.advance(5000)
  await drainPages(tosh, clock)
  const links = await me(tosh)
  const read = async (rel: string) => (await tosh.get(hrefOf(links, rel))).json
  const told = async () => {
    await clock.advance(5000)
    return summary(...(await drainPages(tosh, clock)))
  }
  return { server, clock, tosh, links, read, told }
}

test('makes the user appear as she says', async () => {
  const { tosh, links, read, told } = await online()

  const answer = await tosh.post(hrefOf(links, 'presence'), { availability: 'Busy' })

  expect([answer.status, answer.text]).toEqual([204, ''])
  expect(await read('presence')).toEqual({
    availability: 'Busy',
    _links: { self: { href: hrefOf(links, 'presence') } },
    rel: 'presence',
  })
  expect(await told()).toEqual(['me > updated presence'])
})

test('holds the news of a presence back for as long as medium events may wait', async () => {
  const { clock, tosh, links } = await online()
  await tosh.post(hrefOf(links, 'presence'), { availability: 'Busy' })

  await clock.advance(4999)
  expect(await drainPages(tosh, clock)).toEqual([])
})

test('goes by the activity of the user again after an empty POST', async () => {
  const { tosh, links, read } = await online({ signInAs: 'BeRightBack' })
  expect((await read('presence'))['availability']).toBe('BeRightBack')

  await tosh.post(hrefOf(links, 'presence'))

  expect((await read('presence'))['availability']).toBe('Online')
})

test('says of a user who is off work that she is away', async () => {
  const { tosh, links, read } = await online()
  await tosh.post(hrefOf(links, 'presence'), { availability: 'Offwork' })

  expect(await read('presence')).toMatchObject({ availability: 'Away', activity: 'off-work' })
})

test('refuses an availability that nobody may choose', async () => {
  const { tosh, links } = await online()

  const answer = await tosh.post(hrefOf(links, 'presence'), { availability: 'IdleOnline' })

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ subcode: 'ParameterValidationFailure', parameters: [{ name: 'availability' }] })
})

test('keeps a note until it is emptied', async () => {
  const { tosh, links, read, told } = await online()
  const answer = await tosh.post(hrefOf(links, 'note'), { message: 'At the sea' })
  expect([answer.status, (await read('note'))['message'], await told()]).toEqual([
    204,
    'At the sea',
    ['me > updated note'],
  ])

  await tosh.post(hrefOf(links, 'note'))
  expect([(await read('note'))['message'], await told()]).toEqual(['', ['me > updated note']])
})

test('takes a note in the query', async () => {
  const { tosh, links, read } = await online()
  await tosh.post(`${hrefOf(links, 'note')}?message=At%20the%20sea`)

  expect((await read('note'))['message']).toBe('At the sea')
})

test('keeps a location of at most 60 characters', async () => {
  const { tosh, links, read } = await online()

  const answers = [
    await tosh.post(hrefOf(links, 'location'), { location: 'Bern' }),
    await tosh.post(hrefOf(links, 'location'), { location: 'x'.repeat(61) }),
  ]

  expect([...answers.map(({ status }) => status), (await read('location'))['location']]).toEqual([204, 400, 'Bern'])
})

test.each(['status', 'memo', 'whereabouts'])('has no %s before makeMeAvailable', async (path) => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com', { available: false })
  const href = `${hrefOf(tosh.application._embedded['me'], 'self')}/${path}`

  const answers = [await tosh.get(href), await tosh.post(href, {})]

  expect(answers.map(({ status, json }) => [status, json['subcode']])).toEqual([
    [409, 'MakeMeAvailableRequired'],
    [409, 'MakeMeAvailableRequired'],
  ])
  expect(Object.keys((await me(tosh))._links)).toEqual(['self', 'makeMeAvailable'])
})

test.each([
  ['Online', ['IdleOnline', 'Away']],
  ['Busy', ['IdleBusy', 'Away']],
  ['DoNotDisturb', ['DoNotDisturb', 'DoNotDisturb']],
])('lets a user who is %s and reports no activity become idle, then away', async (signInAs, then) => {
  const { clock, read } = await online({ signInAs })
  const seen: unknown[] = []
  while (seen.length < then.length) {
    await clock.advance(5 * minute)
    seen.push((await read('presence'))['availability'])
  }

  expect(seen).toEqual(then)
})

test('sees that the user is back when she reports her activity', async () => {
  const { clock, tosh, links, read } = await online()
  await clock.advance(11 * minute)
  expect((await read('presence'))['availability']).toBe('Away')

  await tosh.post(hrefOf(links, 'reportMyActivity'))

  expect((await read('presence'))['availability']).toBe('Online')
})

test('tells every application of the user', async () => {
  const { server, clock, tosh, links, told } = await online()
  const elsewhere = await signIn(server, 'tosh@contoso.com', { endpointId: 'elsewhere' })
  await clock.advance(5000)
  await drainPages(elsewhere, clock)
  await told()

  await tosh.post(hrefOf(links, 'presence'), { availability: 'Busy' })
  await clock.advance(5000)

  expect(summary(...(await drainPages(elsewhere, clock)))).toEqual(['me > updated presence'])
})
