import { expect, test } from 'vitest'
import { connectedToPuppet, recorded, virtualWorld } from './world.ts'

test('a message is told by the very object that messages$ brings', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  const message = conversation.send('Hi')
  const before = message.told
  const seen: unknown[] = []
  message.status$.subscribe((status) => seen.push([status, message.told]))
  await message.delivered

  expect([before, seen.at(-1)]).toEqual([undefined, ['Succeeded', values.at(-1)]])
})

test('a message that was refused is never told', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, { status: 403 })
  const message = conversation.send('Hi')
  await world.settle()

  expect([message.status$.getSnapshot(), message.told]).toEqual(['Failed', undefined])
})
