import { expect, test, vi } from 'vitest'
import type { MessagingInvitation } from '../../src/protocol/resource/messagingInvitation.ts'
import type { IncomingInvitationRecord } from '../../src/runtime/incomingInvitation.ts'
import { openClient } from './openRuntime.ts'

const href = 'http://pool.contoso.com/ims/1'
const reason = { code: 'LocalFailure', subcode: 'Canceled' }

const body = (links: object = {}): MessagingInvitation => ({
  state: 'Connecting',
  direction: 'Incoming',
  _links: { self: { href }, ...links },
})

const started = (links?: object) =>
  ({ type: 'invitation.started', rel: 'messagingInvitation', invitation: body(links) }) as const
const completed = {
  type: 'invitation.completed',
  rel: 'messagingInvitation',
  status: 'Failure',
  reason,
  invitation: body(),
} as const

/** An invitation that rings in a client that is online. */
const ringing = async () => {
  const open = openClient()
  const connected = open.client.connect()
  await open.settle()
  await connected
  const { directory } = open.runtime
  const invitation = directory.incoming(href, 'participantInvitation')
  if (invitation === undefined) throw new Error('it is over already')
  const faults: unknown[] = []
  open.runtime.faults.subscribe((fault) => faults.push(fault))
  return { ...open, directory, invitation, faults }
}

/** What is told whenever something has changed. */
const noted = (invitation: IncomingInvitationRecord) => {
  const states: string[] = []
  invitation.listen(() => states.push(`${invitation.state}${invitation.isOver ? ', over' : ''}`))
  return states
}

test('knows what its events told last', async () => {
  const { invitation } = await ringing()
  const before = [invitation.resource, invitation.reason]
  invitation.send(started())
  const rings = [invitation.resource, invitation.reason]
  invitation.send(completed)
  expect([before, rings, [invitation.resource, invitation.reason]]).toEqual([
    [undefined, undefined],
    [body(), undefined],
    [body(), reason],
  ])
})

test('is of the sort that its first event said, at the place that it said', async () => {
  const { invitation } = await ringing()
  expect([invitation.rel, invitation.href, invitation.conversation]).toEqual(['participantInvitation', href, undefined])
})

test('tells each change, its end last', async () => {
  const { invitation } = await ringing()
  const states = noted(invitation)
  invitation.send(started())
  invitation.send(completed)
  expect([states[0], states.at(-1)]).toEqual(['Connecting', 'Cancelled, over'])
})

test('can be accepted as long as it offers it', async () => {
  const { invitation } = await ringing()
  invitation.send(started())
  const without = invitation.can({ type: 'invitation.accept' })
  invitation.send(started({ accept: { href: '/accept' } }))
  expect([without, invitation.can({ type: 'invitation.accept' })]).toEqual([false, true])
})

test('says why it could not be accepted', async () => {
  const { invitation, settle } = await ringing()
  invitation.send(started({ accept: { href: '/nowhere' } }))
  invitation.send({ type: 'invitation.accept' })
  const accepting = invitation.state
  await settle()
  expect([accepting, invitation.state, invitation.refusal]).toMatchObject([
    'accepting',
    'Connecting',
    { name: 'Refused', operation: 'accept', status: 404 },
  ])
})

test('what comes after its end writes nothing to the console', async () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue(undefined)
  const { invitation } = await ringing()
  invitation.send(completed)
  invitation.send(started())
  invitation.lose('resume')
  expect(warned.mock.calls).toEqual([])
})

test('is told, and taken out of the directory, once when it is over', async () => {
  const { directory, invitation } = await ringing()
  invitation.send(completed)
  const states = noted(invitation)
  invitation.send(started())
  expect([states, invitation.state, directory.findIncoming(href)]).toEqual([[], 'Cancelled', undefined])
})

test('says how it was lost', async () => {
  const { invitation } = await ringing()
  const before = invitation.loss
  invitation.lose('resume')
  expect([before, invitation.loss, invitation.state, invitation.isOver]).toEqual([undefined, 'resume', 'lost', true])
})

test('a chart that threw is reported, and the next event goes to another', async () => {
  const { directory, faults, invitation, livingActors } = await ringing()
  const actors = livingActors().length
  const unreadable = {
    ...started(),
    get invitation(): MessagingInvitation {
      throw new Error('mine')
    },
  }
  invitation.send(started({ accept: { href: '/accept' } }))
  invitation.send(unreadable)
  const afterwards = [invitation.isOver, invitation.state, invitation.resource]
  const states = noted(invitation)
  invitation.send(started())
  expect([afterwards, states, directory.findIncoming(href) === invitation, livingActors().length]).toEqual([
    [false, 'Connecting', undefined],
    ['Connecting'],
    true,
    actors,
  ])
  expect(faults).toEqual([{ name: 'Defect', error: new Error('mine') }])
})
