import { expect, test } from 'vitest'
import { hangs, reply, resource, type Script } from '../support/fakeHttp.ts'
import { scriptedPart } from '../support/scriptedPart.ts'
import { fromCommunication, placesOf } from './wire.ts'
import { connectedToPuppet, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const pool = 'http://pool.contoso.com'
const derived = '/comms/threads/derived'
const read = `GET ${pool}${derived}/im`
const messaging = { state: 'Connected', _links: { self: { href: `${derived}/im` }, conversation: { href: derived } } }

/** Tosh adds messaging to his conversation with Lene; somebody else answers. */
const answered = async (script: Script) => {
  const world = virtualWorld()
  const { http } = scriptedPart(world.http, script)
  const { tosh, conversation } = await connectedToPuppet(world, { http })
  const { control } = world
  control.user('lene@contoso.com').removesMessaging(me)
  await world.settle()
  control.intercept({ link: 'addMessaging' }, { status: 201, headers: { Location: '/ims/9' } })
  const invitation = conversation.addMessaging()
  await world.settle()
  const places = placesOf(control).conversation
  const body = {
    state: 'Connected',
    operationId: invitation.operationId,
    _links: {
      self: { href: '/ims/9' },
      conversation: { href: places.conversation },
      messaging: { href: places.messaging },
      derivedMessaging: { href: `${derived}/im` },
    },
    _embedded: { acceptedByParticipant: [{ name: 'Ida', uri: 'sip:ida@contoso.com' }] },
  }
  const link = { rel: 'messagingInvitation', href: '/ims/9' }
  control.emit(me, [
    fromCommunication(control, {
      link,
      status: 'Success',
      _embedded: { messagingInvitation: body },
      type: 'completed',
    }),
    {
      rel: 'conversation',
      href: derived,
      events: [{ link: { rel: 'messaging', href: `${derived}/im` }, _embedded: { messaging }, type: 'updated' }],
    },
  ])
  await world.settle()
  return { world, tosh, conversation, invitation }
}

test('an invitation that somebody else answers connects to the derived conversation', async () => {
  const { tosh, invitation } = await answered({ [read]: resource(messaging) })
  const connected = await invitation.connected
  expect([connected.href, tosh.conversations$.getSnapshot().includes(connected)]).toEqual([`${pool}${derived}`, true])
})

test('the invitation is open until the derived conversation is known', async () => {
  const { tosh, invitation } = await answered({ [read]: hangs })
  const before = invitation.state$.getSnapshot()
  tosh.close()
  expect([before, invitation.state$.getSnapshot()]).toEqual(['sending', 'lost'])
})

test('where the derived conversation cannot be read the invitation connects to the one it was asked of', async () => {
  const { conversation, invitation } = await answered({ [read]: reply(404) })
  expect(await invitation.connected).toBe(conversation)
})

test('the invitation tells who has answered', async () => {
  const { invitation } = await answered({ [read]: resource(messaging) })
  expect(invitation.acceptedByParticipant).toEqual([{ name: 'Ida', uri: 'sip:ida@contoso.com' }])
})
