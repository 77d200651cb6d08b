import { expect, test, vi } from 'vitest'
import type { MessagingInvitation } from '../../src/protocol/resource/messagingInvitation.ts'
import type { OutgoingInvitationRecord } from '../../src/runtime/outgoingInvitation.ts'
import { reply, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { openDirectory, taken } from './openDirectory.ts'

const href = 'https://pool.contoso.com/ims/1'
const reason = { code: 'RemoteFailure', subcode: 'Declined' }

const body = (state: MessagingInvitation['state'] = 'Connecting', links: object = {}): MessagingInvitation => ({
  state,
  direction: 'Outgoing',
  operationId: '1',
  _links: { self: { href }, ...links },
})
const updated = (invitation = body()) =>
  ({ type: 'invitation.updated', rel: 'messagingInvitation', invitation }) as const
const declined = {
  type: 'invitation.completed',
  rel: 'messagingInvitation',
  status: 'Failure',
  reason,
  invitation: body('Failed'),
} as const

/** One invitation whose POST has no answer, unless one is given. */
const inviting = (script: Script = {}, request?: ReturnType<typeof taken>) => {
  const open = openDirectory(script)
  return { ...open, invitation: open.invite('1', request) }
}

const noted = (invitation: OutgoingInvitationRecord) => {
  const states: string[] = []
  invitation.listen(() => states.push(`${invitation.state}${invitation.isOver ? ', over' : ''}`))
  return states
}

test('is sending until an event tells a state', () => {
  const { invitation } = inviting()
  const before = [invitation.state, invitation.result, invitation.resource, invitation.location]
  invitation.send(updated(body('Alerting')))
  expect([before, [invitation.state, invitation.result, invitation.resource]]).toEqual([
    ['sending', undefined, undefined, undefined],
    ['Alerting', undefined, body('Alerting')],
  ])
})

test('is where the 201 says', async () => {
  const { invitation } = inviting({}, taken(href))
  await drain()
  expect([invitation.location, invitation.isAt(href), invitation.isAt(`${href}0`)]).toEqual([href, true, false])
})

test('is where an event says', () => {
  const { invitation } = inviting()
  invitation.heardAt = href
  expect([invitation.location, invitation.isAt(href), invitation.isAt(`${href}0`)]).toEqual([href, true, false])
})

test('ends as its last event says, once', () => {
  const { directory, invitation } = inviting()
  const states = noted(invitation)
  invitation.send(declined)
  expect([invitation.state, invitation.result, invitation.reason, invitation.loss]).toEqual([
    'Declined',
    'Declined',
    reason,
    undefined,
  ])
  expect([states.at(-1), directory.findOutgoing('1')]).toEqual(['Declined, over', undefined])
})

test('tells each change', async () => {
  const { invitation } = inviting({}, taken(href))
  const states = noted(invitation)
  await drain()
  const taking = states.length
  invitation.send(updated(body('Alerting')))
  expect([taking, states.at(-1)]).toEqual([1, 'Alerting'])
})

test('can be withdrawn once it offers it', () => {
  const { invitation } = inviting()
  const before = invitation.can({ type: 'invitation.cancel' })
  invitation.send(updated(body('Connecting', { cancel: { href: '/cancel' } })))
  expect([before, invitation.can({ type: 'invitation.cancel' })]).toEqual([false, true])
})

test('says why it could not be withdrawn', async () => {
  const { invitation } = inviting({ 'POST /cancel': reply(403) })
  invitation.send(updated(body('Connecting', { cancel: { href: '/cancel' } })))
  invitation.send({ type: 'invitation.cancel' })
  await drain()
  expect([invitation.refusal, invitation.isOver]).toMatchObject([{ name: 'Refused', status: 403 }, false])
})

test('says how it was lost', () => {
  const { faults, invitation } = inviting()
  invitation.lose('resume')
  expect([invitation.state, invitation.result, invitation.loss, invitation.isOver, faults]).toEqual([
    'lost',
    'lost',
    'resume',
    true,
    [],
  ])
})

test('what comes after its end writes nothing to the console', () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue(undefined)
  const { invitation } = inviting()
  invitation.send(declined)
  invitation.send(updated())
  invitation.lose('resume')
  expect(warned.mock.calls).toEqual([])
})

test('whose chart threw is lost, and is not sent again', async () => {
  let sent = 0
  const { directory, faults, invitation } = inviting({}, () => () => {
    sent += 1
    return new Promise(() => undefined)
  })
  const states = noted(invitation)
  const unreadable = {
    type: 'invitation.updated',
    rel: 'messagingInvitation',
    get invitation(): MessagingInvitation {
      throw new Error('mine')
    },
  } as const
  invitation.send(unreadable)
  await drain()
  expect([sent, invitation.result, directory.findOutgoing('1'), faults]).toEqual([
    1,
    'lost',
    undefined,
    [expect.objectContaining({ message: expect.stringContaining('mine') as string })],
  ])
  expect(states).toEqual(['lost, over'])
})

test('for which there is no request is lost', async () => {
  const { directory, faults } = openDirectory({})
  const invitation = directory.outgoing({ operation: 'startMessaging', operationId: '1', message: undefined })
  await drain()
  expect([invitation.state, invitation.isOver, faults]).toEqual(['lost', true, [new Error('no request 1')]])
})
