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

test('both tell why where neither leave nor stopMessaging reached the server', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  for (const { matcher } of commands) world.control.intercept(matcher, 'dropBefore')
  const why = commands.map(({ name }) => rejection(conversation[name]().done))
  await world.settle()
  expect([shown(tosh), await Promise.all(why)]).toMatchObject([
    [['Connected', 'Connected']],
    commands.map(({ name }) => ({ name: 'CommandFailed', command: name })),
  ])
})

const rings = async () => {
  const world = virtualWorld()
  world.control.user('lene@contoso.com').staysSilent()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await world.settle()
  return { ...world, invitation }
}

test('an invitation rings on where cancel never reached the server', async () => {
  const { control, settle, invitation } = await rings()
  control.intercept({ link: 'cancel' }, 'dropBefore')
  const why = rejection(invitation.cancel().done)
  await settle()
  expect([invitation.state$.getSnapshot(), await why]).toMatchObject([
    'Connecting',
    { name: 'CommandFailed', command: 'cancel', failure: { name: 'Unreachable', operation: 'cancel' } },
  ])
})

test('an invitation ends where only the answer to cancel was lost', async () => {
  const { control, settle, invitation } = await rings()
  control.intercept({ link: 'cancel' }, 'dropAfter')
  const done = invitation.cancel().done
  await settle()
  expect([invitation.state$.getSnapshot(), await done]).toEqual(['Cancelled', undefined])
})

test('cancel works the second time', async () => {
  const { control, settle, invitation } = await rings()
  control.intercept({ link: 'cancel' }, 'dropBefore')
  invitation.cancel()
  await settle()
  await invitation.cancel().done
  expect(invitation.state$.getSnapshot()).toBe('Cancelled')
})

test('who waits in a lobby can give up again where cancel never reached the server', async () => {
  const world = virtualWorld()
  const { onlineMeetingUri } = world.control.meeting({ organizer: 'sip:lene@contoso.com', lobby: true })
  const tosh = await world.online('tosh')
  const invitation = tosh.joinOnlineMeeting({ onlineMeetingUri })
  await world.settle()
  const inLobby = invitation.conversation?.state$.getSnapshot()
  world.control.intercept({ link: 'cancel' }, 'dropBefore')
  const why = rejection(invitation.cancel().done)
  await world.settle()
  const again = invitation.cancel().done
  await world.settle()
  expect([inLobby, await why, await again, invitation.state$.getSnapshot()]).toMatchObject([
    'InLobby',
    { name: 'CommandFailed', command: 'cancel' },
    undefined,
    'Cancelled',
  ])
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
