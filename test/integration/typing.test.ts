import { expect, test } from 'vitest'
import { defaultTimes } from '../../src/server/options.ts'
import { fromConversation, placesOf } from './wire.ts'
import { connectedPair, connectedToPuppet, loopback, recorded, rejection, until, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'

test('typing shows at the other side', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback())
  await toLene.setIsTyping().done
  const [typist] = await until(toTosh.typing$, ({ length }) => length > 0)
  expect(typist?.name).toBe('Tosh Meston')
})

test('typing shows the other way', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback())
  await toTosh.setIsTyping().done
  const [typist] = await until(toLene.typing$, ({ length }) => length > 0)
  expect(typist?.name).toBe('Lene Aaling')
})

test('typing ends with a message', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback())
  await toLene.setIsTyping().done
  await until(toTosh.typing$, ({ length }) => length > 0)
  toLene.send('Hi')
  await expect(until(toTosh.typing$, ({ length }) => length === 0)).resolves.toEqual([])
})

test('typing ends by itself', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.typing$)
  world.control.user('lene@contoso.com').types(me)
  await world.clock.advance(defaultTimes.typing)
  expect(values.map(({ length }) => length)).toEqual([0, 1, 0])
})

const about = (world: ReturnType<typeof virtualWorld>, type: string, member: object = {}) => {
  const [href = ''] = placesOf(world.control).conversation.participants
  world.control.emit(me, [fromConversation(world.control, { link: { rel: 'participant', href }, type, ...member })])
  return world.settle()
}

test('a participant who is deleted outside any collection has left', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  await about(world, 'deleted')
  expect(conversation.participants$.getSnapshot()).toEqual([])
})

test('a participant who leaves stops typing', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.user('lene@contoso.com').types(me)
  await world.settle()
  await about(world, 'deleted')
  expect(conversation.typing$.getSnapshot()).toEqual([])
})

test.each(['attendees', 'leaders', 'lobby'])('a participant who is deleted in %s has not left', async (rel) => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  await about(world, 'deleted', { in: { rel, href: '/collection' } })
  expect(conversation.participants$.getSnapshot().map(({ name }) => name)).toEqual(['Lene Aaling'])
})

test('a participant without a title is read', async () => {
  const { conversation } = await connectedToPuppet(await loopback())
  const [lene] = await until(conversation.participants$, ([first]) => first?.uri !== undefined)
  expect(lene).toMatchObject({ name: 'Lene Aaling', uri: 'sip:lene@contoso.com' })
})

test('typing that the server refuses rejects with CommandFailed', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'setIsTyping' }, { status: 409, body: { code: 'Conflict' } })
  const failure = rejection(conversation.setIsTyping().done)
  await world.settle()
  expect(await failure).toMatchObject({ name: 'CommandFailed', command: 'setIsTyping', status: 409 })
})

test('a late answer to typing does not end the next application', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const held = world.control.intercept({ link: 'setIsTyping' }, 'hold')
  const failure = rejection(conversation.setIsTyping().done)
  await world.settle()
  world.control.expireApplication(me)
  await world.clock.advance(2000)
  held.release()
  await world.settle()
  expect([await failure, world.control.counts()['applicationCreated']]).toMatchObject([
    { name: 'ConnectionLost', loss: 'recreated' },
    2,
  ])
})

test('nobody types any more where messaging has ended', async () => {
  const world = virtualWorld()
  const { toLene, toTosh } = await connectedPair(world)
  toTosh.setIsTyping()
  await world.settle()
  const { values } = recorded(toLene.typing$)
  const { messaging: href } = placesOf(world.control).conversation
  world.control.emit(me, [
    fromConversation(world.control, {
      link: { rel: 'messaging', href },
      _embedded: { messaging: { rel: 'messaging', state: 'Disconnected', _links: { self: { href } } } },
      type: 'updated',
    }),
  ])
  await world.settle()
  expect(values.map((typists) => typists.map(({ name }) => name))).toEqual([['Lene Aaling'], []])
})
