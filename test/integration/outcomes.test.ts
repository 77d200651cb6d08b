import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import { defaultTimes } from '../../src/server/options.ts'
import type { Control } from '../../src/server/index.ts'
import { fromCommunication, placesOf } from './wire.ts'
import {
  connectedPair,
  connectedToPuppet,
  loopback,
  nextInvitation,
  recorded,
  rejection,
  until,
  virtualWorld,
} from './world.ts'

const to = 'sip:lene@contoso.com'

const fates: Readonly<Record<string, readonly [(control: Control) => unknown, object]>> = {
  declines: [
    (control) => control.user(to).declines(),
    { state: 'Declined', code: 'RemoteFailure', subcode: 'Declined' },
  ],
  'is busy': [(control) => control.user(to).isBusy(), { state: 'Failed', subcode: 'Busy' }],
  'does not want to be disturbed': [
    (control) => control.user(to).doesNotDisturb(),
    { state: 'Failed', subcode: 'DoNotDisturb' },
  ],
  'cannot be reached': [(control) => control.user(to).isUnreachable(), { state: 'Failed', subcode: 'Unreachable' }],
}

describe.each(Object.entries(fates))('an invitation to somebody who %s', (_, [fate, failure]) => {
  test('fails with the reason', async () => {
    const { control, online } = await loopback()
    fate(control)
    const tosh = await online('tosh')
    expect(await rejection(tosh.startMessaging({ to }).connected)).toMatchObject({
      name: 'InvitationFailed',
      ...failure,
    })
  })

  test('leaves no conversation', async () => {
    const world = virtualWorld()
    fate(world.control)
    const tosh = await world.online('tosh')
    tosh.startMessaging({ to })
    await world.settle()
    expect(tosh.conversations$.getSnapshot()).toEqual([])
  })
})

test('an invitation to nobody fails with DestinationNotFound', async () => {
  const { online } = await loopback()
  const tosh = await online('tosh')
  expect(await rejection(tosh.startMessaging({ to: 'sip:nobody@contoso.com' }).connected)).toMatchObject({
    name: 'InvitationFailed',
    state: 'Failed',
    code: 'NotFound',
    subcode: 'DestinationNotFound',
  })
})

test('an invitation that nobody answers fails with Timeout', async () => {
  const world = virtualWorld()
  world.control.user(to).staysSilent()
  const tosh = await world.online('tosh')
  const failure = rejection(tosh.startMessaging({ to }).connected)
  await world.clock.advance(defaultTimes.invitation)
  expect(await failure).toMatchObject({ name: 'InvitationFailed', state: 'Failed', subcode: 'Timeout' })
})

test('an invitation that was missed ends as Failed', async () => {
  const world = virtualWorld()
  const lene = await world.online('lene')
  const ringing = recorded(lene.invitations$)
  world.control.user('tosh@contoso.com').invites(to)
  await world.clock.advance(defaultTimes.invitation)
  expect(await rejection(ringing.values[0]!.connected)).toMatchObject({ state: 'Failed', subcode: 'Missed' })
})

/** Tosh invites Lene, who hears it ring. */
const ringing = async (...[world]: Parameters<typeof connectedPair>) => {
  const { online } = world
  const [tosh, lene] = [await online('tosh'), await online('lene')]
  const rings = nextInvitation(lene)
  const invitation = tosh.startMessaging({ to, subject: 'Lunch', message: 'Hi' })
  const incoming = await rings
  await until(invitation.state$, (state) => state === 'Connecting')
  return { tosh, lene, invitation, incoming }
}

test('an invitation tells who it is from', async () => {
  const { incoming } = await ringing(await loopback())
  expect([incoming.from, incoming.subject]).toEqual([{ name: 'Tosh Meston', uri: 'sip:tosh@contoso.com' }, 'Lunch'])
})

test('an invitation that is withdrawn ends as Cancelled on both sides', async () => {
  const { invitation, incoming } = await ringing(await loopback())
  await invitation.cancel().done
  expect(await rejection(invitation.connected)).toMatchObject({ state: 'Cancelled', subcode: 'Canceled' })
  expect(await rejection(incoming.connected)).toMatchObject({ state: 'Cancelled', subcode: 'Canceled' })
})

test.each(['Local', 'Global'] as const)(
  'an invitation that is declined (%s) ends as Declined on both sides',
  async (reason) => {
    const { invitation, incoming } = await ringing(await loopback())
    await incoming.decline(reason).done
    expect(await rejection(incoming.connected)).toMatchObject({ state: 'Declined' })
    expect(await rejection(invitation.connected)).toMatchObject({ state: 'Declined', subcode: 'Declined' })
  },
)

const endpoints = async () => {
  const world = await loopback()
  const tosh = await world.online('tosh')
  const desk = await world.online('lene', { endpointId: 'desk' })
  const phone = await world.online('lene', { endpointId: 'phone' })
  const rings = [nextInvitation(desk), nextInvitation(phone)] as const
  const invitation = tosh.startMessaging({ to })
  const [atDesk, atPhone] = await Promise.all(rings)
  return { world, tosh, invitation, atDesk, atPhone }
}

test('an invitation that another endpoint accepts ends as ConnectedElsewhere', async () => {
  const { atDesk, atPhone } = await endpoints()
  atPhone.accept()
  expect(await rejection(atDesk.connected)).toMatchObject({ state: 'Failed', subcode: 'ConnectedElsewhere' })
})

test('a Local decline leaves the other endpoint ringing', async () => {
  const { invitation, atDesk, atPhone } = await endpoints()
  await atDesk.decline('Local').done
  atPhone.accept()
  await expect(invitation.connected).resolves.toBeDefined()
})

test('a Global decline ends the ringing everywhere', async () => {
  const { invitation, atDesk, atPhone } = await endpoints()
  await atDesk.decline('Global').done
  expect(await rejection(atPhone.connected)).toMatchObject({ name: 'InvitationFailed' })
  expect(await rejection(invitation.connected)).toMatchObject({ state: 'Declined' })
})

const threeUsers = ['tosh', 'lene', 'ida'].map((name) => ({
  uri: `sip:${name}@contoso.com`,
  name,
  password: 'pass@word1',
}))

test('an invitation that is forwarded connects to who answers it', async () => {
  const world = virtualWorld({ users: threeUsers })
  world.control.user(to).forwardsTo('sip:ida@contoso.com')
  world.control.user('ida@contoso.com').answers()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to })
  const { values } = recorded(invitation.state$)
  await world.settle()
  const conversation = await invitation.connected
  await world.settle()
  expect([values.at(-1), conversation.participants$.getSnapshot().map(({ name }) => name)]).toEqual([
    'Connected',
    ['ida'],
  ])
})

test('an invitation shows that it was forwarded', async () => {
  const world = virtualWorld({ users: threeUsers })
  world.control.user(to).forwardsTo('sip:ida@contoso.com')
  world.control.user('ida@contoso.com').staysSilent()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to })
  await world.settle()
  expect(invitation.state$.getSnapshot()).toBe('Forwarded')
})

test('a conversation that the server says is left does not come back by what it wrote down before', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.state$)
  const link = { rel: 'conversation', href: placesOf(world.control).conversation.conversation }
  const tell = async (event: { readonly type: string; readonly _embedded?: object }): Promise<void> => {
    world.control.emit('tosh@contoso.com', [fromCommunication(world.control, { ...event, link })])
    await world.settle()
  }

  world.control.intercept({ link: 'conversation', method: 'DELETE' }, { status: 204 })
  const left = conversation.leave().done
  await world.settle()
  await tell({ type: 'updated', _embedded: { conversation: { state: 'Connected', _links: { self: link } } } })
  await tell({ type: 'deleted' })
  await left
  expect(values).toEqual(['Connected', 'Disconnecting', 'Disconnected'])
})

const endOf = (client: Client): Promise<unknown> => until(client.conversations$, ({ length }) => length === 0)

test('a hang-up ends the conversation on both sides', async () => {
  const { tosh, lene, toLene } = await connectedPair(await loopback())
  await toLene.stopMessaging().done
  await Promise.all([endOf(tosh), endOf(lene)])
  expect(toLene.state$.getSnapshot()).toBe('Disconnected')
})

test('a remote hang-up completes the streams of the conversation', async () => {
  const { tosh, toLene, toTosh } = await connectedPair(await loopback())
  const messages = recorded(toLene.messages$)
  const states = recorded(toLene.messaging.state$)
  await toTosh.leave().done
  await endOf(tosh)
  expect([messages.isComplete(), states.isComplete(), states.values.at(-1)]).toEqual([true, true, 'Disconnected'])
})

test('messaging that is removed leaves the conversation', async () => {
  const world = virtualWorld()
  world.control.user(to).answers()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to })
  await world.settle()
  const conversation = await invitation.connected
  world.control.user(to).removesMessaging('tosh@contoso.com')
  await world.settle()
  expect([conversation.messaging.state$.getSnapshot(), conversation.state$.getSnapshot()]).toEqual([
    'Disconnected',
    'Connected',
  ])
})
