import { expect, test } from 'vitest'
import { xml } from '../../src/xml/index.ts'
import { connectedPair, connectedToPuppet, nextInvitation, recorded, rejection, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

test('[addMessaging.operation.POST] messaging that was removed is taken up again in the same conversation', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.user(lene).removesMessaging(me)
  await world.settle()
  const before = conversation.messaging.state$.getSnapshot()

  const invitation = conversation.addMessaging()
  await world.settle()

  expect(await invitation.connected).toBe(conversation)
  expect([before, conversation.messaging.state$.getSnapshot()]).toEqual(['Disconnected', 'Connected'])
})

test('[addMessaging.body.message] what is said with addMessaging is heard, and shown once', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.user(lene).removesMessaging(me)
  await world.settle()

  conversation.addMessaging({ message: 'Still there?' })
  await world.settle()

  expect(world.control.user(lene).heard()).toEqual([{ mediaType: 'text/plain', text: 'Still there?' }])
  expect(values.map(({ direction, text }) => [direction, text])).toEqual([['Outgoing', 'Still there?']])
})

test.each([undefined, xml()])('it rings in the conversation that the other side has', async (format) => {
  const world = virtualWorld()
  const as = format === undefined ? {} : { format }
  const { lene: client, toLene, toTosh } = await connectedPair(world, { tosh: as, lene: as })
  world.control.user(lene).removesMessaging(me)
  await world.settle()
  const ringing = nextInvitation(client)

  const invitation = toLene.addMessaging({ message: { html: '<b>Again?</b>' } })
  await world.settle()
  const incoming = await ringing
  incoming.accept()
  await world.settle()

  expect([await invitation.connected, await incoming.connected]).toEqual([toLene, toTosh])
  expect([incoming.conversation === toTosh, incoming.preview, incoming.previewHtml]).toEqual([
    true,
    undefined,
    { untrusted: '<b>Again?</b>' },
  ])
})

test('nobody who declines messaging ends the conversation by it', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.user(lene).removesMessaging(me)
  world.control.user(lene).declines()
  await world.settle()

  const invitation = conversation.addMessaging()
  await world.settle()

  expect(await rejection(invitation.connected)).toMatchObject({ name: 'InvitationFailed', subcode: 'Declined' })
  expect([conversation.state$.getSnapshot(), conversation.messaging.state$.getSnapshot()]).toEqual([
    'Connected',
    'Disconnected',
  ])
})

test('nothing is sent where messaging is up', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)

  const invitation = conversation.addMessaging()
  await world.settle()

  expect(await rejection(invitation.connected)).toMatchObject({
    name: 'InvitationFailed',
    state: 'notStarted',
    failure: { name: 'NotAvailable', link: 'addMessaging' },
  })
  expect(world.http.operations()).not.toContain('addMessaging')
})

test('a message that must not be empty is not sent', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.user(lene).removesMessaging(me)
  await world.settle()

  const invitation = conversation.addMessaging({ message: '' })
  await world.settle()

  expect(await rejection(invitation.connected)).toMatchObject({
    state: 'notStarted',
    failure: { name: 'InvalidInput', faults: [{ field: 'message', rule: 'must not be empty' }] },
  })
})

test('it is withdrawn while nobody has answered', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.user(lene).removesMessaging(me)
  world.control.user(lene).staysSilent()
  await world.settle()
  const invitation = conversation.addMessaging()
  await world.settle()

  const { done } = invitation.cancel()
  await world.settle()

  await expect(done).resolves.toBeUndefined()
  expect([invitation.state$.getSnapshot(), conversation.state$.getSnapshot()]).toEqual(['Cancelled', 'Connected'])
})

test('one that was taken up meanwhile is refused with its words', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.user(lene).removesMessaging(me)
  await world.settle()
  world.control.intercept(
    { link: 'addMessaging' },
    { status: 409, body: { code: 'Conflict', subcode: 'AlreadyExists', message: 'there already' } },
  )

  const invitation = conversation.addMessaging()
  await world.settle()

  expect(await rejection(invitation.connected)).toMatchObject({
    state: 'notStarted',
    code: 'Conflict',
    subcode: 'AlreadyExists',
    failure: { name: 'Refused', status: 409 },
  })
})
