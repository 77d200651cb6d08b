import { expect, test } from 'vitest'
import { drainPages, toshAlone, twoUsers } from './conversationBetween.ts'
import { ask, askOrDrop, eventsOf, hrefOf, serverOnVirtualClock, shown, signIn, summary } from './wireClient.ts'

const lurking = async () => {
  const { server, clock } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com', { available: false })
  const get = (ack: string | number, query = '', signal?: AbortSignal) => {
    const href = hrefOf(tosh.application, 'events').replace('ack=1', `ack=${ack}`)
    return ask(server, 'GET', href + query, { token: tosh.token }, signal)
  }
  const emit = (...types: readonly string[]) =>
    server.control.emit('tosh@contoso.com', [
      { rel: 'x', href: '/x', events: types.map((type) => ({ link: { rel: 'x', href: '/x' }, type })) },
    ])
  return { server, clock, tosh, get, emit }
}

test('numbers pages from the first on', async () => {
  const { get, emit } = await lurking()
  emit('added')

  const { json } = await get(1)

  expect(hrefOf(json, 'self')).toMatch(/\?ack=1$/)
  expect(hrefOf(json, 'next')).toMatch(/\?ack=2$/)
})

test('releases an empty page after 180 seconds', async () => {
  const { clock, get } = await lurking()
  let isAnswered = false
  const answer = get(1).finally(() => (isAnswered = true))

  await clock.advance(179_999)
  expect(isAnswered).toBe(false)
  await clock.advance(1)

  expect((await answer).json['sender']).toEqual([])
})

test('remembers the timeout that was asked for', async () => {
  const { clock, get } = await lurking()
  const first = get(1, '&timeout=200')
  await clock.advance(200_000)
  await first
  let isAnswered = false
  const second = get(2).finally(() => (isAnswered = true))

  await clock.advance(199_999)
  expect(isAnswered).toBe(false)
  await clock.advance(1)

  expect((await second).status).toBe(200)
})

test.each([
  'timeout=179',
  'timeout=1801',
  'medium=4',
  'medium=1801',
  'low=4',
  'low=1801',
  'timeout=abc',
  'priority=x',
  'medium=5.5',
])('refuses %s', async (parameter) => {
  const { get } = await lurking()

  const answer = await get(1, `&${parameter}`)

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({
    subcode: 'ParameterValidationFailure',
    parameters: [{ name: parameter.split('=')[0] }],
  })
})

test('gives the same bytes to the same ack', async () => {
  const { clock, get, emit } = await lurking()
  emit('added')
  const first = await get(1)
  emit('updated')
  await clock.advance(0)

  const again = await get(1)

  expect(again.text).toBe(first.text)
})

test.each([1, 4])('sends ack %s to resync, which leads to the page nobody acknowledged', async (outside) => {
  const { get, emit } = await lurking()
  emit('added')
  await get(1)
  emit('updated')
  const second = await get(2)

  const lost = await get(outside)
  const resynced = await get(hrefOf(lost.json, 'resync').split('=').at(-1) ?? '')

  expect(Object.keys(lost.json)).toEqual(['_links'])
  expect(Object.keys(lost.json._links)).toEqual(['resync'])
  expect(resynced.text).toBe(second.text)
})

test('answers the older of two P-GETs 409 PGetReplaced', async () => {
  const { server, get, emit } = await lurking()
  const older = get(1)

  const newer = get(1)
  emit('added')

  expect((await older).status).toBe(409)
  expect((await older).json['subcode']).toBe('PGetReplaced')
  expect((await newer).status).toBe(200)
  expect(server.control.parked('tosh@contoso.com')).toBe(0)
})

test('answers a newcomer of lower priority 409 PGetReplaced', async () => {
  const { get, emit } = await lurking()
  const older = get(1, '&priority=2')

  const newer = await get(1, '&priority=1')
  emit('added')

  expect(newer.json['subcode']).toBe('PGetReplaced')
  expect((await older).status).toBe(200)
})

test('keeps events for the first P-GET, however late', async () => {
  const { clock, tosh, lene } = await toshAlone()
  lene.answers()

  await tosh.startMessaging({ to: 'lene@contoso.com' })
  await clock.advance(0)

  expect(summary(...(await drainPages(tosh, clock)))).toEqual([
    'communication > added conversation Connecting',
    'conversation > added localParticipant',
    'communication > updated conversation Connected',
    'conversation > added participant',
    'conversation > added participantMessaging in participant',
    'conversation > added participantMessaging in localParticipant',
    'conversation > updated messaging Connected',
    'communication > completed messagingInvitation Connected Success',
  ])
})

test('holds events of medium priority for five seconds', async () => {
  const { clock, tosh } = await lurking()
  await tosh.post(hrefOf(tosh.application._embedded['me'], 'makeMeAvailable'), {})
  let isAnswered = false
  const page = tosh.page().finally(() => (isAnswered = true))

  await clock.advance(4999)
  expect(isAnswered).toBe(false)
  await clock.advance(1)

  expect(summary(await page)).toEqual([
    'me > updated me',
    'me > added presence',
    'me > added note',
    'me > added location',
    'communication > updated communication',
  ])
})

test('holds events of medium priority as long as asked for', async () => {
  const { clock, tosh } = await lurking()
  await tosh.post(hrefOf(tosh.application._embedded['me'], 'makeMeAvailable'), {})
  let isAnswered = false
  const page = tosh.page('&medium=20').finally(() => (isAnswered = true))

  await clock.advance(19_999)
  expect(isAnswered).toBe(false)
  await clock.advance(1)
  await page
})

test('an urgent event takes those along that wait, ahead of itself', async () => {
  const { tosh, emit } = await lurking()
  await tosh.post(hrefOf(tosh.application._embedded['me'], 'makeMeAvailable'), {})
  const page = tosh.page()

  emit('added')

  expect(summary(await page).slice(-2)).toEqual(['communication > updated communication', 'x > added x'])
})

test('gives events their members in the order of captured traffic', async () => {
  const { clock, tosh, lene } = await twoUsers()
  await tosh.startMessaging({ to: 'lene@contoso.com' })
  const ringing = await drainPages(lene, clock)
  await lene.post(hrefOf(shown('messagingInvitation', ...ringing), 'decline'))

  const [page, ...rest] = await drainPages(lene, clock)
  const completed = [...(page === undefined ? [] : [page]), ...rest]
    .flatMap(eventsOf)
    .find(({ type }) => type === 'completed')

  expect(Object.keys(completed ?? {})).toEqual(['link', 'status', '_embedded', 'reason', 'type'])
})

test('forgets a P-GET whose client has gone', async () => {
  const { server, tosh } = await lurking()
  const gone = new AbortController()
  const answer = askOrDrop(server, 'GET', tosh.next(), { token: tosh.token }, gone.signal)
  expect(server.control.parked('tosh@contoso.com')).toBe(1)

  gone.abort()

  expect(await answer).toBeUndefined()
  expect(server.control.parked('tosh@contoso.com')).toBe(0)
})

test('loses nothing to a P-GET whose client has gone', async () => {
  const { tosh, get, emit } = await lurking()
  const gone = new AbortController()
  const lost = get(1, '', gone.signal).catch(() => undefined)
  gone.abort()
  await lost

  emit('added')

  expect(summary(await tosh.page())).toEqual(['x > added x'])
})
