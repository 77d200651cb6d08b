import { expect, test } from 'vitest'
import { seededRandom } from '../support/seededRandom.ts'
import { recorded, virtualWorld } from './world.ts'

const gone = { status: 404, body: { code: 'NotFound', subcode: 'ApplicationNotFound' } } as const
const me = 'tosh@contoso.com'

const created = (counts: Readonly<Record<string, number>>): number => counts.applicationCreated ?? 0

test('the status tells what is waited for when an application is lost at once', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh', { random: seededRandom(1) })
  const { values } = recorded(tosh.status$)
  world.control.intercept({ link: 'events', times: 10_000 }, gone)
  world.control.expireApplication(me)
  await world.clock.advance(10_000)
  const waits = values.filter((status) => status.state === 'waiting')
  expect(waits).toHaveLength(4)
  for (const wait of waits) {
    expect(wait).toMatchObject({ step: 'creating', cause: { name: 'NotAvailable', link: 'application' } })
  }
})

test('an application that lived is created again without delay', async () => {
  const world = virtualWorld()
  await world.online('tosh')
  await world.clock.advance(60_000)
  const before = created(world.control.counts())
  world.control.expireApplication(me)
  await world.settle()
  expect(created(world.control.counts()) - before).toBe(1)
})

test('an application that keeps living after short lives is created again without delay', async () => {
  const world = virtualWorld()
  await world.online('tosh')
  world.control.expireApplication(me)
  await world.clock.advance(2_000)
  await world.clock.advance(60_000)
  const before = created(world.control.counts())
  world.control.expireApplication(me)
  await world.settle()
  expect(created(world.control.counts()) - before).toBe(1)
})
