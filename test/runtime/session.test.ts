import { describe, expect, test, vi } from 'vitest'
import { hangs, reply, resource, type FakeHttp, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { application, origin, signingIn } from './signingIn.ts'

const app = `created ${origin}/applications`

const signedIn = async (script: Script = {}, options: Parameters<typeof signingIn>[1] = {}) => {
  const open = signingIn(script, options)
  open.session.send({ type: 'session.signIn' })
  await drain()
  return open
}

test('is signed out before anybody signs in, and sends nothing', () => {
  const { seen, session, told } = signingIn()
  expect([session.state, session.application, session.channel, seen(), told]).toEqual([
    'signedOut',
    undefined,
    undefined,
    [],
    [],
  ])
})

test('has an application once it is created', async () => {
  const { session, told } = await signedIn()
  expect([session.state, session.application?.url, told]).toEqual(['created', `${origin}/applications`, [app]])
})

test('has none while it is created', async () => {
  const { session, told } = await signedIn({ 'POST /applications': hangs })
  expect([session.state, session.application, session.channel, told]).toEqual(['creating', undefined, undefined, []])
})

test('tells each change of its own and of its channel', async () => {
  const { session, signal } = await signedIn()
  const states: unknown[] = []
  session.listen(() => states.push([session.state, session.channel?.value]))
  const cause = { name: 'TimedOut', operation: 'events', method: 'GET', href: origin, after: 1 } as const
  signal({ type: 'channel.backingOff', attempt: 1, retryAt: 0, cause })
  session.send({ type: 'session.suspend' })
  expect([states[0], states.at(-1)]).toEqual([
    ['created', { open: 'backingOff' }],
    ['suspended', undefined],
  ])
})

test('the channel is told when what was still there has been read', async () => {
  const { session, signal } = await signedIn()
  signal({ type: 'channel.gap', cause: 'resync' })
  const reading = session.channel?.value
  session.caughtUp()
  expect([reading, session.channel?.value]).toEqual([{ open: 'resyncing' }, { open: 'polling' }])
})

test('nobody is told where there is no channel, or none any more', async () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue(undefined)
  const { faults, session } = signingIn()
  session.caughtUp()
  session.send({ type: 'session.signIn' })
  await drain()
  session.send({ type: 'session.suspend' })
  session.caughtUp()
  expect([faults, warned.mock.calls]).toEqual([[], []])
})

test('is called so to whoever inspects the charts', () => {
  const ids: unknown[] = []
  signingIn().hub.inspect({ next: ({ actorRef }) => ids.push(Reflect.get(actorRef, 'id')) })
  expect([...new Set(ids)]).toEqual(['hub', 'session:0'])
})

test('another channel is another one to listen to', async () => {
  const { channels, session, signal } = await signedIn()
  session.send({ type: 'session.suspend' })
  session.send({ type: 'session.resume' })
  await drain()
  let changes = 0
  session.listen(() => (changes += 1))
  signal({ type: 'channel.gap', cause: 'resync' })
  expect([channels.length, session.channel?.value, changes]).toEqual([2, { open: 'resyncing' }, 1])
})

describe('the application', () => {
  test.each(['session.suspend', 'channel.replaced'] as const)(
    'is kept, and not to be asked, after %s',
    async (type) => {
      const { session, signal, told } = await signedIn()
      if (type === 'session.suspend') session.send({ type })
      else signal({ type })
      expect([session.state, session.application, told]).toEqual([
        type === 'session.suspend' ? 'suspended' : 'replaced',
        undefined,
        [app],
      ])
    },
  )

  test('is the same one when it is gone on with', async () => {
    const { session, told } = await signedIn()
    session.send({ type: 'session.suspend' })
    session.send({ type: 'session.resume' })
    expect([session.application?.url, told]).toEqual([`${origin}/applications`, [app]])
  })

  test('is kept until somebody has signed out', async () => {
    let late: (answer: Reply) => void = () => undefined
    const { session, told } = await signedIn({ 'DELETE /app': new Promise<Reply>((resolve) => (late = resolve)) })
    session.send({ type: 'session.signOut' })
    await drain()
    const before = [session.state, ...told]
    late(reply(204))
    await drain()
    expect([before, session.state, told]).toEqual([['signingOut', app], 'signedOut', [app, 'lost signedOut']])
  })

  test('that was lost is another one when it is created again', async () => {
    const { clock, session, told } = await signedIn({
      'POST /applications': [resource(application(), 201), resource(application(), 200)],
    })
    await clock.advance(60_000)
    session.send({ type: 'application.notFound' })
    await drain()
    expect([session.state, told]).toEqual(['created', [app, 'lost recreated', app]])
  })

  test('that the server ended is lost for good', async () => {
    const { session, told } = await signedIn()
    const cause = { name: 'NotAvailable', link: 'application', reason: 'too many' } as const
    session.send({ type: 'application.ended', cause })
    expect([session.state, told]).toEqual(['ended', [app, 'lost ended']])
  })

  test('where the user cannot be made available is lost for good', async () => {
    const { session, told } = await signedIn({ 'POST /available': reply(400) })
    expect([session.state, told]).toEqual(['failed', [app, 'lost ended']])
  })
})

const token = 'https://tokens.contoso.com/token'
const asking = reply(401, '', {
  'www-authenticate': `Bearer client_id="0", MsRtcOAuth href="${token}",grant_type="password"`,
})
const user = resource({ _links: { applications: { href: '/applications' } } })

const tokensTo = (path: string, { requests }: FakeHttp) =>
  requests.filter(({ url }) => url === origin + path).map(({ headers }) => headers['Authorization'])

test.each<[string, Reply, string]>([
  ['signed out', reply(204), 'signedOut'],
  ['failed', reply(400), 'failed'],
])('whoever signs in after it has %s does so with another token', async (_, available, state) => {
  const { http, session } = await signedIn({
    'GET /user': [asking, user, asking, user],
    'POST /available': [available, reply(204)],
    [`POST ${token}`]: resource({ access_token: 'cwt=a', expires_in: 3600 }),
  })
  if (state === 'signedOut') session.send({ type: 'session.signOut' })
  await drain()
  const before = session.state
  session.send({ type: 'session.signIn' })
  await drain()
  expect([before, session.state, tokensTo('/user', http)]).toEqual([
    state,
    'created',
    [undefined, 'Bearer cwt=a', undefined, 'Bearer cwt=a'],
  ])
})

test('a token is kept as long as somebody is signed in', async () => {
  const { clock, http, session } = await signedIn({
    'GET /user': [asking, user],
    [`POST ${token}`]: resource({ access_token: 'cwt=a', expires_in: 3600 }),
  })
  session.send({ type: 'session.suspend' })
  session.send({ type: 'session.resume' })
  await clock.advance(60_000)
  session.send({ type: 'application.notFound' })
  await drain()
  expect(http.requests.at(-1)?.headers['Authorization']).toBe('Bearer cwt=a')
})

test('takes no word once it is over', async () => {
  const { seen, session } = signingIn()
  session.end()
  session.send({ type: 'session.signIn' })
  await drain()
  expect([session.state, seen()]).toEqual(['signedOut', []])
})

test('has no application once it is over', async () => {
  const { session } = await signedIn()
  session.end()
  expect(session.application).toBeUndefined()
})

describe('a chart that threw', () => {
  /** Online, and then the channel is a defect. */
  const broken = async (script: Script = {}) => {
    const open = await signedIn(script)
    const changes: string[] = []
    open.session.listen(() => changes.push(open.session.state))
    const unreadable = {
      type: 'application.ended',
      get cause(): never {
        throw new Error('mine')
      },
    } as const
    open.session.send(unreadable)
    const warned = vi.spyOn(console, 'warn').mockReturnValue(undefined)
    open.session.caughtUp()
    expect(warned.mock.calls).toEqual([])
    await drain()
    return { ...open, changes }
  }

  test('is reported, and everything that it had is lost', async () => {
    const { changes, faults, session, told } = await broken()
    expect([faults, session.state, session.application, session.channel, told, changes.at(-1)]).toEqual([
      [new Error('mine')],
      'signedOut',
      undefined,
      undefined,
      [app, 'lost ended'],
      'signedOut',
    ])
  })

  test('is followed by another one that can be signed in to, with another token', async () => {
    const { http, session, told } = await broken({
      'GET /user': [asking, user, asking, user],
      [`POST ${token}`]: resource({ access_token: 'cwt=a', expires_in: 3600 }),
    })
    session.send({ type: 'session.signIn' })
    await drain()
    expect([session.state, told, tokensTo('/user', http)]).toEqual([
      'created',
      [app, 'lost ended', app],
      [undefined, 'Bearer cwt=a', undefined, 'Bearer cwt=a'],
    ])
  })
})
