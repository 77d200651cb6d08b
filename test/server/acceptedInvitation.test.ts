import { expect, test } from 'vitest'
import { hrefOf, serverOnVirtualClock, shown, signIn, summary } from './wireClient.ts'

test('shows an accepted invitation to the caller as captured servers do', async () => {
  const { server, clock } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  server.control.user('lene@contoso.com').answers()
  await clock.advance(5000)
  await tosh.page()

  const first = tosh.page()
  const answer = await tosh.startMessaging({
    to: 'sip:lene@contoso.com',
    operationId: 'op1',
    _links: { message: { href: 'data:text/plain;charset=utf-8,Hi+Lene' } },
  })
  const started = await first
  const second = tosh.page()
  await clock.advance(0)
  const connected = await second

  expect(answer.status).toBe(201)
  expect(answer.text).toBe('')
  expect(answer.headers['Location']).toBe(hrefOf(shown('messagingInvitation', started), 'self'))
  expect(summary(started)).toEqual([
    'communication > started messagingInvitation Connecting',
    'communication > added conversation Connecting',
    'conversation > added localParticipant',
    'conversation > updated messaging Connecting',
  ])
  expect(summary(connected)).toEqual([
    'communication > updated conversation Connected',
    'conversation > added participant',
    'conversation > added participantMessaging in participant',
    'conversation > added participantMessaging in localParticipant',
    'conversation > updated messaging Connected',
    'communication > completed messagingInvitation Connected Success',
    'conversation > completed message Success',
  ])
})

test('shows an accepted invitation to the callee as captured servers do', async () => {
  const { server, clock } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  const lene = await signIn(server, 'lene@contoso.com')
  await clock.advance(5000)
  await lene.page()

  const first = lene.page()
  await tosh.startMessaging({
    to: 'sip:lene@contoso.com',
    _links: { message: { href: 'data:text/plain;charset=utf-8,Hi+Lene' } },
  })
  const ringing = await first
  const second = lene.page()
  const accepted = await lene.post(hrefOf(shown('messagingInvitation', ringing), 'accept'))
  const connected = await second

  expect(accepted.status).toBe(204)
  expect(summary(ringing)).toEqual([
    'communication > started messagingInvitation Connecting',
    'communication > added conversation Incoming',
    'conversation > added localParticipant',
    'conversation > added participant',
  ])
  expect(summary(connected)).toEqual([
    'communication > updated messagingInvitation Connecting',
    'conversation > updated messaging Connected',
    'communication > updated conversation Connected',
    'conversation > added participantMessaging in localParticipant',
    'conversation > added participantMessaging in participant',
    'conversation > updated participant',
    'communication > completed messagingInvitation Connected Success',
    'conversation > completed message Success',
    'communication > updated conversation Connected',
  ])
  expect(hrefOf(shown('message', connected), 'plainMessage')).toBe('data:text/plain;charset=utf-8,Hi+Lene')
})
