import { expect, test } from 'vitest'
import { connectedToPuppet, recorded, virtualWorld } from '../integration/world.ts'

test('the list of conversations is the same array until one comes or goes', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  expect(tosh.conversations$.getSnapshot()).toBe(tosh.conversations$.getSnapshot())
})

test('a message leaves the list of conversations as it is', async () => {
  const { control, settle, ...world } = virtualWorld()
  const { tosh } = await connectedToPuppet({ control, settle, ...world })
  const before = tosh.conversations$.getSnapshot()
  control.user('lene@contoso.com').says('tosh@contoso.com', 'Hi')
  await settle()
  expect(tosh.conversations$.getSnapshot()).toBe(before)
})

test('the list holds the handle that the invitation resolved to', async () => {
  const { tosh, conversation } = await connectedToPuppet(virtualWorld())
  expect(tosh.conversations$.getSnapshot()).toEqual([conversation])
  expect(tosh.conversations$.getSnapshot()[0]).toBe(conversation)
})

test('a conversation that is over leaves the list', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const { values } = recorded(tosh.conversations$)
  world.control.user('lene@contoso.com').hangsUp('tosh@contoso.com')
  await world.settle()
  expect(values.map(({ length }) => length)).toEqual([1, 0])
})

test('closing with no conversation repeats no list', async () => {
  const tosh = await virtualWorld().online('tosh')
  const { values, isComplete } = recorded(tosh.conversations$)
  tosh.close()
  expect([values, isComplete()]).toEqual([[[]], true])
})

test('closing with a conversation empties the list once', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  const { values } = recorded(tosh.conversations$)
  tosh.close()
  expect(values.map(({ length }) => length)).toEqual([1, 0])
})

test('the handles of one conversation are one object everywhere', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const added = recorded(tosh.conversationAdded$)
  const ringing = recorded(tosh.invitations$)
  world.control.user('lene@contoso.com').invites('tosh@contoso.com')
  await world.settle()
  expect(added.values[0]).toBe(ringing.values[0]?.conversation)
  expect(added.values[0]).toBe(tosh.conversations$.getSnapshot()[0])
})
