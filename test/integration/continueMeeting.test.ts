import { lastValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { recorded, rejection, secret, virtualWorld } from './world.ts'

const users = [
  ['tosh', 'Tosh Meston'],
  ['lene', 'Lene Aaling'],
].map(([user = '', name = '']) => ({ uri: `sip:${user}@contoso.com`, name, password: secret }))

/** Lene has been in a meeting of Tosh's, who is there still, and continues it. */
const continued = async (hasLobby: boolean) => {
  const world = virtualWorld({ users })
  const { control, settle, online } = world
  const { onlineMeetingUri } = control.meeting({ organizer: 'tosh@contoso.com', subject: 'Plans', lobby: hasLobby })
  const tosh = await online('tosh')
  const lene = await online('lene')
  const inMeeting = tosh.joinOnlineMeeting({ onlineMeetingUri })
  await settle()
  const toshs = await inMeeting.connected
  toshs.addMessaging()
  await settle()
  const heard = recorded(toshs.messages$)
  const admit = async () => {
    const waiting = toshs.participants$.getSnapshot().find(({ inLobby }) => inLobby)
    if (waiting) toshs.admit(waiting)
    await settle()
  }
  const first = lene.joinOnlineMeeting({ onlineMeetingUri })
  await settle()
  await admit()
  ;(await first.connected).leave()
  await settle()
  const logs = lastValueFrom(lene.history.conversationLogs())
  await settle()
  const log = await logs
  const invitation = lene.continueMessaging(log, { message: 'Me again' })
  await settle()
  return { ...world, toshs, heard, admit, log, invitation }
}

const texts = ({ heard }: Awaited<ReturnType<typeof continued>>) => heard.values.map(({ text }) => text)

test('continueMessaging joins a past meeting again, and messaging there', async () => {
  const world = await continued(false)

  const conversation = await world.invitation.connected
  await world.settle()

  expect([world.log.type, world.log.recipients]).toEqual([
    'ConferenceLog',
    [{ name: 'Tosh Meston', uri: 'sip:tosh@contoso.com' }],
  ])
  expect([conversation.state$.getSnapshot(), conversation.messaging.state$.getSnapshot()]).toEqual([
    'Conferenced',
    'Connected',
  ])
  expect(texts(world)).toEqual(['Me again'])
})

test('continueMessaging waits with messaging until a leader admits the user', async () => {
  const world = await continued(true)
  const before = [world.invitation.state$.getSnapshot(), texts(world)]

  await world.admit()
  await world.settle()

  const conversation = await world.invitation.connected
  expect(before).toEqual(['Connecting', []])
  expect(conversation.messaging.state$.getSnapshot()).toBe('Connected')
  expect(texts(world)).toEqual(['Me again'])
})

test('continueMessaging fails when a leader rejects the user', async () => {
  const { toshs, invitation, settle } = await continued(true)
  const failure = rejection(invitation.connected)
  const waiting = toshs.participants$.getSnapshot().find(({ inLobby }) => inLobby)

  if (waiting) toshs.reject(waiting)
  await settle()

  expect(await failure).toMatchObject({ name: 'InvitationFailed', subcode: 'Denied' })
})
