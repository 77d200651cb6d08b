import { expect, test } from 'vitest'
import { letGo } from './wire.ts'
import { connectedToPuppet, recorded, rejection, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

test('500 on the P-GET is waited out', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.intercept({ link: 'events' }, { status: 500 })
  const { values } = recorded(tosh.status$)
  letGo(world.control)
  await world.clock.advance(2000)
  expect(values).toEqual([
    { state: 'available' },
    expect.objectContaining({
      state: 'waiting',
      step: 'polling',
      attempt: 1,
      cause: expect.objectContaining({ name: 'Refused', status: 500 }) as unknown,
    }),
    expect.objectContaining({ state: 'reconnecting', attempt: 1 }),
  ])
})

test('the client is available again when a P-GET brings something', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.intercept({ link: 'events' }, { status: 503 })
  letGo(world.control)
  await world.clock.advance(2000)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect(tosh.status$.getSnapshot()).toEqual({ state: 'available' })
})

test('waits grow while the P-GET goes on failing', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const broken = world.control.intercept({ link: 'events', times: 100 }, 'dropBefore')
  const { values } = recorded(tosh.status$)
  letGo(world.control)
  await world.clock.advance(120_000)
  const attempts = values.flatMap((status) => (status.state === 'waiting' ? [status.attempt] : []))
  expect([attempts.slice(0, 4), attempts.length < 12]).toEqual([[1, 2, 3, 4], true])
  broken.remove()
})

test('a command that meets a password which stopped being right says so', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.expireToken(me)
  world.control.intercept({ link: 'token', times: 9 }, { status: 400, body: { error: 'invalid_grant' } })
  const failure = rejection(conversation.send('Hi').delivered)
  await world.settle()
  expect(await failure).toMatchObject({ name: 'DeliveryFailed', failure: { name: 'TokenRefused' } })
})
