import { expect, test } from 'vitest'
import { drain } from '../support/virtualClock.ts'
import { connectedPair, loopback, nextInvitation, recorded, until } from './world.ts'

test('the first message waits for a subscriber who comes after the acceptance', async () => {
  const { toTosh } = await connectedPair(await loopback(), { message: 'Hi' })
  await until(toTosh.messaging.state$, (state) => state === 'Connected')
  await drain()
  const { values } = recorded(toTosh.messages$)
  expect(values.map(({ text }) => text)).toEqual(['Hi'])
})

test('the first message comes once, though the invitation showed it before', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback(), { message: 'Hi' })
  const { values } = recorded(toTosh.messages$)
  const second = until(toTosh.messages$, ({ text }) => text === 'There?')
  toLene.send('There?')
  await second
  expect(values.map(({ text }) => text)).toEqual(['Hi', 'There?'])
})

test('the inviter sees the first message as one of her own', async () => {
  const { toLene } = await connectedPair(await loopback(), { message: 'Hi' })
  const first = await until(toLene.messages$, () => true)
  expect([first.direction, first.text, first.from]).toEqual(['Outgoing', 'Hi', undefined])
})

test('the invitation shows the first message before it is accepted', async () => {
  const { online } = await loopback()
  const [tosh, lene] = [await online('tosh'), await online('lene')]
  const ringing = nextInvitation(lene)
  tosh.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' })
  expect((await ringing).preview).toBe('Hi')
})

test('a subscriber who comes second sees only what comes after', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback(), { message: 'Hi' })
  const first = recorded(toTosh.messages$)
  const second = recorded(toTosh.messages$)
  const later = until(toTosh.messages$, ({ text }) => text === 'There?')
  toLene.send('There?')
  await later
  expect([first.values.length, second.values.map(({ text }) => text)]).toEqual([2, ['There?']])
})
