import { firstValueFrom } from 'rxjs'
import { expect, onTestFinished, test } from 'vitest'
import type { Client } from '../../src/index.ts'
import { hostClient, mirrorClient, type MirroredClient } from '../../src/mirror/index.ts'
import { recorded, rejection, virtualWorld, type VirtualWorld } from '../integration/world.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { wire, type Wire } from '../support/ports.ts'

const lene = 'lene@contoso.com'
const me = 'tosh@contoso.com'

interface Mirrored extends VirtualWorld {
  readonly between: Wire
  readonly hosted: Client
  /** One more mirror of Tosh's client. */
  readonly mirror: () => MirroredClient
}

let seed = 1

/** Tosh's client, hosted. */
const mirrored = (): Mirrored => {
  const world = virtualWorld()
  const between = wire()
  const hosted = world.client('tosh')
  const host = hostClient(hosted, between.end(), { clock: world.clock })
  onTestFinished(() => host.close())
  const mirror = () => {
    const made = mirrorClient(between.end(), { clock: world.clock, random: seededRandom(seed++) })
    onTestFinished(() => made.close())
    return made
  }
  return { ...world, between, hosted, mirror }
}

const online = async () => {
  const world = mirrored()
  const mirror = world.mirror()
  void mirror.connect()
  await world.settle()
  return { ...world, tosh: mirror }
}

const talking = async () => {
  const world = await online()
  world.control.user(lene).answers()
  const invitation = world.tosh.startMessaging({ to: `sip:${lene}`, message: 'Hi' })
  await world.settle()
  const conversation = await invitation.connected
  await world.settle()
  return { ...world, invitation, conversation }
}

test('a mirror has no word of a host until it answers', () => {
  const { mirror } = mirrored()
  expect(mirror().status$.getSnapshot()).toEqual({ state: 'unreached', reason: 'no answer yet' })
})

test('a mirror signs the client in', async () => {
  const { tosh } = await online()
  expect(tosh.status$.getSnapshot()).toEqual({ state: 'available' })
})

test('a refused sign-in is the error that the client gives', async () => {
  const world = mirrored()
  const { settle, control, mirror } = world
  control.intercept({ link: 'token' }, { status: 400, body: { error: 'temporarily_unavailable' } })
  const refused = rejection(mirror().connect())
  await settle()
  expect(await refused).toMatchObject({ name: 'SignInFailed', error: 'temporarily_unavailable', status: undefined })
})

test('a conversation begins, is talked in, and ends', async () => {
  const { conversation, control, settle, invitation } = await talking()
  const texts = recorded(conversation.messages$)
  const states = recorded(conversation.state$)
  control.user(lene).says(me, 'back')
  const sent = conversation.send('12:30?')
  await settle()
  await sent.delivered
  const left = conversation.leave()
  await settle()
  await left.done
  expect([
    invitation.state$.getSnapshot(),
    texts.values.map(({ direction, text }) => [direction, text]),
    texts.isComplete(),
    [...new Set(states.values)],
    sent.status$.getSnapshot(),
    texts.values.indexOf(sent.told!),
  ]).toEqual([
    'Connected',
    [
      ['Outgoing', 'Hi'],
      ['Incoming', 'back'],
      ['Outgoing', '12:30?'],
    ],
    true,
    ['Connected', 'Disconnecting', 'Disconnected'],
    'Succeeded',
    2,
  ])
})

test('a newcomer gets what there is, messages included, each once', async () => {
  const { conversation, control, settle, mirror } = await talking()
  control.user(lene).says(me, 'before')
  await settle()
  const other = mirror()
  const added = recorded(other.conversationAdded$)
  await settle()
  const seen = recorded(added.values[0]!.messages$)
  control.user(lene).says(me, 'after')
  await settle()
  expect([
    other.status$.getSnapshot(),
    added.values.map(({ href }) => href),
    seen.values.map(({ text }) => text),
    other.conversations$.getSnapshot()[0]?.participants$.getSnapshot(),
  ]).toEqual([
    { state: 'available' },
    [conversation.href],
    ['Hi', 'before', 'after'],
    conversation.participants$.getSnapshot(),
  ])
})

test('an invitation that one mirror accepts is connected in the other', async () => {
  const { tosh, control, settle, mirror } = await online()
  const other = mirror()
  const rings = [recorded(tosh.invitations$), recorded(other.invitations$)]
  await settle()
  control.user(lene).invites(me, { subject: 'Lunch', message: 'Hi' })
  await settle()
  const [one, two] = rings.map(({ values }) => values[0]!)
  const accepted = one!.accept()
  await settle()
  await accepted.done
  const conversations = await Promise.all([one!.connected, two!.connected])
  expect([
    [two!.subject, two!.preview, two!.from],
    two!.state$.getSnapshot(),
    conversations.map(({ href }) => href === conversations[0].href),
    conversations[1] === other.conversations$.getSnapshot()[0],
  ]).toEqual([['Lunch', 'Hi', { name: 'Lene Aaling', uri: `sip:${lene}` }], 'Connected', [true, true], true])
})

test('a newcomer hears of an invitation that rings already', async () => {
  const { control, settle, mirror } = await online()
  control.user(lene).invites(me, { subject: 'Lunch' })
  await settle()
  const rings = recorded(mirror().invitations$)
  await settle()
  expect(rings.values.map(({ subject }) => subject)).toEqual(['Lunch'])
})

test('a command that is refused says so as the client does', async () => {
  const { conversation, settle } = await talking()
  const left = conversation.leave()
  await settle()
  await left.done
  const again = conversation.setIsTyping()
  await settle()
  expect(await rejection(again.done)).toMatchObject({
    name: 'CommandFailed',
    command: 'setIsTyping',
    failure: { name: 'NotAvailable' },
  })
})

test('who is in a conversation is the same object until she changes', async () => {
  const { conversation, control, settle } = await talking()
  const before = conversation.participants$.getSnapshot()
  control.user(lene).says(me, 'hello')
  await settle()
  expect(conversation.participants$.getSnapshot()).toBe(before)
})

test('presence is read while somebody at a mirror watches', async () => {
  const { tosh, settle } = await online()
  const presence = recorded(tosh.me.presence$)
  await settle()
  const busy = tosh.me.setPresence('Busy')
  await settle()
  await busy.done
  await settle()
  presence.unsubscribe()
  expect([presence.values.map(({ availability }) => availability), tosh.me.presence$.getSnapshot()]).toEqual([
    ['unknown', 'Online', 'Busy'],
    { availability: 'unknown', activity: undefined },
  ])
})

test('people are found', async () => {
  const { tosh, settle } = await online()
  const found = tosh.people.search('lene')
  await settle()
  expect((await found).map(({ name }) => name)).toEqual(['Lene Aaling'])
})

test('a host that has died is told in words after ten seconds', async () => {
  const { tosh, between, clock } = await online()
  between.cut()
  await clock.advance(10_000)
  expect(tosh.status$.getSnapshot()).toEqual({
    state: 'unreached',
    reason: 'the worker or the tab in which the client runs does not answer',
  })
})

test('what is asked of a host that has died is rejected in words', async () => {
  const { tosh, between, clock } = await online()
  between.cut()
  const invitation = tosh.startMessaging({ to: `sip:${lene}` })
  const refused = rejection(invitation.connected)
  await clock.advance(10_000)
  expect([await refused, invitation.state$.getSnapshot()]).toMatchObject([
    {
      name: 'InvitationFailed',
      message: expect.stringContaining('does not answer') as unknown,
    },
    'notStarted',
  ])
})

test('what is asked of a host that has been given up is rejected in words too', async () => {
  const { tosh, between, clock } = await online()
  between.cut()
  await clock.advance(10_000)
  const failures = [rejection(tosh.signOut()), rejection(tosh.connect()), rejection(tosh.me.setNote('Hi').done)]
  await clock.advance(10_000)
  const inWords = expect.stringContaining('does not answer') as unknown
  expect(await Promise.all(failures)).toMatchObject([
    { name: 'CommandFailed', message: inWords },
    { name: 'SignInFailed', message: inWords },
    { name: 'CommandFailed', message: inWords },
  ])
})

test('a client that resumes from where a mirror was goes on with the very next event', async () => {
  const { tosh, between, hosted, control, settle, conversation, client } = await talking()
  between.cut()
  hosted.close()
  const resumeFrom = tosh.resumePoint$.getSnapshot()
  control.user(lene).says(me, 'are you there?')
  const next = client('tosh', { resumeFrom })
  const added = recorded(next.conversationAdded$)
  void next.connect()
  await settle()
  const heard = recorded(added.values[0]!.messages$)
  await settle()
  expect([added.values.map(({ href }) => href), heard.values.map(({ text }) => text)]).toEqual([
    [conversation.href],
    ['are you there?'],
  ])
})

test('how a contact appears is unknown until the host says it', async () => {
  const { tosh, settle } = await online()
  const presence = recorded(tosh.people.presence$(`sip:${lene}`))
  await settle()
  presence.unsubscribe()
  expect(presence.values.map(({ availability }) => availability)).toEqual(['unknown', 'Offline'])
})

/** Tosh has talked with Lene, and left. */
const past = async () => {
  const world = await talking()
  const left = world.conversation.leave()
  await world.settle()
  await left.done
  return world
}

test('past conversations are read, taken up again and removed', async () => {
  const { tosh, settle } = await past()
  const logs = recorded(tosh.history.conversationLogs({ limit: 1 }))
  await settle()
  const log = logs.values[0]!
  const transcripts = recorded(log.transcripts$)
  const again = tosh.continueMessaging(log, { message: 'Where were we?' })
  await settle()
  const removed = log.remove()
  await settle()
  await removed.done
  const left = recorded(tosh.history.conversationLogs())
  await settle()
  expect([
    [logs.values.length, logs.isComplete(), log.recipients.map(({ name }) => name)],
    [transcripts.values.map(({ direction, text }) => [direction, text]), transcripts.isComplete()],
    (await again.connected).threadId === log.threadId,
    left.values.some(({ href }) => href === log.href),
  ]).toEqual([[1, true, ['Lene Aaling']], [[['Outgoing', 'Hi']], true], true, false])
})

test('what is being read when its host dies says so and ends', async () => {
  const { tosh, between, clock, settle } = await past()
  const logs = recorded(tosh.history.conversationLogs())
  await settle()
  between.cut()
  const failures = [firstValueFrom(logs.values[0]!.transcripts$), firstValueFrom(tosh.history.conversationLogs())]
  const said = Promise.all(failures.map(rejection))
  await clock.advance(10_000)
  expect(await said).toMatchObject([{ name: 'ConnectionLost' }, { name: 'ConnectionLost' }])
})

test('a log that is of no use any more is refused in words', async () => {
  const { tosh, hosted, settle, mirror } = await past()
  const logs = recorded(tosh.history.conversationLogs())
  await settle()
  const log = logs.values[0]!
  const other = mirror()
  await settle()
  void hosted.signOut()
  await settle()
  const invitation = other.continueMessaging(log)
  const refused = rejection(invitation.connected)
  const unmarked = rejection(log.markAsRead().done)
  await settle()
  expect([await refused, await unmarked, invitation.state$.getSnapshot()]).toMatchObject([
    { name: 'InvitationFailed', failure: { name: 'NotAvailable' } },
    { name: 'CommandFailed', command: 'markAsRead', failure: { name: 'NotAvailable' } },
    'notStarted',
  ])
})

test('a message that is under way when its host dies is unknown', async () => {
  const { conversation, control, settle, between, clock } = await talking()
  control.intercept({ link: 'sendMessage' }, 'hold')
  const sent = conversation.send('did it go out?')
  const statuses = recorded(sent.status$)
  const failure = rejection(sent.delivered)
  await settle()
  between.cut()
  await clock.advance(10_000)
  await clock.advance(60_000)
  expect([statuses.values, await failure]).toMatchObject([
    ['queued', 'sending', 'unknown'],
    { name: 'DeliveryUnknown' },
  ])
})

test('a sign-in whose host has died fails in words', async () => {
  const { mirror, between, clock } = mirrored()
  between.cut()
  const failure = rejection(mirror().connect())
  await clock.advance(10_000)
  expect(await failure).toMatchObject({
    name: 'SignInFailed',
    message: expect.stringContaining('does not answer') as unknown,
  })
})

test('a mirror that is closed leaves the client and the other mirrors', async () => {
  const { tosh, mirror, settle } = await online()
  const other = mirror()
  await settle()
  const statuses = recorded(other.status$)
  other.close()
  await settle()
  expect([statuses.values, statuses.isComplete(), tosh.status$.getSnapshot()]).toEqual([
    [{ state: 'available' }, { state: 'ended', reason: 'closed' }],
    true,
    { state: 'available' },
  ])
})
