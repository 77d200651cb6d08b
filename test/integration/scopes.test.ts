import { expect, test } from 'vitest'
import type { Scope } from '../../src/protocol/scope.ts'
import { xml } from '../../src/xml/index.ts'
import { rejection, virtualWorld } from './world.ts'

const to = 'sip:lene@contoso.com'
const lene = { uri: to, name: 'Lene', password: 'pass@word1' }

/** Tosh brings a token from outside, as in an online deployment; it comes with these scopes. */
const worldWith = (...scopes: readonly Scope[]) =>
  virtualWorld({
    users: [{ uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'pass@word1', scopes }, lene],
  })

test.each([undefined, xml()])('an invitation without a scope for it is Refused', async (format) => {
  const world = worldWith('User.ReadWrite', 'Contacts.ReadWrite')
  const tosh = await world.online('tosh', format === undefined ? {} : { format })
  const invitation = tosh.startMessaging({ to })
  await world.settle()
  expect(await rejection(invitation.connected)).toMatchObject({
    name: 'InvitationFailed',
    state: 'notStarted',
    code: 'Forbidden',
    subcode: undefined,
    failure: {
      name: 'Refused',
      operation: 'startMessaging',
      status: 403,
      message: 'The token has none of the scopes Conversations.Initiate, Conversations.Receive.',
    },
  })
})

test.each(['Conversations.Initiate', 'Conversations.Receive'] as const)('%s is enough to talk', async (scope) => {
  const world = worldWith('User.ReadWrite', scope)
  world.control.user(to).answers()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to })
  await world.settle()
  const conversation = await invitation.connected
  const { delivered } = conversation.send('Hi')
  await world.settle()
  await expect(delivered).resolves.toBeUndefined()
})

test('who may not report her activity stays online', async () => {
  const world = worldWith('Conversations.Receive')
  const tosh = await world.online('tosh')
  await world.clock.advance(20 * 60_000)
  expect(tosh.status$.getSnapshot()).toEqual({ state: 'available' })
})
