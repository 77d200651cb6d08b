import { expect, test } from 'vitest'
import { conversing } from './fakeConversations.ts'
import { openClient } from './openRuntime.ts'

/** The directory of a client that is online, with nothing in it. */
const online = async () => {
  const open = openClient()
  const connected = open.client.connect()
  await open.settle()
  await connected
  return { ...open, directory: open.runtime.directory }
}

const conversation = 'http://pool.contoso.com/threads/1'
const invitation = 'http://pool.contoso.com/ims/1'
const rel = 'messagingInvitation'

const cancelled = {
  type: 'invitation.completed',
  rel: 'messagingInvitation',
  status: 'Failure',
  reason: { code: 'LocalFailure', subcode: 'Canceled' },
  invitation: { state: 'Cancelled', direction: 'Incoming', _links: { self: { href: invitation } } },
} as const

test('knows a conversation by its URL', async () => {
  const { directory } = await online()
  expect(directory.conversation(conversation)).toBe(directory.findConversation(conversation))
})

test('tells of a new conversation once', async () => {
  const { directory } = await online()
  const added: string[] = []
  directory.conversationAdded.subscribe(({ href }) => added.push(href))
  directory.conversation(conversation)
  directory.conversation(conversation)
  expect(added).toEqual([conversation])
})

test('drops a conversation that is over', async () => {
  const { directory } = await online()
  directory.conversation(conversation).send({ type: 'conversation.deleted' })
  expect([directory.findConversation(conversation), [...directory.conversations]]).toEqual([undefined, []])
})

test('makes another conversation at the place of one that is over', async () => {
  const { directory } = await online()
  const before = directory.conversation(conversation)
  before.send({ type: 'conversation.deleted' })
  expect(directory.conversation(conversation)).not.toBe(before)
})

test('drops an invitation that is over', async () => {
  const { directory } = await online()
  directory.incoming(invitation, rel)?.send(cancelled)
  expect([directory.findIncoming(invitation), directory.invitations]).toEqual([undefined, []])
})

test('does not bring an invitation back that is over', async () => {
  const { directory } = await online()
  directory.incoming(invitation, rel)?.send(cancelled)
  expect(directory.incoming(invitation, rel)).toBeUndefined()
})

test('remembers 256 invitations that are over', async () => {
  const { directory } = await online()
  for (let at = 0; at < 257; at++) directory.incoming(`${invitation}/${at}`, rel)?.send(cancelled)
  expect([directory.incoming(`${invitation}/0`, rel)?.state, directory.incoming(`${invitation}/1`, rel)]).toEqual([
    'Connecting',
    undefined,
  ])
})

test('leaves no chart behind what is over', async () => {
  const { directory, livingActors } = await online()
  const before = livingActors().length
  for (let at = 0; at < 20; at++) {
    directory.conversation(`${conversation}/${at}`).send({ type: 'conversation.deleted' })
    directory.incoming(`${invitation}/${at}`, rel)?.send(cancelled)
  }
  expect(livingActors().length).toBe(before)
})

test('a conversation that is only listed has no chart', async () => {
  const { directory, livingActors } = await online()
  const before = livingActors().length
  const record = directory.conversation(conversation)
  expect([record.state, record.messagingState, livingActors().length]).toEqual(['unseen', 'Disconnected', before])
})

test('losing everything tells what was lost', async () => {
  const { directory } = await online()
  const [record, rings] = [directory.conversation(conversation), directory.incoming(invitation, rel)]
  expect(directory.loseAll('resume')).toEqual({ conversations: [record], invitations: [rings] })
})

test('losing everything leaves nothing', async () => {
  const { directory } = await online()
  const [record, rings] = [directory.conversation(conversation), directory.incoming(invitation, rel)]
  directory.loseAll('resume')
  expect([record.isOver, record.loss, rings?.isOver, rings?.state, [...directory.conversations]]).toEqual([
    true,
    'resume',
    true,
    'lost',
    [],
  ])
})

test('knows an invitation by its URL', async () => {
  const { directory } = await online()
  const rings = directory.incoming(invitation, 'onlineMeetingInvitation')
  expect([directory.incoming(invitation, rel) === rings, directory.findIncoming(invitation) === rings]).toEqual([
    true,
    true,
  ])
  expect(rings?.rel).toBe('onlineMeetingInvitation')
})

test('knows an invitation of the user by its operationId, or by where an event says it is', () => {
  const { directory, inviting } = conversing()
  const [one, other] = [inviting('one'), inviting('other')]
  other.heardAt = invitation
  expect([
    directory.findOutgoing('one') === one,
    directory.findOutgoingAt(invitation) === other,
    directory.findOutgoingAt(conversation),
  ]).toEqual([true, true, undefined])
})

test('drops an invitation of the user that is over', () => {
  const { directory, inviting } = conversing()
  inviting('one').lose('resume')
  expect([directory.findOutgoing('one'), directory.invitations]).toEqual([undefined, []])
})

test('does not keep an invitation whose request throws as it begins', () => {
  const { directory, faults } = conversing()
  const invitation = directory.outgoing({ operationId: 'one', operation: 'startMessaging', message: undefined })
  expect([invitation.state, directory.invitations, faults]).toEqual(['lost', [], [new Error('no request one')]])
})

test('loses everything when it is closed, and says that it has ended', () => {
  const { directory } = conversing()
  const record = directory.conversation(conversation)
  const ended: string[] = []
  directory.conversationAdded.subscribe({ complete: () => ended.push('conversations') })
  directory.invitationAdded.subscribe({ complete: () => ended.push('invitations') })
  directory.close()
  expect([ended, directory.isOver, record.loss]).toEqual([['conversations', 'invitations'], true, 'closed'])
})
