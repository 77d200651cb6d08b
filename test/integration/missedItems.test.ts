import { lastValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { MissedItems } from '../../src/protocol/resource/missedItems.ts'
import { xml } from '../../src/xml/index.ts'
import { recorded, virtualWorld, type VirtualWorld } from './world.ts'

const unread = (items: MissedItems | undefined) => items?.unreadMissedConversationsCount

const reads = (client: Client) => {
  const traffic = recorded(client.traffic$)
  return () => traffic.values.filter(({ kind, operation }) => kind === 'request' && operation === 'missedItems').length
}

const miss = async ({ control, settle }: VirtualWorld): Promise<void> => {
  control.user('lene@contoso.com').invites('tosh@contoso.com').withdraw()
  await settle()
}

test.each([
  ['JSON', {}],
  ['XML', { format: xml() }],
])('missedItems$ counts what is missed, then what is read, in %s', async (_, as) => {
  const world = virtualWorld()
  const tosh = await world.online('tosh', as)
  const missed = recorded(tosh.history.missedItems$)
  await world.settle()
  await miss(world)
  const log = lastValueFrom(tosh.history.conversationLogs())
  await world.settle()

  const { done } = (await log).markAsRead()
  await world.settle()

  await expect(done).resolves.toBeUndefined()
  expect(missed.values.map(unread)).toEqual([undefined, 0, 1, 0])
  expect(tosh.history.missedItems$.getSnapshot()?.missedConversationsCount).toBe(1)
})

test('missedItems$ is read when it is first observed', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const count = reads(tosh)
  await world.settle()

  const before = count()
  recorded(tosh.history.missedItems$)
  recorded(tosh.history.missedItems$)
  await world.settle()

  expect([before, count()]).toEqual([0, 1])
})

test('missedItems$ is read again for an event without a body', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const missed = recorded(tosh.history.missedItems$)
  await world.settle()
  const count = reads(tosh)
  const { communication } = world.control.hrefs('tosh@contoso.com')

  world.control.emit('tosh@contoso.com', [
    {
      rel: 'communication',
      href: communication,
      events: [{ link: { rel: 'missedItems', href: `${communication}/missed` }, type: 'updated' }],
    },
  ])
  await world.settle()

  expect([count(), missed.values.length]).toEqual([1, 3])
})

test('missedItems$ keeps what an event tells while it is being read', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const held = world.control.intercept({ link: 'missedItems' }, 'holdAnswer')
  const missed = recorded(tosh.history.missedItems$)
  await held.arrived
  await miss(world)

  held.release()
  await world.settle()

  expect(missed.values.map(unread)).toEqual([undefined, 1])
})

test('missedItems$ is read again in another application', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const missed = recorded(tosh.history.missedItems$)
  await world.settle()
  world.control.expireApplication('tosh@contoso.com')
  await miss(world)

  await world.clock.advance(60_000)

  expect(missed.values.map(unread).at(-1)).toBe(0)
  await miss(world)
  expect(missed.values.map(unread).at(-1)).toBe(1)
})

test('missedItems$ is read after a gap', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  recorded(tosh.history.missedItems$)
  await world.settle()
  const count = reads(tosh)

  world.control.resync('tosh@contoso.com')
  await world.clock.advance(200_000)

  expect(count()).toBe(1)
})

test('missedItems$ observed before the sign-in waits for it', async () => {
  const world = virtualWorld()
  const tosh = world.client('tosh')
  const missed = recorded(tosh.history.missedItems$)

  const connected = tosh.connect()
  await world.settle()
  await connected

  expect(missed.values.map(unread)).toEqual([undefined, 0])
})

test('missedItems$ stays undefined where it cannot be read', async () => {
  const world = virtualWorld()
  world.control.intercept({ link: 'missedItems' }, { status: 409, body: { code: 'Conflict' } })
  const tosh = await world.online('tosh')

  const missed = recorded(tosh.history.missedItems$)
  await world.settle()

  expect(missed.values).toEqual([undefined])
})

test('missedItems$ completes with the client', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const missed = recorded(tosh.history.missedItems$)
  await world.settle()

  tosh.close()

  expect(missed.isComplete()).toBe(true)
})
