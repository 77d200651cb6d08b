import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import { Me } from '../../src/runtime/me.ts'
import { breaks, hangs, reply, resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { partsOf } from './fakeSession.ts'

const me = resource({ _links: { self: { href: '/me' }, presence: { href: '/presence' }, note: { href: '/note' } } })
const unknown = { availability: 'unknown', activity: undefined }
const busy = { availability: 'Busy', activity: 'on-the-phone' }

const living = async (script: Script) => {
  const { http, place, seen, session, state, wire } = partsOf(script)
  let life = new AbortController()
  const faults: unknown[] = []
  const user = new Me({
    wire,
    brief: wire,
    lasting: wire,
    place,
    session,
    life: () => life.signal,
    faulted: (fault) => faults.push(fault),
  })
  const begin = async () => {
    life.abort()
    life = new AbortController()
    state.begin({ me: { _links: { self: { href: '/me' } } } })
    await drain()
  }
  await begin()
  const watch = async (rel: 'presence' | 'note') => {
    const values: unknown[] = []
    const stop = user[rel].listen(() => values.push(user[rel].value))
    await drain()
    return { values, stop }
  }
  const happens = async (rel: string, type: ResourceEvent['type'] = 'updated', href = `/${rel}/2`) => {
    user.event({ link: { rel, href }, type })
    await drain()
  }
  return { user, state, begin, watch, happens, seen, faults, http, end: () => state.end() }
}

test('is read when somebody listens, from where me says', async () => {
  const { seen, user, watch } = await living({ 'GET /me': me, 'GET /presence': resource(busy) })
  const { values } = await watch('presence')
  expect([values, user.presence.value, user.note.value]).toStrictEqual([
    [busy],
    busy,
    { message: undefined, type: undefined },
  ])
  expect(seen()).toEqual(['GET /me me', 'GET /presence presence'])
})

test('me is read once for all that is shown, and again when it is asked for later', async () => {
  const script = {
    'GET /me': me,
    'GET /presence': resource(busy),
    'GET /note': resource({ message: 'Hi', type: 'Personal' }),
  }
  const { seen, user, watch } = await living(script)
  await Promise.all([watch('presence'), watch('note')])
  expect(user.note.value).toEqual({ message: 'Hi', type: 'Personal' })
  expect(seen().filter((line) => line === 'GET /me me').length).toBe(1)
})

test('me is read again where it did not say at first', async () => {
  const bare = resource({ _links: { self: { href: '/me' } } })
  const { user, watch } = await living({ 'GET /me': [bare, me], 'GET /presence': resource(busy) })
  const first = await watch('presence')
  first.stop()
  await watch('presence')
  expect(user.presence.value).toEqual(busy)
})

test.each([
  ['presence', resource({}), unknown],
  ['presence', reply(403), unknown],
  ['note', resource({}), { message: '', type: undefined }],
] as const)('the %s of which the server says %o is %o', async (rel, answer, value) => {
  const { user, watch } = await living({ 'GET /me': me, [`GET /${rel}`]: answer })
  await watch(rel)
  expect(user[rel].value).toEqual(value)
})

test('an event tells where it is from now on', async () => {
  const script = {
    'GET /me': me,
    'GET /presence': resource(busy),
    'GET /presence/2': resource({ availability: 'Away' }),
  }
  const { happens, seen, user, watch } = await living(script)
  await watch('presence')
  await happens('presence')
  expect(user.presence.value).toEqual({ availability: 'Away', activity: undefined })
  expect(seen().slice(2)).toEqual(['GET /presence/2 presence'])
})

test('an event of the note tells where it is', async () => {
  const { happens, user, watch } = await living({
    'GET /me': me,
    'GET /note': resource({ message: 'a' }),
    'GET /note/2': resource({ message: 'b', type: 'Personal' }),
  })
  await watch('note')
  await happens('note')
  expect(user.note.value).toEqual({ message: 'b', type: 'Personal' })
})

test('what was deleted is looked for anew', async () => {
  const bare = resource({ _links: { self: { href: '/me' } } })
  const { happens, seen, user, watch } = await living({ 'GET /me': [me, bare], 'GET /presence': resource(busy) })
  await watch('presence')
  await happens('presence', 'deleted')
  expect(user.presence.value).toEqual(unknown)
  expect(seen().slice(2)).toEqual(['GET /me me'])
})

test('an event about something else, or about what nobody listens to, is nothing', async () => {
  const { happens, seen, watch } = await living({ 'GET /me': me, 'GET /presence': resource(busy) })
  await watch('presence')
  await happens('location')
  await happens('note')
  expect(seen().slice(2)).toEqual([])
})

test('a later reading takes the place of one that is under way', async () => {
  const { happens, user, watch } = await living({
    'GET /me': me,
    'GET /presence': hangs,
    'GET /presence/2': resource(busy),
  })
  const { values } = await watch('presence')
  await happens('presence')
  expect([values, user.presence.value]).toEqual([[busy], busy])
})

test('everything is read again when events were lost', async () => {
  const script = {
    'GET /me': me,
    'GET /presence': [resource(busy), resource({ availability: 'Away' })],
    'GET /note': [resource({ message: 'a' }), resource({ message: 'b' })],
  }
  const { user, watch } = await living(script)
  await watch('presence')
  await watch('note')
  user.renew()
  await drain()
  expect([user.presence.value.availability, user.note.value.message]).toEqual(['Away', 'b'])
})

test('nothing is known without an application, and everything is read anew in the next', async () => {
  const { begin, seen, state, user, watch } = await living({
    'GET /me': [me, me],
    'GET /presence': [resource(busy), resource(busy)],
  })
  await watch('presence')
  state.lose()
  const without = user.presence.value
  await begin()
  expect([without, user.presence.value]).toEqual([unknown, busy])
  expect(seen().slice(2)).toEqual(['GET /me me', 'GET /presence presence'])
})

test('a change of the session that is none of the application reads nothing', async () => {
  const { seen, state, watch } = await living({ 'GET /me': me, 'GET /presence': resource(busy) })
  await watch('presence')
  state.changed()
  await drain()
  expect(seen().length).toBe(2)
})

test('what is read when the application goes is dropped', async () => {
  let late: (answer: ReturnType<typeof resource>) => void = () => undefined
  const slow = new Promise<ReturnType<typeof resource>>((resolve) => (late = resolve))
  const { state, user, watch } = await living({ 'GET /me': me, 'GET /presence': slow })
  const { values } = await watch('presence')
  state.lose()
  late(resource(busy))
  await drain()
  expect([values, user.presence.value]).toEqual([[], unknown])
})

test('does not wait for what was read of the application before', async () => {
  const { begin, user, watch } = await living({ 'GET /me': [hangs, me], 'GET /presence': resource(busy) })
  await watch('presence')
  await begin()
  expect(user.presence.value).toEqual(busy)
})

test('ends with the session', async () => {
  const { end, user } = await living({})
  end()
  expect([user.presence.isOver, user.note.isOver]).toEqual([true, true])
})

test.each([
  ['setPresence', 'Busy', '/presence', { availability: 'Busy' }],
  ['setNote', 'Hi', '/note', { message: 'Hi' }],
  ['resetPresence', '', '/presence', undefined],
  ['resetNote', '', '/note', undefined],
] as const)('%s %j is posted to where me says, once, and shown', async (command, input, path, body) => {
  const rel = path === '/note' ? 'note' : 'presence'
  const { http, seen, user, watch } = await living({
    'GET /me': me,
    [`GET ${path}`]: resource({}),
    [`POST ${path}`]: reply(204),
  })
  await watch(rel)
  expect(await user[command](input)).toEqual(E.right(undefined))
  await drain()
  const posted = http.requests.filter(({ method }) => method === 'POST').map((request) => request.body)
  expect(posted).toEqual([body === undefined ? undefined : JSON.stringify(body)])
  expect(seen()).toEqual([`GET /me me`, `GET ${path} ${rel}`, `POST ${path} ${rel}`, `GET ${path} ${rel}`])
})

test('a change that is refused shows nothing new', async () => {
  const { seen, user, watch } = await living({ 'GET /me': me, 'GET /note': resource({}), 'POST /note': reply(409) })
  await watch('note')
  expect(await user.setNote('Hi')).toMatchObject({ left: { name: 'Refused', status: 409 } })
  await drain()
  expect(seen().slice(2)).toEqual(['POST /note note'])
})

test.each([
  ['setPresence', 'presence', 'availability'],
  ['setNote', 'note', 'message'],
] as const)('%s of nonsense sends nothing', async (command, operation, field) => {
  const { seen, user } = await living({})
  expect(await user[command](7 as unknown as string)).toMatchObject({
    left: { name: 'InvalidInput', operation, faults: [{ field }] },
  })
  expect(seen()).toEqual([])
})

test('a change fails as the reading of me does', async () => {
  const { user } = await living({ 'GET /me': breaks('ECONNRESET') })
  expect(await user.setNote('Hi')).toMatchObject({ left: { name: 'Unreachable', operation: 'me' } })
})

test('a change is not available without an application', async () => {
  const { seen, state, user } = await living({})
  state.lose()
  expect([await user.setNote('Hi'), seen()]).toMatchObject([{ left: { name: 'NotAvailable', link: 'note' } }, []])
})

test('where a note is that was read in another application is forgotten', async () => {
  let late: (answer: ReturnType<typeof resource>) => void = () => undefined
  const slow = new Promise<ReturnType<typeof resource>>((resolve) => (late = resolve))
  const other = resource({ _links: { self: { href: '/me' }, note: { href: '/other' } } })
  const { begin, user, seen } = await living({
    'GET /me': [slow, other],
    'POST /note': reply(204),
    'POST /other': reply(204),
  })
  const first = user.setNote('Hi')
  await drain()
  await begin()
  late(me)
  await first
  await user.setNote('Hi')
  expect(seen().at(-1)).toBe('POST /other note')
})

test('tells of a defect', async () => {
  const { faults, watch } = await living({})
  await watch('note')
  expect(faults).toMatchObject([{ message: 'not in the script: GET https://pool.contoso.com/me, time 1' }])
})
