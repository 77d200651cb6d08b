import { either as E } from 'fp-ts'
import { describe, expect, onTestFinished, test } from 'vitest'
import { trustNobody } from '../../src/discovery/trust.ts'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import { json } from '../../src/protocol/format.ts'
import { createRuntime, type Runtime, type RuntimeOptions } from '../../src/runtime/runtime.ts'
import { identifier } from '../../src/seam/random.ts'
import { password } from '../../src/transport/password.ts'
import { breaks, fakeHttp, hangs, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const origin = 'https://pool.contoso.com'
const communication = ['self', 'conversations', 'missedItems', 'startMessaging']

const application = (me: object = {}, links: object = {}): object => ({
  _links: { self: { href: '/app' }, events: { href: '/events?ack=1' }, ...links },
  _embedded: {
    me: { _links: { self: { href: '/me' }, ...me } },
    communication: { _links: Object.fromEntries(communication.map((rel) => [rel, { href: `/${rel}` }])) },
  },
})

const wayIn: Script = {
  'GET /': resource({ _links: { user: { href: '/user' } } }),
  'GET /user': resource({ _links: { applications: { href: '/applications' } } }),
  'POST /applications': resource(application(), 201),
  'GET /events?ack=1': hangs,
  'DELETE /app': reply(204),
}

const page = (ack: number, sender: readonly unknown[] = [], rel = 'next') =>
  resource({ _links: { self: { href: `/events?ack=${ack}` }, [rel]: { href: `/events?ack=${ack + 1}` } }, sender })

const about = (rel: string, href: string, type: ResourceEvent['type'] = 'updated', body?: object) => ({
  link: { rel, href },
  type,
  ...(body === undefined ? {} : { _embedded: { [rel]: body } }),
})

const nothingMissed = resource({ instantMessageCount: 0 })

/** A runtime that has signed in, with a host that answers from a script by `METHOD /path`. */
const running = async (script: Script = {}, over: Partial<RuntimeOptions> = {}, identity: object = {}) => {
  const clock = virtualClock()
  const http = fakeHttp(
    Object.fromEntries(
      Object.entries({ ...wayIn, ...script }).map(([key, answer]) => [key.replace(' ', ` ${origin}`), answer]),
    ),
    clock,
  )
  let wake = () => undefined as void
  const runtime = createRuntime({
    http,
    clock,
    credentials: password('tosh@contoso.com', 's3cret'),
    format: json(),
    random: () => 0.5,
    wakes: (listener) => {
      wake = listener
      return () => undefined
    },
    aggregation: {},
    activity: 'assumed',
    resumeFrom: undefined,
    signIn: {
      signInAddress: 'tosh@contoso.com',
      domain: 'contoso.com',
      rootUrl: `${origin}/`,
      from: 'anywhere',
      trust: trustNobody,
      application: { userAgent: 'test', endpointId: 'endpoint', culture: 'en-US', ...identity },
      availability: undefined,
    },
    ...over,
  })
  onTestFinished(() => runtime.close())
  const told: unknown[] = []
  runtime.gaps.subscribe((gap) => told.push(gap))
  runtime.faults.subscribe((fault) => told.push(fault))
  runtime.session.send({ type: 'session.signIn' })
  await drain()
  const seen = () => http.seen().map((line) => line.replace(origin, ''))
  return { runtime, clock, http, told, seen, wake: () => wake() }
}

const later = () => {
  let answer: (reply: Reply) => void = () => undefined
  const promise = new Promise<Reply>((resolve) => (answer = resolve))
  return { promise, answer: (reply: Reply) => answer(reply) }
}

test('events are heard with who sent them', async () => {
  const first = later()
  const { runtime } = await running({ 'GET /events?ack=1': first.promise, 'GET /events?ack=2': hangs })
  const heard: unknown[] = []
  runtime.heard.subscribe((one) => heard.push(one))
  const event = about('tone', '/tone')
  first.answer(page(1, [{ rel: 'calls', href: '/calls', events: [event] }]))
  await drain()
  expect(heard).toEqual([{ sender: { rel: 'calls', href: '/calls' }, event }])
})

test('an event that cannot be read is a fault', async () => {
  const sender = [{ rel: 'communication', href: '/communication', events: [{ type: 'added' }] }]
  const { told } = await running({ 'GET /events?ack=1': page(1, sender), 'GET /events?ack=2': hangs })
  expect(told).toMatchObject([{ name: 'UndecodableEvent' }])
})

test('a defect of ours is a fault', async () => {
  const { runtime, told } = await running()
  runtime.missedItems.listen(() => undefined)
  await drain()
  expect(told).toEqual([{ name: 'Defect', error: new Error(`not in the script: GET ${origin}/missedItems, time 1`) }])
})

test.each<[string, string, Reply, (runtime: Runtime) => void]>([
  ['what events tell of', '/missedItems', nothingMissed, ({ missedItems }) => missedItems.listen(() => undefined)],
  ['what is shown', '/me', resource({}), ({ me }) => me.presence.listen(() => undefined)],
  ['what a command needs', '/me', resource({}), ({ me }) => void me.setNote('Hi')],
  ['what there is in an application', '/conversations', resource({}), () => undefined],
])('%s is asked for again where the server does not answer', async (_, path, answer, ask) => {
  const script = {
    'POST /applications': resource(application(), path === '/conversations' ? 200 : 201),
    [`GET ${path}`]: [reply(503), answer],
  }
  const { clock, runtime, seen, told } = await running(script)
  ask(runtime)
  await clock.advance(10_000)
  expect([seen().filter((line) => line === `GET ${path}`).length, told]).toEqual([2, []])
})

test('without an application nothing is read', async () => {
  const { runtime, seen } = await running()
  runtime.session.send({ type: 'session.signOut' })
  await drain()
  const before = seen().length
  runtime.missedItems.listen(() => undefined)
  await drain()
  expect(seen().length).toBe(before)
})

test('a resume point moves on with every page that is handed out', async () => {
  const first = later()
  const { runtime } = await running({ 'GET /events?ack=1': first.promise, 'GET /events?ack=2': hangs })
  const before = runtime.whereabouts.point
  first.answer(page(1))
  await drain()
  const common = {
    version: 1,
    signInAddress: 'tosh@contoso.com',
    endpointId: 'endpoint',
    application: `${origin}/app`,
    invitations: [],
  }
  expect([before, runtime.whereabouts.point]).toEqual([
    { ...common, next: `${origin}/events?ack=1` },
    { ...common, next: `${origin}/events?ack=2` },
  ])
})

test('a resume point names the instance', async () => {
  const { runtime } = await running({ 'GET /conversations': reply(404) }, {}, { instanceId: 'one' })
  expect(runtime.whereabouts.point).toMatchObject({ instanceId: 'one' })
})

test('what cannot be resumed from is told', async () => {
  const invalid = { name: 'InvalidInput', operation: 'resumeFrom', faults: [] } as const
  const { told } = await running({}, { resumeFrom: E.left(invalid) })
  expect(told).toEqual([{ cause: 'notResumed', failure: invalid }])
})

test('where another client has stopped, what there is is read, and its channel goes on', async () => {
  const next = `${origin}/events?ack=7`
  const from = {
    version: 1 as const,
    signInAddress: 'tosh@contoso.com',
    endpointId: 'endpoint',
    application: `${origin}/app`,
    next,
    invitations: [{ href: `${origin}/ims/1`, rel: 'messagingInvitation' as const }],
  }
  const { runtime, seen } = await running(
    {
      'GET /app': resource(application()),
      'GET /events?ack=7': hangs,
      'GET /conversations': resource({}),
      'GET /ims/1': reply(404),
    },
    { resumeFrom: E.right(from) },
  )
  expect(seen().slice(2)).toEqual(['GET /app', 'GET /events?ack=7', 'GET /conversations', 'GET /ims/1'])
  expect(runtime.whereabouts.point?.next).toBe(next)
})

describe('what there is in an application is read', () => {
  const bare = { _links: { self: { href: '/app' }, events: { href: '/events?ack=1' } } }

  test.each<[string, number, Reply, object]>([
    ['not, where it is new', 0, resource(application(), 201), {}],
    ['where it was there before', 1, resource(application(), 200), {}],
    ['where other instances may be in it', 1, resource(application(), 201), { instanceId: 'one' }],
    ['where its user is online', 1, resource(application({ reportMyActivity: { href: '/report' } }), 201), {}],
    ['not, where nothing comes along', 0, resource(bare, 201), {}],
    ['nowhere, where nothing comes along', 0, resource(bare, 200), {}],
    ['not, where nothing is told of its user', 0, resource({ ...bare, _embedded: {} }, 201), {}],
    ['not, where its user has no links', 0, resource({ ...bare, _embedded: { me: {} } }, 201), {}],
  ])('%s', async (_, times, answer, identity) => {
    const script = { 'POST /applications': answer, 'GET /conversations': resource({}) }
    const { seen, told } = await running(script, {}, identity)
    expect([seen().filter((line) => line === 'GET /conversations').length, told]).toEqual([times, []])
  })
})

describe('a gap', () => {
  const thread = { state: 'Connected', _links: { self: { href: '/threads/1' } } }
  const begins = [
    { rel: 'communication', href: '/communication', events: [about('conversation', '/threads/1', 'added', thread)] },
  ]
  const presence = { availability: 'Busy' }
  const gapped: Script = {
    'GET /events?ack=1': page(1, begins),
    'GET /events?ack=3': hangs,
    'GET /conversations': resource({}),
  }

  test('tells what it ended, and that all was read again', async () => {
    const second = later()
    const { runtime, told } = await running({ ...gapped, 'GET /events?ack=2': second.promise })
    const [conversation] = runtime.directory.conversations
    second.answer(page(2, [], 'resync'))
    await drain()
    expect([conversation?.href, told]).toEqual([
      `${origin}/threads/1`,
      [{ cause: 'resync', conversations: [conversation], invitations: [] }],
    ])
    expect([conversation?.isOver, runtime.session.channel?.value]).toEqual([true, { open: 'polling' }])
  })

  test('has read again what is watched', async () => {
    const second = later()
    const { runtime, seen } = await running({
      ...gapped,
      'GET /events?ack=2': second.promise,
      'GET /missedItems': nothingMissed,
      'GET /me': resource({ _links: { self: { href: '/me' }, presence: { href: '/presence' } } }),
      'GET /presence': resource(presence),
    })
    runtime.missedItems.listen(() => undefined)
    runtime.me.presence.listen(() => undefined)
    await drain()
    const before = seen().length
    second.answer(page(2, [], 'resync'))
    await drain()
    expect(seen().slice(before)).toEqual([
      'GET /events?ack=3',
      'GET /conversations',
      'GET /presence',
      'GET /missedItems',
    ])
  })
})

test('missed items are read once there is an application', async () => {
  const { runtime, seen } = await running({ 'GET /missedItems': [nothingMissed, nothingMissed] })
  runtime.missedItems.listen(() => undefined)
  await drain()
  runtime.session.send({ type: 'session.signOut' })
  await drain()
  runtime.session.send({ type: 'session.signIn' })
  await drain()
  expect(seen().filter((line) => line === 'GET /missedItems').length).toBe(2)
})

describe('an application that is lost', () => {
  /** One that has lived for a minute is created again at once. */
  const losing = async (script: Script = {}, over: Partial<RuntimeOptions> = {}) => {
    const open = await running(script, over)
    await open.clock.advance(60_000)
    const lose = async () => {
      open.runtime.session.send({ type: 'application.notFound' })
      await drain()
    }
    return { ...open, lose }
  }

  test('is told, with what it had', async () => {
    const { lose, runtime, told } = await losing()
    const conversation = runtime.directory.conversation(`${origin}/threads/1`)
    await lose()
    expect([told, runtime.session.state]).toEqual([
      [{ cause: 'recreated', conversations: [conversation], invitations: [] }],
      'created',
    ])
  })

  test('is noticed by the answer to any request', async () => {
    const { runtime, told } = await losing({
      'GET /me': resource({ _links: { note: { href: '/note' } } }),
      'POST /note': resource({ code: 'NotFound', subcode: 'ApplicationNotFound' }, 404),
    })
    await runtime.me.setNote('Hi')
    await drain()
    expect([told, runtime.session.state]).toMatchObject([[{ cause: 'recreated' }], 'created'])
  })

  test('takes with it what was asked in it, and not what is asked in the next', async () => {
    const answers = [hangs, resource({ _links: { note: { href: '/note' } } })]
    const { lose, runtime } = await losing({ 'GET /me': answers, 'POST /note': reply(204) })
    const note = runtime.me.setNote('Hi')
    await drain()
    const [, outcome] = await Promise.all([lose(), note])
    expect([outcome, await runtime.me.setNote('Hi')]).toMatchObject([{ left: { name: 'Aborted' } }, E.right(undefined)])
  })

  test('takes with it what is read of it', async () => {
    const late = later()
    const { lose, runtime } = await losing({ 'GET /missedItems': [late.promise, hangs] })
    runtime.missedItems.listen(() => undefined)
    await drain()
    await lose()
    late.answer(nothingMissed)
    await drain()
    expect(runtime.missedItems.items).toBeUndefined()
  })

  test('takes with it what was held of it', async () => {
    const held = reply(200, '{}', { 'content-type': 'application/json', etag: '"1"' })
    const { http, lose, runtime } = await losing({ 'GET /missedItems': held })
    runtime.missedItems.listen(() => undefined)
    await drain()
    await lose()
    await drain()
    const reads = http.requests.filter(({ operation }) => operation === 'missedItems')
    expect(reads.map(({ headers }) => headers['If-None-Match'])).toEqual([undefined, undefined])
  })

  test('has no resume point', async () => {
    const { runtime } = await running()
    runtime.session.send({ type: 'session.signOut' })
    await drain()
    expect([runtime.session.state, runtime.whereabouts.point]).toEqual(['signedOut', undefined])
  })

  const cause = { name: 'NotAvailable', link: 'application', reason: 'too many' } as const

  test.each([
    ['once, where the server ended it and it is there still', 'application.ended', 200, 1],
    ['again, where the server ended it and makes another of the same name', 'application.ended', 201, 2],
    ['again, where it was lost and is another one', 'application.notFound', 201, 2],
    [
      'again, where it was lost and the answer that tells of the next may be the second',
      'application.notFound',
      200,
      2,
    ],
  ] as const)('tells a page of it %s', async (_, type, status, times) => {
    const tone = page(1, [{ rel: 'calls', href: '/calls', events: [about('tone', '/tone')] }])
    const first = later()
    const { clock, runtime } = await running({
      'POST /applications': [resource(application(), 201), resource(application(), status)],
      'GET /events?ack=1': [first.promise, tone],
      'GET /events?ack=2': hangs,
    })
    let heard = 0
    runtime.heard.subscribe(() => (heard += 1))
    first.answer(tone)
    await clock.advance(60_000)
    runtime.session.send({ type, cause })
    runtime.session.send({ type: 'session.signIn' })
    await drain()
    expect([heard, runtime.session.state]).toEqual([times, 'created'])
  })
})

test('a channel goes on at its place after it was suspended', async () => {
  const { runtime, seen } = await running({ 'GET /events?ack=1': page(1), 'GET /events?ack=2': hangs })
  runtime.session.send({ type: 'session.suspend' })
  runtime.session.send({ type: 'session.resume' })
  expect(seen().filter((line) => line.startsWith('GET /events'))).toEqual([
    'GET /events?ack=1',
    'GET /events?ack=2',
    'GET /events?ack=2',
  ])
})

const talking = (links: object = {}) => [
  {
    rel: 'communication',
    href: '/communication',
    events: [
      about('conversation', '/threads/1', 'added', {
        state: 'Connected',
        _links: { self: { href: '/threads/1' }, ...links },
      }),
    ],
  },
  {
    rel: 'conversation',
    href: '/threads/1',
    events: [
      about('messaging', '/messaging', 'updated', { state: 'Connected', _links: { sendMessage: { href: '/send' } } }),
    ],
  },
]

test('the meeting of a conversation is read where somebody asks for it', async () => {
  const { runtime, seen } = await running({
    'GET /events?ack=1': page(1, talking({ onlineMeeting: { href: '/meeting' } })),
    'GET /events?ack=2': hangs,
    'GET /meeting': resource({ joinUrl: 'https://meet.contoso.com/1', _links: { self: { href: '/meeting' } } }),
  })
  const [conversation] = runtime.directory.conversations
  const meeting = conversation?.onlineMeeting
  await drain()
  expect([meeting?.value?.joinUrl, seen().at(-1)]).toEqual(['https://meet.contoso.com/1', 'GET /meeting'])
})

test.each([
  ['about the only one that has no answer', {}, 'Succeeded'],
  ['perhaps about one of another instance', { instanceId: 'one' }, 'unknown'],
] as const)('an event of a message without text is %s', async (_, identity, status) => {
  const second = later()
  const random = seededRandom(3)
  const operationId = identifier(seededRandom(3))
  const { runtime } = await running(
    {
      'GET /conversations': resource({}),
      'GET /events?ack=1': page(1, talking()),
      'GET /events?ack=2': second.promise,
      'GET /events?ack=3': hangs,
      [`POST /send?operationId=${operationId}`]: breaks('ECONNRESET'),
      'GET /messages/1': resource({ direction: 'Outgoing', _links: { self: { href: '/messages/1' } } }),
    },
    { random },
    identity,
  )
  const [conversation] = runtime.directory.conversations
  if (conversation === undefined) throw new Error('nothing was added')
  const message = runtime.commands.send(conversation, { text: 'Hi' })
  await drain()
  const body = { direction: 'Outgoing', _links: { self: { href: '/messages/1' } } }
  const event = { ...about('message', '/messages/1', 'completed', body), status: 'Success' }
  second.answer(page(2, [{ rel: 'conversation', href: '/threads/1', events: [event] }]))
  await drain()
  expect(message.status).toBe(status)
})

describe('waking', () => {
  test('has the poll repeated at once', async () => {
    const { clock, seen, wake } = await running()
    await clock.advance(10_000)
    wake()
    expect(seen().slice(3)).toEqual(['GET /events?ack=1', 'GET /events?ack=1'])
  })

  test('ends a pause of ours', async () => {
    const { runtime, seen, wake } = await running({ 'GET /user': breaks('ECONNRESET') })
    const before = runtime.session.state
    wake()
    await drain()
    expect([before, seen()]).toEqual(['waiting', ['GET /', 'GET /user', 'GET /user']])
  })
})

describe('activity', () => {
  const online: Script = {
    'POST /applications': resource(application({ reportMyActivity: { href: '/report' } }), 201),
    'GET /conversations': resource({}),
    'GET /me': resource({
      _links: { self: { href: '/me' }, reportMyActivity: { href: '/report' }, note: { href: '/note' } },
    }),
    'POST /report': reply(204),
    'POST /note': reply(204),
  }
  const reports = async (over: Partial<RuntimeOptions>, act: (runtime: Runtime) => Promise<unknown>) => {
    const { clock, runtime, seen } = await running({ ...online, 'GET /events?ack=1': hangs }, over)
    await act(runtime)
    await clock.advance(9 * 60_000)
    return seen().filter((line) => line === 'POST /report').length
  }

  test.each([
    ['is reported every four minutes where it is assumed', 'assumed', 2],
    ['is not reported where nothing is heard of it', 'heard', 0],
  ] as const)('%s', async (_, activity, times) => {
    expect(await reports({ activity }, () => Promise.resolve())).toBe(times)
  })

  test('is what the user asks for, and no report of the client itself', async () => {
    expect(await reports({ activity: 'heard' }, (runtime) => runtime.me.setNote('Hi'))).toBe(1)
  })
})

test('all is over when it is closed', async () => {
  const { runtime } = await running()
  const over: string[] = []
  const subjects = { heard: runtime.heard, gaps: runtime.gaps, faults: runtime.faults }
  for (const [name, subject] of Object.entries(subjects)) {
    ;(subject as typeof runtime.gaps).subscribe({ complete: () => over.push(name) })
  }
  const point = runtime.whereabouts.point
  const conversation = runtime.directory.conversation(`${origin}/threads/1`)
  runtime.close()
  const { directory, me, missedItems, session, whereabouts } = runtime
  expect([session, directory, missedItems, whereabouts, me.note, conversation].map(({ isOver }) => isOver)).toEqual(
    Array.from({ length: 6 }, () => true),
  )
  expect([over, whereabouts.point, conversation.loss]).toEqual([['heard', 'gaps', 'faults'], point, 'closed'])
})
