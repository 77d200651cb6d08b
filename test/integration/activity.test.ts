import { expect, test } from 'vitest'
import type { ClientOptions } from '../../src/client/clientOptions.ts'
import { connectedToPuppet, recorded, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'
const minute = 60_000

/** Her invitation has just been reported as activity. */
const talking = async (as?: Partial<ClientOptions>) => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world, as)
  const presence = recorded(tosh.me.presence$)
  await world.clock.advance(4 * minute)
  const reported = () => world.http.operations().filter((operation) => operation === 'reportMyActivity').length
  const before = reported()
  return {
    world,
    tosh,
    conversation,
    /** How often activity was reported from now on. */
    reports: () => reported() - before,
    availabilities: () => presence.values.map(({ availability }) => availability).filter((word) => word !== 'unknown'),
  }
}

test('a user who is assumed to be active stays online, whatever she does', async () => {
  const { world, reports, availabilities } = await talking()
  await world.clock.advance(60 * minute)
  expect([reports(), availabilities()]).toEqual([15, ['Online']])
})

test('a user who is not heard of is shown as idle, then as away', async () => {
  const { world, reports, availabilities } = await talking({ activity: 'heard' })
  world.control.user(lene).says(me, 'There?')
  await world.clock.advance(11 * minute)
  expect([reports(), availabilities()]).toEqual([0, ['Online', 'IdleOnline', 'Away']])
})

test('a command is activity, reported at the end of the four minutes in which it was given', async () => {
  const { world, conversation, reports, availabilities } = await talking({ activity: 'heard' })
  await world.clock.advance(3 * minute)
  conversation.setIsTyping()
  conversation.send('Hi')
  await world.clock.advance(minute - 1)
  const early = reports()
  await world.clock.advance(4 * minute)
  expect([early, reports(), availabilities()]).toEqual([0, 1, ['Online']])
})

test('whoever was away is online again at her next command, without delay', async () => {
  const { world, tosh, reports, availabilities } = await talking({ activity: 'heard' })
  await world.clock.advance(6 * minute)
  tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await world.clock.advance(10_000)
  expect([reports(), availabilities()]).toEqual([1, ['Online', 'IdleOnline', 'Online']])
})

test('what the application hears of the user is activity', async () => {
  const { world, tosh, reports, availabilities } = await talking({ activity: 'heard' })
  await world.clock.advance(6 * minute)
  for (let key = 0; key < 20; key++) tosh.me.reportMyActivity()
  await world.clock.advance(minute)
  expect([reports(), availabilities()]).toEqual([1, ['Online', 'IdleOnline', 'Online']])
})

test('activity whose report fails is reported again after four minutes', async () => {
  const { world, tosh, reports } = await talking({ activity: 'heard' })
  world.control.intercept({ link: 'reportMyActivity' }, { status: 503 })
  await world.clock.advance(5 * minute)
  tosh.me.reportMyActivity()
  await world.clock.advance(4 * minute - 1)
  const early = reports()
  await world.clock.advance(1)
  expect([early, reports()]).toEqual([1, 2])
})

test('reading is no activity', async () => {
  const { world, tosh, reports } = await talking({ activity: 'heard' })
  await world.clock.advance(5 * minute)
  recorded(tosh.me.note$)
  recorded(tosh.history.missedItems$)
  await world.clock.advance(minute)
  expect(reports()).toBe(0)
})
