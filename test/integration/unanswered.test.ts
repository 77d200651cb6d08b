import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import { fromCommunication, fromConversation, placesOf } from './wire.ts'
import { connectedToPuppet, rejection, virtualWorld } from './world.ts'

const commands = [
  { name: 'leave', matcher: { link: 'conversation', method: 'DELETE' } },
  { name: 'stopMessaging', matcher: { link: 'stopMessaging' } },
] as const

const shown = (tosh: Client) =>
  tosh.conversations$
    .getSnapshot()
    .map(({ state$, messaging }) => [state$.getSnapshot(), messaging.state$.getSnapshot()])

test.each(commands)('a conversation goes on where $name never reached the server', async ({ name, matcher }) => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  world.control.intercept(matcher, 'dropBefore')
  const why = rejection(conversation[name]().done)
  await world.settle()
  expect([shown(tosh), await why]).toMatchObject([
    [['Connected', 'Connected']],
    { name: 'CommandFailed', command: name },
  ])
})

test.each(commands)('a conversation ends where only the answer to $name was lost', async ({ name, matcher }) => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  world.control.intercept(matcher, 'dropAfter')
  await conversation[name]().done
  await world.settle()
  expect(shown(tosh)).toEqual([])
})

test.each(commands)('$name works the second time', async ({ name, matcher }) => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  world.control.intercept(matcher, 'dropBefore')
  conversation[name]()
  await world.settle()
  await conversation[name]().done
  await world.settle()
  expect(shown(tosh)).toEqual([])
})

test.each(commands)('a conversation goes on where its body changed while $name hung', async ({ name, matcher }) => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  world.control.intercept(matcher, 'hold')
  const why = rejection(conversation[name]().done)
  const places = placesOf(world.control).conversation
  const updated = (rel: 'conversation' | 'messaging') => ({ link: { rel, href: places[rel] }, type: 'updated' })
  world.control.emit('tosh@contoso.com', [
    fromCommunication(world.control, updated('conversation')),
    fromConversation(world.control, updated('messaging')),
  ])
  await world.clock.advance(30_000)
  expect([shown(tosh), await why]).toMatchObject([
    [['Connected', 'Connected']],
    { name: 'CommandFailed', command: name },
  ])
})
