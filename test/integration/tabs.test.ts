import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { ClientOptions } from '../../src/client/clientOptions.ts'
import { xml } from '../../src/xml/index.ts'
import { loopback, nextInvitation, recorded, until, type Loopback } from './world.ts'

/** Lene in two tabs of one browser, and Tosh. */
const twoTabs = async (
  options: Partial<ClientOptions> = {},
): Promise<Loopback & { tosh: Client; one: Client; two: Client }> => {
  const world = await loopback()
  const tosh = await world.online('tosh', options)
  const one = await world.online('lene', { ...options, endpointId: 'browser', instanceId: 'one' })
  const two = await world.online('lene', { ...options, endpointId: 'browser', instanceId: 'two' })
  return { ...world, tosh, one, two }
}

test.each([
  { format: 'JSON', options: {} },
  { format: 'XML', options: { format: xml() } },
])('an invitation answered in one tab is heard in the other, in $format', async ({ options }) => {
  const { tosh, one, two } = await twoTabs(options)
  const rings = [nextInvitation(one), nextInvitation(two)] as const
  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' })
  const [inOne, inTwo] = await Promise.all(rings)

  inOne.accept()
  const [toTosh, alsoToTosh] = await Promise.all([inOne.connected, inTwo.connected])
  await invitation.connected

  expect(inTwo.state$.getSnapshot()).toBe('Connected')
  expect(alsoToTosh.messaging.state$.getSnapshot()).toBe('Connected')
  expect(toTosh.messaging.state$.getSnapshot()).toBe('Connected')
})

test('a message is heard in both tabs', async () => {
  const { tosh, one, two } = await twoTabs()
  const rings = [nextInvitation(one), nextInvitation(two)] as const
  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  const [inOne, inTwo] = await Promise.all(rings)
  inOne.accept()
  const [toTosh, alsoToTosh, toLene] = await Promise.all([inOne.connected, inTwo.connected, invitation.connected])

  toLene.send('both of you')
  const heard = await Promise.all([
    until(toTosh.messages$, ({ direction }) => direction === 'Incoming'),
    until(alsoToTosh.messages$, ({ direction }) => direction === 'Incoming'),
  ])

  expect(heard.map(({ text }) => text)).toEqual(['both of you', 'both of you'])
})

test('a tab that signs out leaves the other online', async () => {
  const { tosh, one, two, control } = await twoTabs()
  const statuses = recorded(two.status$)

  await one.signOut()
  const ring = nextInvitation(two)
  tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await ring

  expect(statuses.values.map(({ state }) => state)).toEqual(['available'])
  expect(control.counts()['applicationEnded Deleted']).toBeUndefined()
})
