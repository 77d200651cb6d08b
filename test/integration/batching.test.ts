import { expect, test } from 'vitest'
import { xml } from '../../src/xml/index.ts'
import { loopback, recorded, until, virtualWorld } from './world.ts'

const users = ['tosh', 'lene', 'ada', 'bob'].map((name) => ({
  uri: `sip:${name}@contoso.com`,
  name,
  password: 'pass@word1',
}))

test.each([
  { format: 'JSON', options: {} },
  { format: 'XML', options: { format: xml() } },
])('after a gap the conversations are read in batches, in $format', async ({ options }) => {
  const { online, control } = await loopback({ users })
  for (const { uri } of users.slice(1)) control.user(uri).answers()
  const tosh = await online('tosh', options)
  await Promise.all(users.slice(1).map(({ uri }) => tosh.startMessaging({ to: uri }).connected))
  const operations = recorded(tosh.traffic$)
  const gap = until(tosh.gaps$, ({ cause }) => cause === 'resync')

  control.resync('tosh@contoso.com')

  expect(await gap).toEqual({ cause: 'resync', conversations: [], invitations: [] })
  const sent = operations.values.filter(({ kind }) => kind === 'request').map(({ operation }) => operation)
  // What was being read when the gap came goes out first.
  const read = sent.slice(sent.indexOf('conversations')).filter((operation) => operation !== 'events')
  expect(read.slice(0, 3)).toEqual(['conversations', 'batch', 'batch'])
  expect(read.slice(3).filter((operation) => operation !== 'batch')).toEqual([])
  expect(tosh.conversations$.getSnapshot().map(({ messaging }) => messaging.state$.getSnapshot())).toEqual([
    'Connected',
    'Connected',
    'Connected',
  ])
})

test('where the server refuses batches the conversations are read one by one', async () => {
  const { online, control, http, settle } = virtualWorld({ users })
  for (const { uri } of users.slice(1)) control.user(uri).answers()
  const tosh = await online('tosh')
  const connected = Promise.all(users.slice(1).map(({ uri }) => tosh.startMessaging({ to: uri }).connected))
  await settle()
  await connected
  await settle()
  control.intercept({ link: 'batch', times: 9 }, { status: 403, body: { code: 'Forbidden' } })
  const before = http.requests.length

  control.resync('tosh@contoso.com')
  await settle()

  const sent = http.operations().slice(before)
  expect(sent.filter((operation) => operation !== 'events').slice(0, 8)).toEqual([
    'conversations',
    'batch',
    ...['conversation', 'conversation', 'conversation'],
    ...['messaging', 'messaging', 'messaging'],
  ])
  expect(tosh.conversations$.getSnapshot().length).toBe(3)
  tosh.close()
})

test('an application that is gone is noticed in a batch', async () => {
  const { online, control, settle, clock } = virtualWorld({ users })
  for (const { uri } of users.slice(1)) control.user(uri).answers()
  const tosh = await online('tosh')
  const connected = Promise.all(users.slice(1).map(({ uri }) => tosh.startMessaging({ to: uri }).connected))
  await settle()
  await connected
  await settle()
  const gaps = recorded(tosh.gaps$)
  control.intercept({ link: 'batch' }, { status: 404, body: { code: 'NotFound', subcode: 'ApplicationNotFound' } })

  control.resync('tosh@contoso.com')
  await clock.advance(10_000)

  expect(gaps.values.map(({ cause }) => cause)).toEqual(['recreated'])
  expect(tosh.status$.getSnapshot().state).toBe('available')
  tosh.close()
})

test('a person is asked for with the etag of what is held', async () => {
  const { online, http, clock } = virtualWorld()
  const tosh = await online('tosh')

  await clock.advance(9 * 60_000)

  const etags = http.requests
    .filter(({ operation }) => operation === 'me')
    .map(({ headers }) => headers['If-None-Match'])
  expect(etags.length).toBeGreaterThan(1)
  expect(etags.slice(1).every((etag) => etag !== undefined)).toBe(true)
  tosh.close()
})
