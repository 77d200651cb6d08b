import { expect, test } from 'vitest'
import { connectedUsers, drainPages } from './conversationBetween.ts'
import { eventsOf, hrefOf, summary } from './wireClient.ts'

const began = ['conversation > added participant in typingParticipants']
const stopped = ['conversation > deleted participant in typingParticipants']

test('[messaging.link.setIsTyping] shows the other that somebody types', async () => {
  const { tosh, lene, toshHas, leneHas } = await connectedUsers()
  const page = lene.page()

  const answer = await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))

  expect(answer.status).toBe(204)
  expect(summary(await page)).toEqual(began)
  const [event] = eventsOf(await page)
  expect(event?.link.title).toBe('')
  expect(event?.in?.href).toBe(hrefOf(leneHas('messaging'), 'typingParticipants'))
  expect((await lene.get(event?.link.href ?? '')).json['uri']).toBe('sip:tosh@contoso.com')
})

test('does not show the user her own typing', async () => {
  const { clock, tosh, toshHas } = await connectedUsers()

  await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))

  expect(await drainPages(tosh, clock)).toEqual([])
})

test('forgets typing after six seconds', async () => {
  const { clock, tosh, lene, toshHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))
  await drainPages(lene, clock)

  await clock.advance(5999)
  const early = await drainPages(lene, clock)
  await clock.advance(1)

  expect(early).toEqual([])
  expect(summary(...(await drainPages(lene, clock)))).toEqual(stopped)
})

test('goes on for six seconds after each repetition without telling it again', async () => {
  const { clock, tosh, lene, toshHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))
  await drainPages(lene, clock)
  await clock.advance(4000)
  await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))

  await clock.advance(5999)
  const early = await drainPages(lene, clock)
  await clock.advance(1)

  expect(early).toEqual([])
  expect(summary(...(await drainPages(lene, clock)))).toEqual(stopped)
})

test('a message ends typing before it arrives', async () => {
  const { clock, tosh, lene, toshHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))
  await drainPages(lene, clock)

  await tosh.post(hrefOf(toshHas('messaging'), 'sendMessage'), 'Hello')

  expect(summary(...(await drainPages(lene, clock)))).toEqual([...stopped, 'conversation > completed message Success'])
})

test('[messaging.link.typingParticipants] lists who types', async () => {
  const { tosh, lene, toshHas, leneHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))

  const { json } = await lene.get(hrefOf(leneHas('messaging'), 'typingParticipants'))

  expect(json).toMatchObject({ rel: 'typingParticipants', _links: { participant: [{ title: 'Tosh Meston' }] } })
})

test('who hangs up does not type any more', async () => {
  const { clock, tosh, lene, toshHas } = await connectedUsers()
  await tosh.post(hrefOf(toshHas('messaging'), 'setIsTyping'))
  await tosh.post(hrefOf(toshHas('messaging'), 'stopMessaging'))
  await drainPages(lene, clock)

  await clock.advance(10_000)

  expect(await drainPages(lene, clock)).toEqual([])
})
