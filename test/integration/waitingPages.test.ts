import { expect, test } from 'vitest'
import { fromCommunication, placesOf } from './wire.ts'
import { connectedToPuppet, recorded, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

/** After a gap the server does not tell which conversations there are, while Lene goes on talking. */
const flooded = async (pages: number) => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const gaps = recorded(tosh.gaps$)
  const added = recorded(tosh.conversationAdded$)
  world.control.intercept({ link: 'conversations', times: 9999 }, 'hold')
  world.control.resync(me)
  await world.settle()
  for (let page = 0; page < pages - 1; page++) {
    world.control.user(lene).says(me, String(page))
    await world.settle()
  }
  return {
    parked: world.control.parked(me),
    ended: gaps.values.map((gap) => 'conversations' in gap && gap.conversations.includes(conversation)),
    texts: added.values.flatMap(({ messages$ }) => recorded(messages$).values.map(({ text }) => text)),
    status: tosh.status$.getSnapshot(),
  }
}

test('999 pages wait for what is read after a gap, and the poll goes on', async () => {
  expect(await flooded(999)).toEqual({ parked: 1, ended: [], texts: [], status: { state: 'available' } })
})

test('the thousandth page ends the reading: what was not read is lost, and nothing that was said', async () => {
  const { parked, ended, texts } = await flooded(1000)
  expect([parked, ended, texts.length, texts[0], texts.at(-1)]).toEqual([1, [true], 999, '0', '998'])
})

test('a page from before a gap does not bring back what the gap took away', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const href = placesOf(world.control).conversation.conversation
  world.control.intercept({ link: 'conversations' }, 'hold')
  world.control.resync(me)
  await world.settle()
  const changed = { link: { rel: 'conversation', href }, type: 'updated' }
  world.control.emit(me, [fromCommunication(world.control, changed)])
  await world.settle()
  world.control.resume(me)
  await world.settle()
  expect(tosh.conversations$.getSnapshot()).toEqual([])
})

test('an invitation of which only pages tell that wait is not lost, however long they do', async () => {
  const world = virtualWorld()
  world.control.user(lene).answers()
  const tosh = await world.online('tosh')
  const held = world.control.intercept({ link: 'conversations', times: 9 }, 'hold')
  world.control.resync(me)
  await world.settle()
  world.control.intercept({ link: 'startMessaging' }, 'dropAfter')
  const invitation = tosh.startMessaging({ to: `sip:${lene}` })
  await world.clock.advance(120_000)
  const before = invitation.state$.getSnapshot()
  held.remove()
  await world.clock.advance(60_000)
  expect([before, invitation.state$.getSnapshot()]).toEqual(['sending', 'Connected'])
})
