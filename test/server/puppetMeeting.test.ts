import { expect, test } from 'vitest'
import { join, toshMeeting, twoTalking } from './company.ts'

const bob = 'sip:bob@contoso.com'
const me = 'tosh@contoso.com'

test('a puppet adds somebody, who hears the group', async () => {
  const { server, tosh, settle } = await twoTalking()
  const ann = server.control.user('ann@contoso.com').answers()

  const invitation = server.control.user('lene@contoso.com').adds('thread-1', 'sip:ann@contoso.com')
  await settle()
  await settle()
  ann.says('thread-1', 'Hello, both of you')
  await tosh.does('messaging', 'sendMessage', 'Welcome')

  expect(invitation.state()).toBe('Connected')
  expect(ann.heard().map(({ text }) => text)).toEqual(['Welcome'])
  expect(await tosh.hears()).toContain('conversation > completed message Success')
  expect(tosh.has('onlineMeeting')).toMatchObject({ organizerUri: 'sip:lene@contoso.com' })
})

test('a puppet who is added declines', async () => {
  const { server, tosh, settle } = await twoTalking()
  server.control.user('ann@contoso.com').declines()

  await tosh.does('conversation', 'addParticipant', { to: 'ann@contoso.com' })
  await settle()
  await settle()

  expect(tosh.has('participantInvitation').state).toBe('Failed')
})

test('a puppet who is added stays silent until she accepts by hand', async () => {
  const { server, tosh, settle } = await twoTalking()
  const ann = server.control.user('ann@contoso.com').staysSilent()
  await tosh.does('conversation', 'addParticipant', { to: 'ann@contoso.com' })
  await settle()
  await settle()

  ann.accepts('thread-1')
  ann.types('thread-1')

  expect(await tosh.hears()).toContain('conversation > added participant in typingParticipants')
})

test('a puppet joins a meeting, waits in its lobby and speaks', async () => {
  const { server, tosh, onlineMeetingUri, settle } = await toshMeeting({ lobby: true })
  const puppet = server.control.user(bob)
  const messaging = await tosh.sees('conversation', 'messaging')
  await tosh.post(messaging._links['addMessaging']?.href ?? '', {})
  await settle()

  const joining = puppet.joins(onlineMeetingUri)
  await settle()
  await settle()
  const before = joining.state()
  await tosh.does('participant', 'admit')
  puppet.says('thread-1', 'Thank you')

  expect([before, joining.state()]).toEqual(['Connecting', 'Connected'])
  expect(await tosh.hears()).toContain('conversation > completed message Success')
})

test('a puppet manages a meeting', async () => {
  const { server, lene, ann, settle } = await toshMeeting({})
  const leader = server.control.user(bob)
  const { onlineMeetingUri } = server.control.meeting({ organizer: bob, lobby: true })
  leader.joins(onlineMeetingUri)
  await settle()
  await join(lene, { onlineMeetingUri })
  await join(ann, { onlineMeetingUri })
  await settle()
  await settle()

  leader.admits('lene@contoso.com', 'lene@contoso.com')
  leader.rejects('ann@contoso.com', 'ann@contoso.com')
  leader.disablesAudienceMessaging('lene@contoso.com')
  leader.promotes('lene@contoso.com', 'lene@contoso.com')
  await settle()
  const led = [lene.has('conversation'), lene.has('localParticipant')]
  leader.demotes('lene@contoso.com', 'lene@contoso.com')
  leader.enablesAudienceMessaging('lene@contoso.com')
  leader.ejects('lene@contoso.com', 'lene@contoso.com')

  expect(led).toMatchObject([{ state: 'Conferenced', audienceMessaging: 'Disabled' }, { role: 'Leader' }])
  expect(await lene.hears()).toContain('communication > updated conversation Disconnected (Ejected)')
  expect(ann.has('onlineMeetingInvitation').state).toBe('Failed')
})

test('a puppet ends for everybody the meeting that came of her conversation', async () => {
  const { server, tosh, settle } = await twoTalking()
  server.control.user('ann@contoso.com').answers()
  const lene = server.control.user('lene@contoso.com')
  lene.adds('thread-1', 'ann@contoso.com')
  await settle()
  await settle()

  lene.endsMeeting('thread-1')

  expect(await tosh.hears()).toContain('communication > updated conversation Disconnected (Ended)')
  expect(server.control.counts()).toMatchObject({ conversationEnded: 1 })
})

test('a puppet who does not lead may not manage', async () => {
  const { server, settle, onlineMeetingUri } = await toshMeeting({})
  const puppet = server.control.user(bob)
  puppet.joins(onlineMeetingUri)
  await settle()

  expect(() => puppet.ejects('thread-1', me)).toThrow('may not eject')
  expect(() => puppet.disablesAudienceMessaging('thread-1')).toThrow('does not lead')
  expect(() => puppet.joins('sip:nobody@contoso.com')).toThrow('there is no meeting')
})
