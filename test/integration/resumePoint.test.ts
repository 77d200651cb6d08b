import { expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { ClientOptions } from '../../src/client/clientOptions.ts'
import type { ResumePoint } from '../../src/protocol/resumePoint.ts'
import { wireWorld, type WireWorld } from './contract/wireWorld.ts'
import { connectedToPuppet, nextInvitation, recorded, secret } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'
const minute = 60_000

/** As it is kept between two runs of a program. */
const kept = (client: Client): string => JSON.stringify(client.resumePoint$.getSnapshot())

/** What a program finds when it begins again: text, of which nothing is known. */
const resuming = (text: string): Partial<ClientOptions> => ({ resumeFrom: JSON.parse(text) as ResumePoint })

/** Tosh talks to Lene, whom the control handle moves, and has heard her say this. */
const talking = async (heard: readonly string[] = ['before'], as?: Partial<ClientOptions>) => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world, as)
  const texts = recorded(conversation.messages$)
  for (const text of heard) {
    world.control.user(lene).says(me, text)
    await world.settle()
  }
  return { world, tosh, conversation, texts: () => texts.values.map(({ text }) => text) }
}

/** A client of the next run, and what it tells before it is connected. */
const nextRun = (world: WireWorld, options: Partial<ClientOptions>, user = 'tosh') => {
  const client = world.client(user, options)
  const gaps = recorded(client.gaps$)
  const from = world.http.requests.length
  return { client, gaps, asked: () => world.http.operations().slice(from) }
}

const created = (world: WireWorld) => world.control.counts()['applicationCreated']

test('another client goes on with the very next event, nothing lost or doubled', async () => {
  const { world, tosh, texts } = await talking()
  tosh.close()
  const text = kept(tosh)
  world.control.user(lene).says(me, 'meanwhile')
  const { client, gaps, asked } = nextRun(world, resuming(text))
  await client.connect()
  const [conversation] = client.conversations$.getSnapshot()
  const { values } = recorded(conversation!.messages$)
  await world.settle()
  world.control.user(lene).says(me, 'after')
  await world.settle()
  expect([texts(), values.map((message) => message.text), gaps.values, created(world)]).toEqual([
    ['before'],
    ['meanwhile', 'after'],
    [],
    1,
  ])
  expect([asked().includes('token'), asked().includes('applications'), asked().includes('makeMeAvailable')]).toEqual([
    true,
    false,
    false,
  ])
})

test('whoever signs out while the application is looked for deletes it, and signs in anew without a gap', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  const slow = world.control.intercept({ link: 'application', method: 'GET' }, 'hold')
  void client.connect()
  await slow.arrived
  const out = client.signOut()
  slow.release()
  await out
  const deleted = world.control.counts()['applicationEnded']
  await client.connect()
  await world.settle()
  const point = client.resumePoint$.getSnapshot()
  expect([deleted, gaps.values, created(world), client.conversations$.getSnapshot()]).toEqual([1, [], 2, []])
  expect(point?.next.startsWith(point.application)).toBe(true)
})

test('the place in the channel is that of the client before, wherever the application says its channel begins', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  world.control.user(lene).says(me, 'meanwhile')
  world.control.intercept(
    { link: 'application', method: 'GET', times: 2 },
    { rewrite: (answer) => ({ ...answer, body: answer.body.replace(/(\?ack=)\d+/, '$11') }) },
  )
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  await world.settle()
  const { values } = recorded(client.conversations$.getSnapshot()[0]!.messages$)
  expect([values.map(({ text }) => text), gaps.values]).toEqual([['meanwhile'], []])
})

test('conversations are there when the other client is connected', async () => {
  const { world, tosh, conversation } = await talking()
  tosh.close()
  const { client } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  expect(
    client.conversations$.getSnapshot().map((each) => ({
      threadId: each.resource?.threadId,
      state: each.state$.getSnapshot(),
      messaging: each.messaging.state$.getSnapshot(),
      people: each.participants$.getSnapshot().map(({ name }) => name),
    })),
  ).toEqual([
    { threadId: conversation.resource?.threadId, state: 'Connected', messaging: 'Connected', people: ['Lene Aaling'] },
  ])
})

test('a message can be sent in a conversation of the client before', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  const { client } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  const message = client.conversations$.getSnapshot()[0]!.send('Here again')
  await world.settle()
  await message.delivered
  expect(
    world.control
      .user(lene)
      .heard()
      .map((content) => content.text),
  ).toEqual(['Here again'])
})

test('a conversation that ended meanwhile is not brought back', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  world.control.user(lene).hangsUp(me)
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  await world.settle()
  expect([client.conversations$.getSnapshot(), gaps.values]).toEqual([[], []])
})

test('an invitation that rang at the client before rings at the next one, which can accept it', async () => {
  const { world, tosh } = await talking([])
  world.control.user(lene).invites(me, { subject: 'Dinner', threadId: 'dinner' })
  await world.settle()
  tosh.close()
  const { client } = nextRun(world, resuming(kept(tosh)))
  const ringing = nextInvitation(client)
  await client.connect()
  const invitation = await ringing
  invitation.accept()
  await world.settle()
  const conversation = await invitation.connected
  expect([invitation.subject, conversation.messaging.state$.getSnapshot()]).toEqual(['Dinner', 'Connected'])
})

test('an invitation that was withdrawn meanwhile has not to be answered any more', async () => {
  const { world, tosh } = await talking([])
  const invitation = world.control.user(lene).invites(me, { threadId: 'dinner' })
  await world.settle()
  tosh.close()
  invitation.withdraw()
  const { client } = nextRun(world, resuming(kept(tosh)))
  const ringing = recorded(client.invitations$)
  await client.connect()
  await world.settle()
  expect(ringing.values.map(({ state$ }) => state$.getSnapshot()).filter((state) => state === 'Connecting')).toEqual([])
})

test('whoever stores each resume point has the newest', async () => {
  const { world, tosh } = await talking()
  const { values } = recorded(tosh.resumePoint$)
  world.control.user(lene).says(me, 'one')
  await world.settle()
  world.control.user(lene).says(me, 'two')
  await world.settle()
  tosh.close()
  expect([values.length, JSON.stringify(values.at(-1))]).toEqual([3, kept(tosh)])
})

test('a resume point from before the last page is told as a gap, and keeps conversations', async () => {
  const { world, tosh } = await talking()
  const old = kept(tosh)
  world.control.user(lene).says(me, 'one')
  await world.settle()
  tosh.close()
  const { client, gaps } = nextRun(world, resuming(old))
  await client.connect()
  await world.settle()
  world.control.user(lene).says(me, 'after')
  await world.settle()
  const conversations = client.conversations$.getSnapshot()
  expect([
    gaps.values.map(({ cause }) => cause),
    recorded(conversations[0]!.messages$).values.map(({ text }) => text),
    client.status$.getSnapshot(),
  ]).toEqual([['resync'], ['after'], { state: 'available' }])
})

test('events that were received and not handed out are told as a gap at the next client', async () => {
  const { world, tosh, texts } = await talking()
  const reading = world.control.intercept({ link: 'conversations' }, 'hold')
  world.control.resync(me)
  for (const text of ['one', 'two', 'three']) {
    world.control.user(lene).says(me, text)
    await world.settle()
  }
  tosh.close()
  reading.release()
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  await world.settle()
  const next = recorded(client.conversations$.getSnapshot()[0]!.messages$)
  expect([texts(), gaps.values.map(({ cause }) => cause), next.values.map(({ text }) => text)]).toEqual([
    ['before'],
    ['resync'],
    [],
  ])
})

test('an application that is gone is replaced by a new one, which is told', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  await world.clock.advance(20 * minute)
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  expect([gaps.values, client.status$.getSnapshot(), created(world)]).toMatchObject([
    [
      {
        cause: 'notResumed',
        failure: { name: 'Refused', operation: 'application', status: 404, subcode: 'ApplicationNotFound' },
        conversations: [],
        invitations: [],
      },
    ],
    { state: 'available' },
    2,
  ])
})

test('an application that was ended is replaced by a new one', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  world.control.expireApplication(me, 'InactiveApplicationExpired')
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  expect([gaps.values, client.status$.getSnapshot()]).toMatchObject([
    [{ cause: 'notResumed', failure: { name: 'Refused', status: 410 } }],
    { state: 'available' },
  ])
})

test('the new application is that of the same endpoint', async () => {
  const { world, tosh } = await talking(['before'], { endpointId: 'laptop' })
  tosh.close()
  await world.clock.advance(20 * minute)
  const { client } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  expect(client.resumePoint$.getSnapshot()?.endpointId).toBe('laptop')
})

const point = (changes: object = {}): object => ({
  version: 1,
  signInAddress: me,
  endpointId: 'laptop',
  application: 'http://127.0.0.1:1/applications/1',
  next: 'http://127.0.0.1:1/applications/1/events?ack=4',
  invitations: [],
  ...changes,
})

test.each<readonly [string, unknown, string]>([
  ['text', 'resume', ''],
  ['a number', 42, ''],
  ['an empty object', {}, 'version'],
  ['another version', point({ version: 2 }), 'version'],
  ['another user', point({ signInAddress: lene }), 'signInAddress'],
  ['an endpoint that is none', point({ endpointId: '' }), 'endpointId'],
  ['an address that is none', point({ next: 'events?ack=4' }), 'next'],
  ['a script in place of an address', point({ application: 'javascript:alert(1)' }), 'application'],
  ['addresses on two hosts', point({ next: 'http://127.0.0.1:2/' }), 'application'],
  [
    'invitations that are none',
    point({ invitations: [{ href: 'http://127.0.0.1:1/', rel: 'x' }] }),
    'invitations.0.rel',
  ],
  ['an application on a foreign host', point(), 'application'],
])('a resume point with %s is refused with its reason, and the client signs in anew', async (_, resumeFrom, field) => {
  const world = await wireWorld()
  const { client, gaps } = nextRun(world, { resumeFrom: resumeFrom as ResumePoint })
  await client.connect()
  const [gap] = gaps.values
  expect([gaps.values.length, gap, client.status$.getSnapshot()]).toMatchObject([
    1,
    { cause: 'notResumed', failure: { name: 'InvalidInput', operation: 'resumeFrom' } },
    { state: 'available' },
  ])
  const failure = gap?.cause === 'notResumed' && gap.failure.name === 'InvalidInput' ? gap.failure : undefined
  expect(failure?.faults[0]?.field).toBe(field)
  expect(world.http.requests.filter(({ url }) => !url.startsWith(world.url))).toEqual([])
})

test('a resume point of another client is refused', async () => {
  const { world, tosh } = await talking(['before'], { endpointId: 'laptop', instanceId: 'one' })
  tosh.close()
  const { client, gaps } = nextRun(world, { ...resuming(kept(tosh)), endpointId: 'phone', instanceId: 'two' })
  await client.connect()
  expect(gaps.values).toMatchObject([
    { cause: 'notResumed', failure: { faults: [{ field: 'endpointId' }, { field: 'instanceId' }] } },
  ])
})

test('the application of another user is refused by the server', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  const stolen = JSON.stringify({ ...(JSON.parse(kept(tosh)) as ResumePoint), signInAddress: lene })
  const { client, gaps } = nextRun(world, resuming(stolen), 'lene')
  await client.connect()
  expect([gaps.values, client.conversations$.getSnapshot()]).toMatchObject([
    [{ cause: 'notResumed', failure: { name: 'Refused', operation: 'application' } }],
    [],
  ])
})

test('an instance goes on with its own channel', async () => {
  const { world, tosh } = await talking(['before'], { instanceId: 'tab 1' })
  const { endpointId = '' } = tosh.resumePoint$.getSnapshot() ?? {}
  const other = await world.online('tosh', { endpointId, instanceId: 'tab 2' })
  tosh.close()
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  await world.settle()
  const ringing = [client, other].map((each) => recorded(each.invitations$))
  world.control.user(lene).invites(me, { threadId: 'dinner' })
  await world.settle()
  expect([
    gaps.values,
    ringing.map(({ values }) => values.length),
    client.resumePoint$.getSnapshot()?.instanceId,
    created(world),
  ]).toEqual([[], [1, 1], 'tab 1', 1])
})

test('two clients that go on from the same place do not fight', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  const runs = [nextRun(world, resuming(kept(tosh))), nextRun(world, resuming(kept(tosh)))]
  await Promise.all(runs.map(({ client }) => client.connect()))
  await world.clock.advance(10_000)
  const before = world.asked('events')
  await world.clock.advance(minute)
  expect([
    runs.filter(({ client }) => client.status$.getSnapshot().state === 'replaced').length,
    world.control.parked(me),
    world.asked('events') - before,
    created(world),
  ]).toEqual([1, 1, 0, 1])
})

test('a server that is busy for a moment is waited for', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  world.control.intercept({ link: 'application' }, { status: 503 })
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  const connected = client.connect()
  await world.clock.advance(2000)
  await connected
  expect([gaps.values, created(world)]).toEqual([[], 1])
})

test('a server that never tells of the application is signed in to anew', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  world.control.intercept({ link: 'application', method: 'GET', times: 99 }, { status: 500 })
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  const connected = client.connect()
  await world.clock.advance(10_000)
  await connected
  expect([gaps.values, client.status$.getSnapshot()]).toMatchObject([
    [{ cause: 'notResumed', failure: { name: 'Refused', status: 500 } }],
    { state: 'available' },
  ])
})

test('a wrong password fails the sign-in, and the resume point is good for the next', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  world.control.intercept({ link: 'token' }, { status: 400, body: { error: 'temporarily_unavailable' } })
  const { client, gaps } = nextRun(world, resuming(kept(tosh)))
  const first = await client.connect().catch((error: unknown) => error)
  await client.connect()
  expect([first, gaps.values, created(world)]).toMatchObject([{ name: 'SignInFailed' }, [], 1])
})

test('what is resumed once is not resumed again', async () => {
  const { world, tosh } = await talking()
  tosh.close()
  const { client, gaps, asked } = nextRun(world, resuming(kept(tosh)))
  await client.connect()
  await client.signOut()
  await client.connect()
  expect([gaps.values, created(world), asked().filter((operation) => operation === 'applications').length]).toEqual([
    [],
    2,
    1,
  ])
})

test('a resume point holds no secret', async () => {
  const { world, tosh } = await talking()
  const tokens = world.http.requests.flatMap(({ headers }) => headers['Authorization']?.split(' ')[1] ?? [])
  const text = kept(tosh)
  expect([secret, ...new Set(tokens)].filter((word) => text.includes(word))).toEqual([])
  expect(tokens.length).toBeGreaterThan(0)
})

test('there is no resume point without an application', async () => {
  const world = await wireWorld()
  const tosh = world.client('tosh')
  const { values } = recorded(tosh.resumePoint$)
  await tosh.connect()
  await tosh.signOut()
  expect([values[0], values.at(-1), values.length > 2]).toEqual([undefined, undefined, true])
})

test('the resume point is the same object until it changes', async () => {
  const { tosh } = await talking()
  expect(tosh.resumePoint$.getSnapshot()).toBe(tosh.resumePoint$.getSnapshot())
})
