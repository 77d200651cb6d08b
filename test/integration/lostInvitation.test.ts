import { expect, test } from 'vitest'
import { connectedToPuppet, recorded, rejection, virtualWorld, type VirtualWorld } from './world.ts'

const to = 'sip:lene@contoso.com'

const inviting = async (world: VirtualWorld) => {
  world.control.user('lene@contoso.com').answers()
  return world.online('tosh')
}

test('an invitation whose events come before its 201 connects', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  const held = world.control.intercept({ link: 'startMessaging' }, 'holdAnswer')
  const invitation = tosh.startMessaging({ to })
  await world.settle()
  await expect(invitation.connected).resolves.toMatchObject({ threadId: expect.any(String) as string })
  held.release()
  await world.settle()
})

test('an invitation whose events come before its 201 is posted once', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  const held = world.control.intercept({ link: 'startMessaging' }, 'holdAnswer')
  tosh.startMessaging({ to })
  await world.settle()
  held.release()
  await world.settle()
  expect(world.control.counts()['invitationStarted']).toBe(1)
})

test('an invitation whose 201 never comes connects by its events', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  world.control.intercept({ link: 'startMessaging' }, 'dropAfter')
  const invitation = tosh.startMessaging({ to })
  await world.settle()
  await expect(invitation.connected).resolves.toMatchObject({ threadId: expect.any(String) as string })
})

test('an invitation whose 201 never comes is not posted again', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  world.control.intercept({ link: 'startMessaging' }, 'dropAfter')
  tosh.startMessaging({ to })
  await world.clock.advance(120_000)
  expect(world.control.counts()['invitationStarted']).toBe(1)
})

test('the first message of an invitation whose 201 never comes is shown', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  world.control.intercept({ link: 'startMessaging' }, 'dropAfter')
  const invitation = tosh.startMessaging({ to, message: 'Hi' })
  await world.settle()
  const { values } = recorded((await invitation.connected).messages$)
  expect(values.map(({ text }) => text)).toEqual(['Hi'])
})

test('an invitation whose 201 never comes ends by an event that leaves its body out', async () => {
  const world = virtualWorld({ bodilessEvents: ['messagingInvitation'] })
  const tosh = await world.online('tosh')
  world.control.intercept({ link: 'startMessaging' }, 'dropAfter')
  const { values, isComplete } = recorded(tosh.startMessaging({ to }).state$)
  await world.clock.advance(60_000)
  expect([values, isComplete()]).toEqual([['sending', 'Connecting', 'Failed'], true])
})

test('an invitation that was never taken is lost after 60 s of open channel', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  world.control.intercept({ link: 'startMessaging' }, 'dropBefore')
  const { values, isComplete } = recorded(tosh.startMessaging({ to }).state$)
  await world.clock.advance(60_000)
  expect([values, isComplete()]).toEqual([['sending', 'lost'], true])
})

test('an invitation that is lost rejects with ConnectionLost', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  world.control.intercept({ link: 'startMessaging' }, 'dropBefore')
  const failure = rejection(tosh.startMessaging({ to }).connected)
  await world.clock.advance(60_000)
  expect(await failure).toMatchObject({ name: 'ConnectionLost' })
})

test('an invitation is still open after 59 s of open channel', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  world.control.intercept({ link: 'startMessaging' }, 'dropBefore')
  const { values } = recorded(tosh.startMessaging({ to }).state$)
  await world.clock.advance(59_000)
  expect(values).toEqual(['sending'])
})

test('an invitation that the server refuses is notStarted with its answer', async () => {
  const world = virtualWorld()
  const tosh = await inviting(world)
  const body = { code: 'Conflict', subcode: 'ThreadIdAlreadyExists', message: 'no' }
  world.control.intercept({ link: 'startMessaging' }, { status: 409, body })
  const failure = rejection(tosh.startMessaging({ to, threadId: 'taken' }).connected)
  await world.settle()
  expect(await failure).toMatchObject({
    name: 'InvitationFailed',
    state: 'notStarted',
    code: 'Conflict',
    subcode: 'ThreadIdAlreadyExists',
    failure: { name: 'Refused', status: 409 },
  })
})

test('accepting counts only when the invitation completes', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const ringing = recorded(tosh.invitations$)
  world.control.user('lene@contoso.com').invites('tosh@contoso.com')
  await world.settle()
  world.control.intercept({ link: 'accept' }, { status: 204 })
  const { done } = ringing.values[0]!.accept()
  const outcome = await Promise.race([rejection(done), world.settle().then(() => 'still open')])
  expect([outcome, ringing.values[0]!.state$.getSnapshot()]).toEqual(['still open', 'accepting'])
})

test('an acceptance whose 204 is lost connects by its events', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const ringing = recorded(tosh.invitations$)
  world.control.user('lene@contoso.com').invites('tosh@contoso.com')
  await world.settle()
  world.control.intercept({ link: 'accept' }, 'dropAfter')
  const { done } = ringing.values[0]!.accept()
  await world.settle()
  await expect(done).resolves.toBeUndefined()
})

test('a stop whose 204 is lost takes effect by its events', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'stopMessaging' }, 'dropAfter')
  const { done } = conversation.stopMessaging()
  await world.settle()
  await expect(done).resolves.toBeUndefined()
})
