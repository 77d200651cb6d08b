import { expect, test } from 'vitest'
import { company, twoTalking } from './company.ts'
import { drainPages } from './conversationBetween.ts'
import { hrefOf, shown, signIn } from './wireClient.ts'

const lene = 'sip:lene@contoso.com'
const ann = 'sip:ann@contoso.com'

test('rings at a delegate, who takes it', async () => {
  const { server, settle, ...users } = await company()
  server.control.user(lene).sharesWith(ann)
  await users.tosh.startMessaging({ to: lene })
  await settle()

  await users.ann.does('messagingInvitation', 'accept')

  expect(await users.lene.hears()).toEqual([
    'conversation > updated messaging Disconnected (ConnectedElsewhere)',
    'communication > completed messagingInvitation Failed Failure (ConnectedElsewhere)',
    'communication > updated conversation Disconnected',
    'communication > deleted conversation',
  ])
  expect((await users.lene.get(hrefOf(users.lene.has('messagingInvitation'), 'acceptedByContact'))).json).toMatchObject(
    {
      rel: 'contact',
      uri: ann,
    },
  )
  await users.tosh.pages()
  expect(users.tosh.has('messagingInvitation')).toMatchObject({
    to: lene,
    _embedded: { acceptedByParticipant: [{ uri: ann }] },
  })
})

test('names nobody where the user herself has taken it elsewhere', async () => {
  const { server, clock, tosh, lene: callee, settle } = await company()
  const second = await signIn(server, 'lene@contoso.com', { endpointId: 'second' })
  await tosh.startMessaging({ to: lene })
  await settle()

  await second.post(hrefOf(shown('messagingInvitation', ...(await drainPages(second, clock))), 'accept'))

  expect(await callee.hears()).toContain(
    'communication > completed messagingInvitation Failed Failure (ConnectedElsewhere)',
  )
  expect(callee.has('messagingInvitation')._links).not.toHaveProperty('acceptedByContact')
})

test('fails where neither she nor her delegate can be reached', async () => {
  const { server, tosh, clock } = await company()
  server.control.expireApplication(lene)
  server.control.expireApplication(ann)
  server.control.user(lene).sharesWith(ann)

  await tosh.startMessaging({ to: lene })
  await clock.advance(0)

  expect(await tosh.hears()).toContain('communication > completed messagingInvitation Failed Failure (Unreachable)')
})

test('says for whom somebody asks', async () => {
  const { server, tosh } = await company()

  server.control.user(lene).invites('tosh@contoso.com', { onBehalfOf: 'bob@contoso.com' })
  await tosh.pages()

  const invitation = tosh.has('messagingInvitation')
  expect((await tosh.get(hrefOf(invitation, 'onBehalfOf'))).json['uri']).toBe('sip:bob@contoso.com')
})

/** Lene has taken messaging down; Tosh asks for it again, and it rings at Ann as well. */
const askedAgain = async () => {
  const office = await twoTalking()
  const { server, tosh, settle } = office
  server.control.user(lene).removesMessaging('tosh@contoso.com')
  server.control.user(lene).sharesWith(ann)
  await settle()
  await tosh.does('messaging', 'addMessaging', {
    operationId: 'op2',
    _links: { message: { href: 'data:text/plain,Again' } },
  })
  await settle()
  return office
}

test('goes on in a derived conversation where somebody else answers', async () => {
  const { tosh, ann: delegate, lene: peer, ...office } = await askedAgain()
  const before = tosh.has('conversation')
  const old = tosh.has('messaging')

  await delegate.does('messagingInvitation', 'accept')

  expect(await tosh.hears()).toEqual([
    'communication > added conversation Connected',
    'conversation > added localParticipant',
    'conversation > added participant',
    'conversation > added participantMessaging in participant',
    'conversation > added participantMessaging in localParticipant',
    'conversation > updated messaging Connected',
    'conversation > updated messaging Disconnected (DerivedConversation)',
    'communication > completed messagingInvitation Connected Success',
    'conversation > completed message Success',
  ])
  const invitation = tosh.has('messagingInvitation')
  expect(invitation).toMatchObject({ operationId: 'op2', _embedded: { acceptedByParticipant: [{ uri: ann }] } })
  expect(hrefOf(invitation, 'conversation')).toBe(hrefOf(before, 'self'))
  expect(hrefOf(invitation, 'messaging')).toBe(hrefOf(old, 'self'))
  const derived = (await tosh.get(hrefOf(invitation, 'derivedMessaging'))).json
  expect(derived).toMatchObject({ rel: 'messaging', state: 'Connected' })
  expect(hrefOf(derived, 'conversation')).toBe(hrefOf(tosh.has('conversation'), 'self'))
  expect(hrefOf(derived, 'conversation')).not.toBe(hrefOf(before, 'self'))
  expect((await tosh.get(hrefOf(before, 'self'))).json).toMatchObject({ state: 'Connected', activeModalities: [] })
  expect((await tosh.get(hrefOf(old, 'self'))).json._links).toHaveProperty('addMessaging')
  await peer.pages()
  expect(peer.has('messagingInvitation')._links).toHaveProperty('acceptedByContact')
  await office.settle()
  const participants = await delegate.sees('conversation', 'participants')
  expect(participants._links['participant']).toMatchObject([{ title: 'tosh' }])
  await tosh.post(hrefOf(derived, 'sendMessage'), 'Hello, Ann')
  expect(await delegate.hears()).toEqual(['conversation > completed message Success'])
})

test('goes on in the same conversation where the peer answers', async () => {
  const { tosh, ann: delegate, lene: peer } = await askedAgain()

  await peer.does('messagingInvitation', 'accept')
  await tosh.pages()

  expect(tosh.has('messagingInvitation')._links).not.toHaveProperty('derivedMessaging')
  expect(tosh.has('messaging')).toMatchObject({ state: 'Connected' })
  expect(await delegate.hears()).toContain(
    'communication > completed messagingInvitation Failed Failure (ConnectedElsewhere)',
  )
})

test('leaves everything as it was where nobody answers', async () => {
  const { server, tosh, ann: delegate, clock } = await askedAgain()

  await clock.advance(30_000)

  expect(await tosh.hears()).toContain('communication > completed messagingInvitation Failed Failure (Timeout)')
  expect((await delegate.hears()).slice(-2)).toEqual([
    'communication > deleted conversation',
    'communication > updated missedItems',
  ])
  expect(await tosh.sees('conversation')).toMatchObject({ state: 'Connected' })
  expect(server.control.counts()).not.toHaveProperty('conversationEnded')
})

test('lets a delegate who is a puppet answer', async () => {
  const { server, tosh, clock } = await company()
  server.control.user(lene).sharesWith(ann)
  server.control.user(ann).answers()

  await tosh.startMessaging({ to: lene })
  await clock.advance(0)
  await tosh.pages()

  expect(tosh.has('messagingInvitation')).toMatchObject({
    state: 'Connected',
    _embedded: { acceptedByParticipant: [{ uri: ann }] },
  })
})
