import { expect, test } from 'vitest'
import { virtualWorld } from './world.ts'

test('a sign-in that meets the limit of applications waits as long as it is told, then has its own', async () => {
  const world = virtualWorld({ limits: { applications: 1 } })
  const first = await world.online('tosh')
  const second = world.client('tosh')
  const connected = second.connect()
  await world.settle()
  const [waiting, now] = [second.status$.getSnapshot(), world.clock.now()]
  await first.signOut()
  await world.clock.advance(60_000)
  await connected
  expect([waiting, second.status$.getSnapshot()]).toMatchObject([
    { state: 'waiting', step: 'creating', retryAt: now + 60_000, cause: { name: 'Refused', status: 429 } },
    { state: 'available' },
  ])
})

test('a client whose P-GET meets the limit of those that wait goes on once there is room', async () => {
  const world = virtualWorld({ limits: { parkedPolls: 1 } })
  const first = await world.online('tosh')
  const second = await world.online('tosh')
  await world.settle()
  const [waiting, now] = [second.status$.getSnapshot(), world.clock.now()]
  first.close()
  await world.clock.advance(10_000)
  expect([waiting, second.status$.getSnapshot(), world.control.parked('tosh@contoso.com')]).toMatchObject([
    { state: 'waiting', retryAt: now + 10_000 },
    { state: 'available' },
    1,
  ])
})
