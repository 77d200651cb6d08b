import { expect, test } from 'vitest'
import { fromCommunication, fromConversation, messageEvent, placesOf, type WireEvent } from './wire.ts'
import { connectedToPuppet, recorded, rejection, virtualWorld, type VirtualWorld } from './world.ts'

const me = 'tosh@contoso.com'

const invitationEvent = (href: string, type: string, invitation: object, more: object = {}): WireEvent => ({
  link: { rel: 'messagingInvitation', href },
  ...more,
  _embedded: { messagingInvitation: { _links: { self: { href } }, rel: 'messagingInvitation', ...invitation } },
  type,
})

/** Tosh has posted an invitation; the server tells nothing of it by itself. */
const posted = async (world: VirtualWorld) => {
  const tosh = await world.online('tosh')
  world.control.intercept({ link: 'startMessaging' }, { status: 201, headers: { Location: '/ims/9' } })
  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await world.settle()
  return { tosh, invitation, operationId: invitation.operationId }
}

const thread = '/comms/threads/9'
const links = (conversation = thread) => ({
  _links: { self: { href: '/ims/9' }, conversation: { href: conversation } },
})

const conversationEvent = (state: string, type = 'updated', href = thread): WireEvent => ({
  link: { rel: 'conversation', href },
  _embedded: { conversation: { state, _links: { self: { href } }, rel: 'conversation' } },
  type,
})

const messagingEvent = (href: string, state: string, more: object = {}): WireEvent => ({
  link: { rel: 'messaging', href },
  _embedded: { messaging: { state, _links: { self: { href } }, rel: 'messaging' } },
  type: 'updated',
  ...more,
})

test('a completed without started connects', async () => {
  const world = virtualWorld()
  const { invitation, operationId } = await posted(world)
  world.control.emit(me, [
    fromCommunication(
      world.control,
      invitationEvent('/ims/9', 'completed', { state: 'Connected', operationId, ...links() }, { status: 'Success' }),
    ),
  ])
  await world.settle()
  expect((await invitation.connected).href).toBe(`http://pool.contoso.com${thread}`)
})

test('a completed without body settles an invitation that was never seen and is gone', async () => {
  const world = virtualWorld()
  const { invitation } = await posted(world)
  world.control.emit(me, [
    fromCommunication(world.control, {
      link: { rel: 'messagingInvitation', href: '/ims/9' },
      status: 'Failure',
      reason: { code: 'RemoteFailure', subcode: 'Declined' },
      type: 'completed',
    }),
  ])
  await world.settle()
  expect(await rejection(invitation.connected)).toMatchObject({ name: 'InvitationFailed', state: 'Declined' })
})

test('a completed without operationId is found by the Location of the 201', async () => {
  const world = virtualWorld()
  const { invitation } = await posted(world)
  world.control.emit(me, [
    fromCommunication(
      world.control,
      invitationEvent('/ims/9', 'completed', { state: 'Connected', ...links() }, { status: 'Success' }),
    ),
  ])
  await world.settle()
  expect(invitation.state$.getSnapshot()).toBe('Connected')
})

test('an incoming completed without started is an invitation that is over', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.invitations$)
  world.control.emit(me, [
    fromCommunication(
      world.control,
      invitationEvent(
        '/ims/9',
        'completed',
        { state: 'Cancelled', direction: 'Incoming' },
        { status: 'Failure', reason: { code: 'LocalFailure', subcode: 'Canceled' } },
      ),
    ),
  ])
  await world.settle()
  expect(values.map(({ state$ }) => state$.getSnapshot())).toEqual(['Cancelled'])
})

const failurePage = (world: VirtualWorld, operationId: string): readonly object[] => [
  fromCommunication(
    world.control,
    invitationEvent(
      '/ims/9',
      'completed',
      { state: 'Failed', operationId, ...links() },
      { status: 'Failure', reason: { code: 'NotFound', subcode: 'DestinationNotFound' } },
    ),
    conversationEvent('Connecting', 'added'),
  ),
  {
    rel: 'conversation',
    href: thread,
    events: [
      { link: { rel: 'localParticipant', href: `${thread}/me` }, type: 'added' },
      messagingEvent(`${thread}/im`, 'Disconnected', { reason: { code: 'NotFound', subcode: 'DestinationNotFound' } }),
    ],
  },
  fromCommunication(world.control, conversationEvent('Disconnected'), {
    link: { rel: 'conversation', href: thread },
    type: 'deleted',
  }),
]

test('a failure page in which the completed invitation stands first tells the failure', async () => {
  const world = virtualWorld()
  const { invitation, operationId } = await posted(world)
  const failure = rejection(invitation.connected)
  world.control.emit(me, failurePage(world, operationId))
  await world.settle()
  expect(await failure).toMatchObject({ name: 'InvitationFailed', state: 'Failed', subcode: 'DestinationNotFound' })
})

test('a failure page in which the completed invitation stands first leaves no conversation', async () => {
  const world = virtualWorld()
  const { tosh, operationId } = await posted(world)
  world.control.emit(me, failurePage(world, operationId))
  await world.settle()
  expect(tosh.conversations$.getSnapshot()).toEqual([])
})

test('late events about an invitation that is over change nothing', async () => {
  const world = virtualWorld()
  const { tosh, operationId } = await posted(world)
  const ringing = recorded(tosh.invitations$)
  world.control.emit(me, failurePage(world, operationId))
  world.control.emit(me, [
    fromCommunication(world.control, invitationEvent('/ims/9', 'updated', { state: 'Connecting', operationId })),
  ])
  await world.settle()
  expect([ringing.values, tosh.conversations$.getSnapshot()]).toEqual([[], []])
})

test('an invitation of which nobody knows the operation, from another endpoint, is no invitation of this client', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const ringing = recorded(tosh.invitations$)
  const faults = recorded(tosh.faults$)
  world.control.emit(me, [
    fromCommunication(
      world.control,
      invitationEvent('/ims/3', 'started', { state: 'Connecting', direction: 'Outgoing', operationId: 'other' }),
    ),
  ])
  await world.settle()
  expect([ringing.values, faults.values]).toEqual([[], []])
})

test('the same message in two events is one message', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  const { control } = world
  control.emit(me, [
    fromConversation(
      control,
      messageEvent(control, { name: '1001', text: 'one', type: 'started' }),
      messageEvent(control, { name: '1001', text: 'one' }),
    ),
  ])
  await world.settle()
  expect(values.map(({ text }) => text)).toEqual(['one'])
})

test('a conversation first seen by an updated is there', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const added = recorded(tosh.conversationAdded$)
  world.control.emit(me, [fromCommunication(world.control, conversationEvent('Connected'))])
  await world.settle()
  expect(added.values.map(({ state$ }) => state$.getSnapshot())).toEqual(['Connected'])
})

test('messaging first seen by an updated is there', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  world.control.emit(me, [{ rel: 'conversation', href: thread, events: [messagingEvent(`${thread}/im`, 'Connected')] }])
  await world.settle()
  expect(tosh.conversations$.getSnapshot().map(({ messaging }) => messaging.state$.getSnapshot())).toEqual([
    'Connected',
  ])
})

test('an invitation first seen by an updated rings', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.invitations$)
  world.control.emit(me, [
    fromCommunication(
      world.control,
      invitationEvent('/ims/9', 'updated', { state: 'Connecting', direction: 'Incoming', subject: 'Lunch' }),
    ),
  ])
  await world.settle()
  expect(values.map(({ subject }) => subject)).toEqual(['Lunch'])
})

test('a deleted of something that nobody knows makes nothing', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  world.control.emit(me, [
    fromCommunication(world.control, { link: { rel: 'conversation', href: thread }, type: 'deleted' }),
    {
      rel: 'conversation',
      href: thread,
      events: [{ link: { rel: 'participant', href: `${thread}/roster/1` }, type: 'deleted' }],
    },
  ])
  await world.settle()
  expect(tosh.conversations$.getSnapshot()).toEqual([])
})

test('a state that nobody knows stays in the resource', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { conversation: href } = placesOf(world.control).conversation
  world.control.emit(me, [fromCommunication(world.control, conversationEvent('Teleporting', 'updated', href))])
  await world.settle()
  expect([conversation.state$.getSnapshot(), conversation.resource?.state]).toEqual(['Connected', 'Teleporting'])
})

test('a message that is told by its path, then by its absolute URL, comes once', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  const byPath = messageEvent(world.control, { name: '1001', text: 'one' })
  const byUrl = { ...byPath, link: { rel: 'message', href: `http://POOL.contoso.com${byPath.link.href}` } }
  world.control.emit(me, [fromConversation(world.control, byPath), fromConversation(world.control, byUrl)])
  await world.settle()
  expect(values.map(({ text }) => text)).toEqual(['one'])
})
