import { either as E } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import { breaks, hangs, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { application, origin, signingIn } from './signingIn.ts'

type Options = Parameters<typeof signingIn>[1]

const signedIn = async (script: Script = {}, options: Options = {}) => {
  const open = signingIn(script, options)
  open.session.send({ type: 'session.signIn' })
  await drain()
  return { ...open, value: () => open.session.snapshot.value }
}

const online = { created: { available: 'idle' } }
const hidden = { created: { lurking: 'hidden' } }

const bare = { _links: { self: { href: '/app' }, events: { href: '/events' } } }

const refused = (status: number, subcode: string): Reply => resource({ code: 'Conflict', subcode }, status)

test('asks for the user, the application, and to be available, each once', async () => {
  const { http, seen, value } = await signedIn()
  expect([value(), seen()]).toEqual([online, ['GET /', 'GET /user', 'POST /applications', 'POST /available']])
  expect(http.requests.map(({ body }) => body).filter((body) => body !== undefined)).toEqual([
    '{"userAgent":"test","endpointId":"endpoint","culture":"en-US"}',
    '{"supportedModalities":["Messaging"]}',
  ])
})

test('listens to the event channel of the application', async () => {
  expect((await signedIn()).channels).toEqual(['https://pool.contoso.com/events'])
})

test('says that an application was made anew before its channel is listened to, and nothing of one that was there', async () => {
  const there = await signedIn({ 'POST /applications': resource(application(), 200) })
  expect([(await signedIn()).begun, there.begun]).toEqual([['anew', 'listening'], ['listening']])
})

test('asks the hosts of the domain where no root is given', async () => {
  const root = resource({ _links: { user: { href: 'https://lyncdiscover.contoso.com/user' } } })
  const { seen, value } = await signedIn(
    {
      'GET https://lyncdiscoverinternal.contoso.com/': breaks('ENOTFOUND'),
      'GET https://lyncdiscover.contoso.com/': root,
      'GET https://lyncdiscover.contoso.com/user': hangs,
    },
    { signIn: { rootUrl: undefined } },
  )
  expect([value(), seen()]).toEqual([
    'authenticating',
    [
      'GET https://lyncdiscoverinternal.contoso.com/',
      'GET https://lyncdiscover.contoso.com/',
      'GET https://lyncdiscover.contoso.com/user',
    ],
  ])
})

test('asks no internal host from outside', async () => {
  const { seen } = await signedIn(
    { 'GET https://lyncdiscover.contoso.com/': hangs },
    { signIn: { rootUrl: undefined, from: 'outside' } },
  )
  expect(seen()).toEqual(['GET https://lyncdiscover.contoso.com/'])
})

const plain = 'http://pool.contoso.com'
const elsewhere = 'https://elsewhere.example/'

test.each<[string, Script]>([
  ['root', { [`GET ${plain}/`]: resource({ _links: { user: { href: elsewhere } } }) }],
  [
    'user',
    {
      [`GET ${plain}/`]: resource({ _links: { user: { href: '/user' } } }),
      [`GET ${plain}/user`]: resource({ _links: { applications: { href: elsewhere } } }),
    },
  ],
])('a %s read by plain HTTP leads elsewhere only where the user agrees', async (_, script) => {
  const asked: string[] = []
  const trust = {
    domains: [],
    approve: ({ to }: { readonly to: string }) => {
      asked.push(to)
      return Promise.resolve(false)
    },
  }
  const { value } = await signedIn(script, { signIn: { rootUrl: `${plain}/`, trust } })
  expect([value(), asked]).toEqual(['failed', [elsewhere]])
})

test.each([
  ['the user', 'GET /user', 'authenticating'],
  ['the application', 'POST /applications', 'creating'],
])('asks again for %s where a server does not answer', async (_, key, state) => {
  const { clock, value } = await signedIn({ [key]: [reply(503), hangs] })
  const waiting = value()
  await clock.advance(2_000)
  expect([waiting, value()]).toEqual(['waiting', state])
})

test.each([
  ['the root', 'GET /'],
  ['the user', 'GET /user'],
  ['the application', 'POST /applications'],
])('gives up where %s is refused', async (_, key) => {
  const { session, value } = await signedIn({ [key]: reply(403) })
  expect([value(), session.snapshot.context.failure?.name]).toEqual([
    'failed',
    key === 'GET /' ? 'NotDiscovered' : 'Refused',
  ])
})

test('gives up where the application tells no events', async () => {
  const { session, value } = await signedIn({ 'POST /applications': resource({ _links: { self: { href: '/app' } } }) })
  expect(value()).toBe('failed')
  expect(session.snapshot.context.failure).toEqual({ name: 'NoLink', resource: 'application', link: 'events' })
})

test('an application that was there before is not a new one', async () => {
  const before = await signedIn({ 'POST /applications': resource(application(), 200) })
  expect([before.created()?.isNew, (await signedIn()).created()?.isNew]).toEqual([false, true])
})

describe('is it lost', () => {
  test('the application is created again, where it lived for a while, at once', async () => {
    const { clock, seen, session, value } = await signedIn()
    await clock.advance(30_000)
    session.send({ type: 'application.notFound' })
    await drain()
    expect([value(), seen().slice(4)]).toEqual([online, ['POST /applications', 'POST /available']])
  })

  test('where it did not live at all, the application is created again after a while', async () => {
    const { clock, seen, session, value } = await signedIn()
    session.send({ type: 'application.notFound' })
    await drain()
    const waiting = value()
    expect(session.snapshot.context.failure).toEqual({
      name: 'NotAvailable',
      link: 'application',
      reason: 'the last one was gone as soon as it was created',
    })
    await clock.advance(60_000)
    expect([waiting, value(), seen().slice(4)]).toEqual(['waiting', online, ['POST /applications', 'POST /available']])
  })

  test('whoever signs in anew does not wait for it', async () => {
    const { session, value } = await signedIn()
    session.send({ type: 'session.signOut' })
    await drain()
    session.send({ type: 'session.signIn' })
    await drain()
    expect(value()).toEqual(online)
  })
})

describe('to be available', () => {
  test.each<[string, Script, Options, object]>([
    [
      'is what the server says of somebody who is already',
      { 'POST /available': refused(409, 'AlreadyExists') },
      {},
      online,
    ],
    ['is not asked for by somebody who does not want to', {}, { signIn: { availability: undefined } }, hidden],
    ['is not for guests', { 'POST /available': refused(403, 'AnonymousNotAllowed') }, {}, hidden],
    ['is not offered to everybody', { 'POST /applications': resource(application({})) }, {}, hidden],
    ['is not offered where nothing is brought along', { 'POST /applications': resource(bare) }, {}, hidden],
    [
      'needs no asking where activity can be reported',
      { 'POST /applications': resource(application({ reportMyActivity: { href: '/report' } })) },
      {},
      online,
    ],
    [
      'is not offered where nothing is told of me',
      { 'POST /applications': resource({ ...application(), _embedded: {} }) },
      {},
      hidden,
    ],
  ])('%s', async (_, script, options, value) => {
    expect((await signedIn(script, options)).value()).toEqual(value)
  })

  test.each([
    ['403 of another sort', refused(403, 'Forbidden')],
    ['409 of another sort', refused(409, 'Other')],
    ['404 that speaks of guests', refused(404, 'AnonymousNotAllowed')],
    ['404 that speaks of somebody who is already', refused(404, 'AlreadyExists')],
  ])('%s ends signing in', async (_, answer) => {
    const { session, value } = await signedIn({ 'POST /available': answer })
    expect([value() === 'failed', session.snapshot.context.failure?.name]).toEqual([true, 'Refused'])
  })

  test('is asked for again where a server does not answer', async () => {
    const { clock, value } = await signedIn({ 'POST /available': [reply(503), reply(204)] })
    const waiting = value()
    await clock.advance(60_000)
    expect([waiting, value()]).toEqual([{ created: { lurking: 'pausing' } }, online])
  })

  test('is asked for when what was there before has been read', async () => {
    let read = () => undefined as void
    const caughtUp = new Promise<void>((resolve) => (read = resolve))
    const { seen, value } = await signedIn({}, { caughtUp })
    const before = [value(), seen().at(-1)]
    read()
    await drain()
    expect([before, value()]).toEqual([[{ created: { lurking: 'asking' } }, 'POST /applications'], online])
  })
})

describe('activity', () => {
  const minutes = 60_000
  const me = resource({ _links: { self: { href: '/me' }, reportMyActivity: { href: '/report' } } })

  test('is reported every four minutes, as long as there is some', async () => {
    const { activity, clock, http, seen, value } = await signedIn({ 'GET /me': me, 'POST /report': reply(204) })
    activity.heard()
    await clock.advance(4 * minutes)
    const reported = seen().slice(4)
    await clock.advance(4 * minutes)
    expect(http.requests.slice(4).map(({ operation }) => operation)).toEqual(['me', 'reportMyActivity'])
    expect([reported, seen().length, value()]).toEqual([
      ['GET /me', 'POST /report'],
      6,
      { created: { available: 'unheard' } },
    ])
  })

  test('whose report failed is reported again', async () => {
    const { activity, clock, seen } = await signedIn({ 'GET /me': me, 'POST /report': [reply(500), reply(204)] })
    activity.heard()
    await clock.advance(8 * minutes)
    expect(seen().slice(4)).toEqual(['GET /me', 'POST /report', 'GET /me', 'POST /report'])
  })

  test.each<[string, Script]>([
    ['me does not offer it', { 'GET /me': resource({ _links: { self: { href: '/me' } } }) }],
    ['me has no links', { 'GET /me': resource({}) }],
  ])('is not reported where %s', async (_, script) => {
    const { activity, clock, faults, seen, value } = await signedIn(script)
    activity.heard()
    await clock.advance(4 * minutes)
    expect([seen().slice(4), value(), faults]).toEqual([['GET /me'], online, []])
  })

  test.each<[string, object]>([
    [
      'without a link to itself',
      { ...application(), _embedded: { me: { _links: { reportMyActivity: { href: '/r' } } } } },
    ],
  ])('is not reported where me is %s', async (_, without) => {
    const { activity, clock, faults, seen, value } = await signedIn({ 'POST /applications': resource(without) })
    activity.heard()
    await clock.advance(4 * minutes)
    expect([seen().slice(3), value(), faults]).toEqual([[], online, []])
  })
})

test('whoever signs out deletes the application', async () => {
  const { seen, session, value } = await signedIn()
  session.send({ type: 'session.signOut' })
  await drain()
  expect([seen().at(-1), value()]).toEqual(['DELETE /app', 'signedOut'])
})

const from = E.right({
  version: 1 as const,
  signInAddress: 'tosh@contoso.com',
  endpointId: 'endpoint',
  application: `${origin}/app`,
  next: `${origin}/events?ack=7`,
  invitations: [],
})

test('goes on with the application of a resume point, if it is there', async () => {
  const { created, seen, session } = await signedIn({ 'GET /app': resource(application()) }, { from })
  expect([session.state, created()?.isNew, seen().slice(2)]).toEqual(['created', false, ['GET /app']])
})

test('whoever signs out while the application is created deletes it once it is there', async () => {
  let late: (answer: Reply) => void = () => undefined
  const { seen, session, value } = await signedIn({
    'POST /applications': new Promise<Reply>((resolve) => (late = resolve)),
  })
  session.send({ type: 'session.signOut' })
  await drain()
  const before = value()
  late(resource(application(), 201))
  await drain()
  expect([before, seen().at(-1), value()]).toEqual(['signingOut', 'DELETE /app', 'signedOut'])
})

describe('whoever signs out while the application of a resume point is read', () => {
  const signingOut = async () => {
    let late: (answer: Reply) => void = () => undefined
    const open = await signedIn({ 'GET /app': new Promise<Reply>((resolve) => (late = resolve)) }, { from })
    open.session.send({ type: 'session.signOut' })
    await drain()
    return { ...open, before: open.value(), late: (answer: Reply) => late(answer) }
  }

  test('deletes it once it is there', async () => {
    const { before, late, seen, value } = await signingOut()
    late(resource(application()))
    await drain()
    expect([before, seen().slice(2), value()]).toEqual(['signingOut', ['GET /app', 'DELETE /app'], 'signedOut'])
  })

  test('deletes nothing where it is not there', async () => {
    const { late, seen, value } = await signingOut()
    late(reply(404))
    await drain()
    expect([seen().slice(2), value()]).toEqual([['GET /app'], 'signedOut'])
  })

  test('has nothing of it where she signs in anew', async () => {
    const { late, seen, session, value } = await signingOut()
    late(resource(application()))
    await drain()
    session.send({ type: 'session.signIn' })
    await drain()
    expect([seen().slice(6), value()]).toEqual([['POST /applications', 'POST /available'], online])
  })
})
