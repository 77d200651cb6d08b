import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import { connectedPair, nextInvitation, recorded, secret, virtualWorld } from './world.ts'

const users = ['tosh', 'lene', 'ann'].map((name) => ({ uri: `sip:${name}@contoso.com`, name, password: secret }))

const people = ({ participants$ }: Conversation) =>
  participants$.getSnapshot().map(({ name, role, inLobby }) => [name, role, inLobby])

const participant = ({ participants$ }: Conversation, name: string) => {
  const found = participants$.getSnapshot().find((one) => one.name === name)
  if (found === undefined) throw new Error(`${name} is not there`)
  return found
}

/** Tosh and Lene talk, and Ann, whom Tosh has added, has taken up messaging. */
const threeTalking = async () => {
  const world = virtualWorld({ users })
  const pair = await connectedPair(world)
  const ann = await world.online('ann')
  const ringing = nextInvitation(ann)
  const added = pair.toLene.addParticipant('sip:ann@contoso.com')
  await world.settle()
  const incoming = await ringing
  incoming.accept()
  await world.settle()
  const toAll = await incoming.connected
  toAll.addMessaging()
  await world.settle()
  return { world, ...pair, ann, toAll, added, incoming }
}

test('a third person is added to a conversation, which goes on', async () => {
  const { toLene, toTosh, toAll, added, incoming } = await threeTalking()

  expect(incoming.rel).toBe('onlineMeetingInvitation')
  expect(await added.connected).toBe(toLene)
  expect([toLene, toTosh, toAll].map(({ state$ }) => state$.getSnapshot())).toMatchObject([
    'Conferenced',
    'Conferenced',
    'Conferenced',
  ])
  expect(people(toLene)).toEqual([
    ['lene', 'Attendee', false],
    ['ann', 'Attendee', false],
  ])
  expect(people(toAll)).toEqual([
    ['tosh', 'Leader', false],
    ['lene', 'Attendee', false],
  ])
})

test('everybody of a group hears what one says', async () => {
  const { world, toLene, toTosh, toAll } = await threeTalking()
  const heard = [recorded(toLene.messages$), recorded(toTosh.messages$)]

  const message = toAll.send('Hello, both of you')
  await world.settle()

  await message.delivered
  expect(heard.map(({ values }) => values.map(({ text, from }) => [text, from?.name]))).toEqual([
    [['Hello, both of you', 'ann']],
    [['Hello, both of you', 'ann']],
  ])
})

test('a leader removes somebody, and the others go on', async () => {
  const { world, toLene, toTosh, toAll } = await threeTalking()

  const ejected = toLene.eject(participant(toLene, 'lene')).done
  await world.settle()

  await ejected
  expect(toTosh.state$.getSnapshot()).toBe('Disconnected')
  expect(toTosh.reason?.subcode).toBe('Ejected')
  expect(people(toAll)).toEqual([['tosh', 'Leader', false]])
})

test('an attendee becomes a leader, and silences the audience', async () => {
  const { world, toLene, toTosh, toAll } = await threeTalking()
  const promoted = toLene.promote(participant(toLene, 'ann')).done
  await world.settle()
  await promoted

  const disabled = toAll.disableAudienceMessaging().done
  await world.settle()
  await disabled
  const silenced = toTosh.send('Psst').delivered.catch((error: unknown) => error)
  await world.settle()

  expect(toLene.audienceMessaging$.getSnapshot()).toBe('Disabled')
  expect(await silenced).toMatchObject({ name: 'DeliveryFailed' })
})

const join = (client: Client, onlineMeetingUri: string) => {
  const invitation = client.joinOnlineMeeting({ onlineMeetingUri })
  return { invitation, connected: invitation.connected }
}

test('somebody waits in the lobby until a leader admits her', async () => {
  const world = virtualWorld({ users })
  const tosh = await world.online('tosh')
  const lene = await world.online('lene')
  const { onlineMeetingUri } = world.control.meeting({ organizer: 'tosh@contoso.com', lobby: true })
  const led = join(tosh, onlineMeetingUri)
  await world.settle()
  const meeting = await led.connected
  const waiting = join(lene, onlineMeetingUri)
  await world.settle()
  const inLobby = lene.conversations$.getSnapshot().map(({ state$ }) => state$.getSnapshot())
  const before = people(meeting)

  const admitted = meeting.admit(participant(meeting, 'lene')).done
  await world.settle()
  await admitted

  expect([inLobby, before]).toEqual([['InLobby'], [['lene', 'Attendee', true]]])
  expect((await waiting.connected).state$.getSnapshot()).toBe('Conferenced')
  expect(people(meeting)).toEqual([['lene', 'Attendee', false]])
})

test('whom a leader turns away is told so', async () => {
  const world = virtualWorld({ users })
  const lene = await world.online('lene')
  const { onlineMeetingUri } = world.control.meeting({ organizer: 'tosh@contoso.com', lobby: true })
  const leader = world.control.user('tosh@contoso.com')
  leader.joins(onlineMeetingUri)
  await world.settle()
  const { connected } = join(lene, onlineMeetingUri)
  const refused = connected.catch((error: unknown) => error)
  await world.settle()

  leader.rejects('lene@contoso.com', 'lene@contoso.com')
  await world.settle()

  expect(await refused).toMatchObject({ name: 'InvitationFailed', subcode: 'Denied' })
})

test('a delegate answers, and messaging goes on with her', async () => {
  const world = virtualWorld({ users })
  const { tosh, lene, toLene } = await connectedPair(world)
  const ann = await world.online('ann')
  world.control.user('lene@contoso.com').removesMessaging('tosh@contoso.com')
  world.control.user('lene@contoso.com').sharesWith('ann@contoso.com')
  await world.settle()
  const [atLene, atAnn] = [nextInvitation(lene), nextInvitation(ann)]
  const invitation = toLene.addMessaging()
  await world.settle()

  const answered = await atAnn
  answered.accept()
  await world.settle()

  const derived = await invitation.connected
  const taken = (await atLene).acceptedByContact
  await world.settle()
  expect(derived).not.toBe(toLene)
  expect(tosh.conversations$.getSnapshot()).toContain(derived)
  expect(await taken).toMatchObject({ uri: 'sip:ann@contoso.com' })
  const message = derived.send('Hello, Ann')
  await world.settle()
  await message.delivered
})
