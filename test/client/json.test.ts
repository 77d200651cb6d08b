import { expect, test } from 'vitest'
import { connectedToPuppet, recorded, virtualWorld } from '../integration/world.ts'

/** A client with all that hangs on it, listened to by somebody. */
const watched = async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  world.control.user('lene@contoso.com').staysSilent()
  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com', subject: 'again' })
  const message = conversation.send('Hi')
  const streams = [tosh.gaps$, tosh.events$, tosh.traffic$, tosh.invitations$, conversation.messages$]
  const lives = [tosh.status$, tosh.conversations$, conversation.messaging.state$, invitation.state$, message.status$]
  for (const stream of [...streams, ...lives]) recorded<unknown>(stream)
  await world.settle()
  return { tosh, conversation, invitation, message }
}

test('a client as JSON is the name of its status', async () => {
  const { tosh } = await watched()
  expect(JSON.stringify({ tosh })).toBe('{"tosh":{"status":"available"}}')
})

test('a value that changes is its current value as JSON', async () => {
  const { tosh, conversation } = await watched()
  expect(JSON.stringify([tosh.status$, conversation.state$])).toBe('[{"state":"available"},"Connected"]')
})

test('handles are what they are now as JSON', async () => {
  const { conversation, invitation, message } = await watched()
  expect(JSON.stringify([conversation, invitation, message])).toBe(
    '[{"messaging":{"state$":"Connected"}},{"state$":"Connecting"},{"status$":"Succeeded"}]',
  )
})
