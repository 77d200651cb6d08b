import { expect, test } from 'vitest'
import type { Conversation } from '../../src/protocol/resource/conversation.ts'
import type { Messaging } from '../../src/protocol/resource/messaging.ts'
import type { Failure } from '../../src/protocol/failure.ts'
import type { Directory } from '../../src/runtime/directory.ts'
import { Fetcher } from '../../src/runtime/fetcher.ts'
import { createUnanswered } from '../../src/runtime/unanswered.ts'
import { breaks, reply, resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { partsOf } from './fakeSession.ts'
import { openDirectory, taken } from './openDirectory.ts'

const failure: Failure = { name: 'TimedOut', operation: 'leave', method: 'POST', href: 'https://a', after: 30_000 }

const conversation = (name: string, more: object = {}): Conversation => ({
  state: 'Connected',
  _links: { self: { href: `/${name}` }, messaging: { href: `/${name}/messaging` }, ...more },
})
const messaging = (name: string): Messaging => ({
  state: 'Connected',
  _links: { self: { href: `/${name}/messaging` } },
})

const world = (bodies: readonly { readonly resource?: Conversation; readonly messaging?: Messaging }[]) => {
  const told: unknown[] = []
  const records = bodies.map((body, at) => ({
    href: `https://pool.contoso.com/${at}`,
    ...body,
    unanswered: (...all: unknown[]) => told.push([at, ...all]),
    send: ({ type }: { type: string }) => told.push([at, type]),
    sendToMessaging: ({ type }: { type: string }) => told.push([at, type]),
  }))
  const read = resource({ state: 'Connected', _links: { self: { href: '/read' } } })
  const paths = ['/0', '/1', '/0/messaging', '/1/messaging', '/other/messaging']
  const { place, seen, wire } = partsOf(Object.fromEntries(paths.map((path) => [`GET ${path}`, read])))
  const directory = { conversations: records } as unknown as Directory
  const unanswered = createUnanswered({ place, directory, fetcher: new Fetcher(wire, (fault) => told.push(fault)) })
  return { told, seen, unanswered }
}

test('asks how a conversation is that was to be left', async () => {
  const bodies = [{ resource: conversation('0') }, { resource: conversation('1') }]
  const { told, seen, unanswered } = world(bodies)
  unanswered.leave(conversation('1'), failure)
  await drain()
  expect([told, seen()]).toEqual([
    [
      [1, 'leave', failure],
      [1, 'conversation.updated'],
    ],
    ['GET /1 conversation'],
  ])
})

test('knows a body without a link by itself', () => {
  const bare: Messaging = { state: 'Connected' }
  const { told, unanswered } = world([
    { resource: conversation('0'), messaging: { state: 'Connected' } },
    { resource: conversation('1'), messaging: bare },
  ])
  unanswered.stopMessaging(bare, failure)
  expect(told).toEqual([[1, 'stopMessaging', failure]])
})

test.each([
  ['is not there any more', [{ resource: conversation('0') }], conversation('2')],
  ['has no body yet', [{}], undefined],
  ['had no body', [{ resource: conversation('0') }], undefined],
  ['has none, unlike the one that was left', [{}], conversation('0')],
])('asks nothing of a conversation that %s', async (_, bodies, left) => {
  const { told, seen, unanswered } = world(bodies)
  unanswered.leave(left, failure)
  await drain()
  expect([told, seen()]).toEqual([[], []])
})

test('asks how the messaging is that was to be stopped', async () => {
  const bodies = [
    { resource: conversation('0'), messaging: messaging('0') },
    { resource: conversation('1'), messaging: messaging('1') },
  ]
  const { told, seen, unanswered } = world(bodies)
  unanswered.stopMessaging(messaging('1'), failure)
  await drain()
  expect([told, seen()]).toEqual([
    [
      [1, 'stopMessaging', failure],
      [1, 'messaging.updated'],
    ],
    ['GET /1/messaging messaging'],
  ])
})

test('asks where the messaging says that it is, where the conversation says nothing', async () => {
  const { seen, unanswered } = world([{ messaging: messaging('other') }])
  unanswered.stopMessaging(messaging('other'), failure)
  await drain()
  expect(seen()).toEqual(['GET /other/messaging messaging'])
})

test.each<[string, readonly { readonly messaging?: Messaging }[], Messaging | undefined]>([
  ['is not there any more', [], messaging('0')],
  ['is nowhere', [{ messaging: { state: 'Connected' } }], { state: 'Connected' }],
  ['was never seen', [{}], undefined],
])('asks nothing of messaging that %s', async (_, bodies, stopped) => {
  const { told, seen, unanswered } = world(bodies)
  unanswered.stopMessaging(stopped, failure)
  await drain()
  expect([told, seen()]).toEqual([[], []])
})

const ringing = (state = 'Connecting') => ({
  state,
  direction: 'Outgoing',
  _links: { self: { href: '/ims/1' }, cancel: { href: '/cancel' } },
})

/** An invitation that was to be withdrawn, without an answer. */
const withdrawing = async (script: Script) => {
  const open = openDirectory(
    { 'POST /cancel': breaks('ECONNRESET'), ...script },
    {
      leave: () => undefined,
      stopMessaging: () => undefined,
      cancel: (...asked) => unanswered.cancel(...asked),
    },
  )
  const { directory, fetcher, place } = open
  const unanswered = createUnanswered({ directory, fetcher, place })
  const invitation = open.invite('1', taken('https://pool.contoso.com/ims/1'))
  const body = { ...ringing(), state: 'Connecting', direction: 'Outgoing' } as const
  invitation.send({ type: 'invitation.updated', rel: 'messagingInvitation', invitation: body })
  await drain()
  invitation.send({ type: 'invitation.cancel' })
  await drain()
  const asked = () => open.seen().filter((line) => line.startsWith('GET'))
  return { ...open, asked, body, invitation, unanswered }
}

test.each(['Connecting', 'Alerting'])('an invitation that was to be withdrawn and is %s rings on', async (state) => {
  const { asked, faults, invitation } = await withdrawing({ 'GET /ims/1': resource(ringing(state)) })
  expect([invitation.refusal?.name, invitation.can({ type: 'invitation.cancel' })]).toEqual(['Unreachable', true])
  expect([asked(), faults]).toEqual([['GET /ims/1 messagingInvitation'], []])
})

test('an invitation that was to be withdrawn and of which the server tells nothing may be withdrawn again', async () => {
  const { asked, faults, invitation } = await withdrawing({ 'GET /ims/1': reply(403) })
  expect([invitation.refusal?.name, invitation.can({ type: 'invitation.cancel' })]).toEqual(['Unreachable', true])
  expect([asked().length, faults]).toEqual([1, []])
})

test.each([
  ['is over', resource(ringing('Cancelled'))],
  ['is not there any more', reply(404)],
  ['was there once', reply(410)],
])('an invitation that was to be withdrawn and %s is left to its events', async (_, answer) => {
  const { asked, faults, invitation } = await withdrawing({ 'GET /ims/1': answer })
  expect([invitation.refusal, invitation.can({ type: 'invitation.cancel' })]).toEqual([undefined, false])
  expect([asked().length, faults]).toEqual([1, []])
})

test.each(['is not there any more', 'was never seen'])('asks nothing of an invitation that %s', async (how) => {
  const { asked, body, invitation, unanswered } = await withdrawing({ 'GET /ims/1': reply(404) })
  invitation.lose('resume')
  unanswered.cancel(how === 'was never seen' ? undefined : body, failure)
  await drain()
  expect(asked().length).toBe(1)
})
