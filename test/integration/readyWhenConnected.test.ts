import { expect, test } from 'vitest'
import type { Conversation } from '../../src/client/conversation.ts'
import { nextInvitation, rejection, virtualWorld } from './world.ts'

/** Whoever is connected may say something at once, also where the client has to ask for what the event left out. */
const withoutBodies = () => virtualWorld({ bodilessEvents: ['messaging'] })

const sayAtOnce = async (conversation: Promise<Conversation>): Promise<string> => {
  const message = (await conversation).send('Hello')
  await message.delivered
  return message.status$.getSnapshot()
}

/** Tosh has invited Lene, and it rings. */
const ringing = async () => {
  const world = withoutBodies()
  const [tosh, lene] = [await world.online('tosh'), await world.online('lene')]
  const ring = nextInvitation(lene)
  const sent = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await world.settle()
  return { world, tosh, sent, received: await ring }
}

test('who has invited can say something as soon as she is connected', async () => {
  const { world, sent, received } = await ringing()
  const said = sayAtOnce(sent.connected)
  received.accept()
  await world.settle()
  expect(await said).toBe('Succeeded')
})

test('who was invited can say something as soon as she is connected', async () => {
  const { world, received } = await ringing()
  const said = sayAtOnce(received.connected)
  received.accept()
  await world.settle()
  expect(await said).toBe('Succeeded')
})

test('who takes messaging up in a meeting can say something as soon as it is there', async () => {
  const world = withoutBodies()
  const tosh = await world.online('tosh')
  const meeting = tosh.startOnlineMeeting()
  await world.settle()
  const said = sayAtOnce((await meeting.connected).addMessaging().connected)
  await world.settle()
  expect(await said).toBe('Succeeded')
})

test('an invitation that is accepted is over when messaging cannot be read', async () => {
  const { world, sent, received } = await ringing()
  world.control.intercept({ link: 'messaging', method: 'GET', times: 10 }, { status: 404 })
  received.accept()
  await world.settle()
  expect((await sent.connected).messaging.state$.getSnapshot()).not.toBe('Connected')
})

test('an invitation that is accepted ends with the client while messaging is read', async () => {
  const { world, tosh, sent, received } = await ringing()
  const failure = rejection(sent.connected)
  world.control.intercept({ link: 'messaging', method: 'GET', times: 10 }, 'hold')
  received.accept()
  await world.settle()
  tosh.close()
  expect(await failure).toMatchObject({ name: 'ClientClosed' })
})
