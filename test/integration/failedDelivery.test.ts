import { expect, test } from 'vitest'
import { fromConversation, messageEvent, placesOf } from './wire.ts'
import { connectedToPuppet, recorded, rejection, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'

/** A message of Tosh's that failed for those at these places. */
const failed = async (linksTo: (lene: string) => readonly object[]) => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.intercept({ link: 'sendMessage' }, { status: 201, headers: { Location: '/texts/9' } })
  const message = conversation.send('Hi')
  const failure = rejection(message.delivered)
  await world.settle()
  const event = messageEvent(world.control, { name: '9', direction: 'Outgoing', status: 'Failure' })
  const [lene = ''] = placesOf(world.control).conversation.participants
  world.control.emit(me, [
    fromConversation(world.control, {
      ...event,
      link: { rel: 'message', href: '/texts/9' },
      reason: { code: 'RemoteFailure', subcode: 'Unreachable' },
      _embedded: {
        message: {
          direction: 'Outgoing',
          _links: { self: { href: '/texts/9' }, failedDeliveryParticipant: linksTo(lene) },
        },
      },
    }),
  ])
  await world.settle()
  return { conversation, message, failure: await failure, values }
}

test('a message that some did not get fails with their names', async () => {
  const { failure } = await failed((href) => [{ href }, { href: '/comms/roster/ida', title: 'Ida' }])
  expect(failure).toMatchObject({
    name: 'DeliveryFailed',
    subcode: 'Unreachable',
    failedDeliveryParticipant: [
      { name: 'Lene Aaling', uri: 'sip:lene@contoso.com' },
      { name: 'Ida', uri: undefined },
    ],
  })
})

test('a participant who is in the conversation is the same object there', async () => {
  const { conversation, message } = await failed((href) => [{ href }])
  expect(message.failedDeliveryParticipant[0]).toBe(conversation.participants$.getSnapshot()[0])
})

test('the message in the conversation tells who did not get it', async () => {
  const { values } = await failed((href) => [{ href }])
  expect(values.map(({ status, failedDeliveryParticipant }) => [status, failedDeliveryParticipant.length])).toEqual([
    ['Failed', 1],
  ])
})

test('a message that nobody got names nobody', async () => {
  const { message, failure } = await failed(() => [])
  expect([message.failedDeliveryParticipant, failure]).toMatchObject([[], { name: 'DeliveryFailed' }])
})
