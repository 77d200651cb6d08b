import { expect, test } from 'vitest'
import { connectedPair, recorded, rejection, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'

test('what is asked about somebody in an application that is gone does not cost the present one', async () => {
  const world = virtualWorld()
  const { tosh, toLene } = await connectedPair(world)
  await world.settle()
  const [lene] = toLene.participants$.getSnapshot()
  await world.clock.advance(60_000)
  world.control.expireApplication(me)
  await world.settle()
  const created = world.control.counts().applicationCreated
  const gaps = recorded(tosh.gaps$)
  const failure = rejection(toLene.eject(lene!).done)
  await world.clock.advance(60_000)
  expect([await failure, gaps.values, world.control.counts().applicationCreated]).toMatchObject([
    { failure: { name: 'NotAvailable', link: 'eject' } },
    [],
    created,
  ])
})
