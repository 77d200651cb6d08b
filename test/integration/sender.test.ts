import { expect, test } from 'vitest'
import { connectedPair, loopback, until } from './world.ts'

test('a message tells who wrote it', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback())
  const arrived = until(toTosh.messages$, () => true)
  toLene.send('Hi')
  const { direction, from, status } = await arrived
  expect([direction, from?.name, status]).toEqual(['Incoming', 'Tosh Meston', 'Succeeded'])
})

test('a message tells when it was sent', async () => {
  const before = Date.now()
  const { toLene, toTosh } = await connectedPair(await loopback())
  const arrived = until(toTosh.messages$, () => true)
  toLene.send('Hi')
  expect((await arrived).sentAt.getTime()).toBeGreaterThanOrEqual(before)
})
