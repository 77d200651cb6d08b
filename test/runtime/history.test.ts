import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { createHistory, type LogRecord } from '../../src/runtime/history.ts'
import type { ConversationLog } from '../../src/protocol/resource/conversationLog.ts'
import { hangs, reply, resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { absolute } from './fakeConversations.ts'
import { partsOf } from './fakeSession.ts'

const nobody = new AbortController().signal

const page = (...names: readonly string[]) =>
  resource({ _links: { conversationLog: names.map((name) => ({ href: `/logs/${name}` })) } })

/** The history of a user who is signed in, and what is asked for. */
const remembering = (script: Script = {}, links: object = { conversationLogs: { href: '/logs' } }) => {
  const { place, seen, session, state, wire } = partsOf(script)
  let life = new AbortController()
  state.begin({ communication: { _links: links } })
  const history = createHistory({ wire, reading: wire, place, session, life: () => life.signal })
  const loseApplication = () => {
    life.abort()
    life = new AbortController()
  }
  const logOf = (resource: Partial<ConversationLog> = {}): LogRecord => ({
    href: absolute('/logs/1'),
    resource: { _links: { self: { href: '/logs/1' } }, ...resource },
    life: life.signal,
  })
  return { history, logOf, loseApplication, seen, state }
}

const unavailable = (link: string) => ({ left: { name: 'NotAvailable', link } })

test('lists the logs by their addresses', async () => {
  const { history, seen } = remembering({ 'GET /logs': page('2', '1') })
  expect(await history.conversationLogs(undefined, nobody)).toEqual(
    E.right(['2', '1'].map((name) => absolute(`/logs/${name}`))),
  )
  expect(seen()).toEqual(['GET /logs conversationLogs'])
})

test('lists no more logs than asked for', async () => {
  const { history, seen } = remembering({ 'GET /logs?limit=1': page('2') })
  expect(await history.conversationLogs(1, nobody)).toEqual(E.right([absolute('/logs/2')]))
  expect(seen()).toEqual(['GET /logs?limit=1 conversationLogs'])
})

test.each([0, -1, 1.5, Number.NaN])('lists no logs up to %d', async (limit) => {
  const { history, seen } = remembering()
  const faults = [{ field: 'limit', rule: 'must be a positive integer' }]
  expect(await history.conversationLogs(limit, nobody)).toEqual(
    E.left({ name: 'InvalidInput', operation: 'conversationLogs', faults }),
  )
  expect(seen()).toEqual([])
})

test('lists no logs where the server has none to offer, or nobody is signed in', async () => {
  const { history, state } = remembering()
  const answers: unknown[] = []
  for (const embedded of [{ communication: { _links: {} } }, { communication: {} }, {}, undefined]) {
    state.begin(embedded)
    answers.push(await history.conversationLogs(undefined, nobody))
  }
  state.lose()
  answers.push(await history.conversationLogs(undefined, nobody))
  expect(answers).toMatchObject(Array(5).fill(unavailable('conversationLogs')))
})

test('says why the logs cannot be listed', async () => {
  const { history } = remembering({ 'GET /logs': reply(403) })
  expect(await history.conversationLogs(undefined, nobody)).toMatchObject({ left: { name: 'Refused', status: 403 } })
})

test.each(['the application', 'the reader'])('gives up listing when %s goes', async (who) => {
  const { history, loseApplication } = remembering({ 'GET /logs': hangs })
  const reader = new AbortController()
  const reading = history.conversationLogs(undefined, reader.signal)
  await drain()
  if (who === 'the reader') reader.abort()
  else loseApplication()
  expect(await reading).toMatchObject({ left: { name: 'Aborted' } })
})

test('reads a log, for as long as its application is there', async () => {
  const { history, loseApplication, seen } = remembering({
    'GET /logs/1': resource({ subject: 'Lunch', _links: { self: { href: '/logs/1' } } }),
  })
  const read = await history.conversationLog(absolute('/logs/1'), nobody)
  const log = E.isRight(read) ? read.right : undefined
  expect([log?.href, log?.resource.subject, log?.life.aborted]).toEqual([absolute('/logs/1'), 'Lunch', false])
  loseApplication()
  expect([log?.life.aborted, seen()]).toEqual([true, ['GET /logs/1 conversationLog']])
})

test('a log that is there no more is none', async () => {
  const { history } = remembering({ 'GET /logs/1': reply(404) })
  expect(await history.conversationLog(absolute('/logs/1'), nobody)).toEqual(E.right(undefined))
})

test.each([
  [reply(403), { name: 'Refused', status: 403 }],
  [{ breaks: 'ECONNRESET' }, { name: 'Unreachable' }],
])('says why a log cannot be read', async (answer, failure) => {
  const { history } = remembering({ 'GET /logs/1': answer })
  expect(await history.conversationLog(absolute('/logs/1'), nobody)).toMatchObject({ left: failure })
})

test('gives up a log when its reader goes', async () => {
  const { history } = remembering({ 'GET /logs/1': hangs })
  const reader = new AbortController()
  const reading = history.conversationLog(absolute('/logs/1'), reader.signal)
  reader.abort()
  expect(await reading).toMatchObject({ left: { name: 'Aborted' } })
})

const transcriptsLink = { self: { href: '/logs/1' }, conversationLogTranscripts: { href: '/logs/1/said' } }

const entries = (...list: readonly object[]) => ({
  _links: { self: { href: '/logs/1/said' } },
  _embedded: { conversationLogTranscript: list },
})

test('reads a transcript page by page', async () => {
  const first = {
    ...entries({ timeStamp: '1' }, { timeStamp: '2' }),
    _links: { ...entries()._links, nextConversationLogTranscripts: { href: '/logs/1/more' } },
  }
  const { history, logOf, seen } = remembering({
    'GET /logs/1/said': resource(first),
    'GET /logs/1/more': resource(entries({ timeStamp: '3' })),
  })
  const log = logOf({ _links: transcriptsLink })
  const one = await history.transcripts(log, undefined, nobody)
  const other = await history.transcripts(log, absolute('/logs/1/more'), nobody)
  const shown = (read: typeof one) =>
    E.isRight(read) ? [read.right.transcripts.map(({ resource }) => resource.timeStamp), read.right.next] : read.left
  expect([shown(one), shown(other)]).toEqual([
    [['1', '2'], absolute('/logs/1/more')],
    [['3'], undefined],
  ])
  expect(seen()).toEqual([
    'GET /logs/1/said conversationLogTranscripts',
    'GET /logs/1/more nextConversationLogTranscripts',
  ])
})

test('a transcript without entries is empty', async () => {
  const { history, logOf } = remembering({ 'GET /logs/1/said': resource({ _links: {} }) })
  expect(await history.transcripts(logOf({ _links: transcriptsLink }), undefined, nobody)).toEqual(
    E.right({ transcripts: [], next: undefined }),
  )
})

test('there is no transcript where the log has none, or its application is gone', async () => {
  const { history, logOf, loseApplication, seen } = remembering()
  const none = await history.transcripts(logOf(), undefined, nobody)
  const log = logOf({ _links: transcriptsLink })
  loseApplication()
  const gone = await history.transcripts(log, undefined, nobody)
  expect([none, gone, seen()]).toMatchObject([...Array<unknown>(2).fill(unavailable('conversationLogTranscripts')), []])
})

test.each(['the application', 'the reader'])('gives up a transcript when %s goes', async (who) => {
  const { history, logOf, loseApplication } = remembering({ 'GET /logs/1/said': hangs })
  const reader = new AbortController()
  const reading = history.transcripts(logOf({ _links: transcriptsLink }), undefined, reader.signal)
  await drain()
  if (who === 'the reader') reader.abort()
  else loseApplication()
  expect(await reading).toMatchObject({ left: { name: 'Aborted' } })
})

const lene = { sipUri: 'sip:lene@contoso.com', displayName: 'Lene', _links: { contact: { href: '/contacts/lene' } } }
const ida = { sipUri: 'sip:ida@contoso.com', displayName: 'Ida', _links: { contact: { href: '/contacts/ida' } } }

test.each<[string, object, object | undefined]>([
  ['a recipient of the log', { contact: { href: '/contacts/lene', title: 'L' } }, { name: 'Lene', uri: lene.sipUri }],
  ['nobody in the log', { contact: { href: '/contacts/x', title: 'X' } }, { name: 'X', uri: undefined }],
  ['nobody in the log, without a name', { contact: { href: '/contacts/x' } }, { name: undefined, uri: undefined }],
  ['the user', { me: { href: '/me' }, contact: { href: '/contacts/lene' } }, undefined],
  ['nobody', {}, undefined],
])('what is linked to %s is from whom that is', async (_, links, from) => {
  const { history, logOf } = remembering({ 'GET /logs/1/said': resource(entries({ _links: links })) })
  const log = logOf({ _links: transcriptsLink, _embedded: { conversationLogRecipient: [{}, ida, lene] } })
  const read = await history.transcripts(log, undefined, nobody)
  expect(E.isRight(read) && read.right.transcripts.map((transcript) => transcript.from)).toStrictEqual([from])
})

test('what has no links is from nobody, and what is linked may be from somebody though the log names nobody', async () => {
  const said = entries({}, { _links: { contact: { href: '/contacts/x', title: 'X' } } })
  const { history, logOf } = remembering({ 'GET /logs/1/said': resource(said) })
  const bare = await history.transcripts(logOf({ _links: transcriptsLink }), undefined, nobody)
  const empty = await history.transcripts(logOf({ _links: transcriptsLink, _embedded: {} }), undefined, nobody)
  const from = (read: typeof bare) =>
    E.isRight(read) && read.right.transcripts.map((transcript) => transcript.from?.name)
  expect([from(bare), from(empty)]).toEqual([
    [undefined, 'X'],
    [undefined, 'X'],
  ])
})

test('marks a log as read where it says that it can be', async () => {
  const { history, logOf, seen } = remembering({ 'POST /logs/1/read': reply(204) })
  const log = logOf({ _links: { self: { href: '/logs/1' }, markAsRead: { href: '/logs/1/read' } } })
  expect([await history.markAsRead(log), await history.markAsRead(logOf())]).toMatchObject([
    E.right(undefined),
    unavailable('markAsRead'),
  ])
  expect(seen()).toEqual(['POST /logs/1/read markAsRead'])
})

test('removes a log', async () => {
  const { history, logOf, seen } = remembering({ 'DELETE /logs/1': reply(204) })
  expect([await history.remove(logOf()), seen()]).toEqual([E.right(undefined), ['DELETE /logs/1 conversationLog']])
})

test('sends nothing about a log whose application is gone', async () => {
  const { history, logOf, loseApplication, seen } = remembering()
  const log = logOf({ _links: { self: { href: '/logs/1' }, markAsRead: { href: '/logs/1/read' } } })
  loseApplication()
  expect([await history.markAsRead(log), await history.remove(log), seen()]).toMatchObject([
    unavailable('markAsRead'),
    { left: { name: 'NotAvailable' } },
    [],
  ])
})
