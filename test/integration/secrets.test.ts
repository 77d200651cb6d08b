import { either as E, taskEither as TE } from 'fp-ts'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { Logger } from '../../src/seam/logger.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from '../../src/transport/http.ts'
import { password } from '../../src/transport/password.ts'
import { castWith, richSession } from './richSession.ts'
import { format, recorded, virtualWorld } from './world.ts'

/** Each has a core that survives every way of writing it but base64, and around it what does not. */
const cores = {
  password: 'PassCoreQz1',
  plain: 'PlainCoreQz2',
  html: 'HtmlCoreQz3',
  custom: 'CustomCoreQz4',
  note: 'NoteCoreQz5',
}
const secret = `a&b=${cores.password} "ü" <%+>`
const words = {
  plain: `It's ${cores.plain} "ü" <&>\n+ %41`,
  html: `<b title="x">${cores.html} &amp; ü</b>\r\n`,
  custom: `v=0\r\no=${cores.custom} "\\"`,
  note: `back at ${cores.note} "\\" <&>`,
}

/** What is left of a text in base64, wherever in it the text begins. */
const inBase64 = (text: string): readonly string[] =>
  ['', ' ', '  '].map((before) => {
    const whole = btoa(before + text)
    return whole.slice(before.length === 0 ? 0 : 4, -4)
  })

/** Each secret that is shown, with what stands around it. */
const found = (secrets: readonly string[], shown: string): readonly string[] =>
  secrets.flatMap((one) => {
    const form = [one, ...inBase64(one)].find((each) => shown.includes(each))
    if (form === undefined) return []
    const at = shown.indexOf(form)
    return [`${one}: ${shown.slice(Math.max(0, at - 150), at + 80)}`]
  })

/** What is subscribed to points back to who subscribes: each object once. */
const asJson = (value: unknown): string => {
  const seen = new Set<unknown>()
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== 'object' || member === null) return member
    if (seen.has(member)) return undefined
    seen.add(member)
    return member
  })
}

/** Everything that a logger, a debugger or a recorder could make of it. */
const everyForm = (value: unknown): string =>
  [
    value instanceof Error ? `${String(value)} ${value.message} ${value.stack ?? ''} ${everyForm(value.cause)}` : '',
    asJson(value),
    inspect(value, { depth: 20, maxStringLength: null, maxArrayLength: null }),
  ].join('\n')

const lines = (): Logger & { readonly all: string[] } => {
  const all: string[] = []
  const write = (message: string) => void all.push(message)
  return { all, debug: write, info: write, warn: write, error: write }
}

const answer = (
  { url }: HttpRequest,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): E.Either<HttpFailure, HttpResponse> => E.right({ status, url, header: (name) => headers[name.toLowerCase()], text })

/** All that a request holds, as a server that wants it known would repeat it. */
const echoOf = ({ headers, body = '' }: HttpRequest): string => {
  const decoded = [...body.matchAll(/data:[^,"]*;base64,([^"]*)/g)].map(([, text = '']) =>
    new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0))),
  )
  const form = /^grant_type/.test(body) ? [...new URLSearchParams(body).values()] : []
  return [headers['Authorization'] ?? '', body, ...decoded, ...form].join(' | ')
}

type Mishap = (request: HttpRequest) => E.Either<HttpFailure, HttpResponse>

const refusing =
  (status: number): Mishap =>
  (request) => {
    const echo = echoOf(request)
    const reason = {
      code: `Forbidden ${echo}`,
      subcode: echo,
      message: echo,
      parameters: [{ name: echo, reason: [echo] }],
    }
    return answer(request, status, format.print(reason), {
      'content-type': format.contentType,
      'x-ms-diagnostics': `1;reason="${echo}"`,
      'www-authenticate': `Bearer realm="${echo}"`,
    })
  }

const mishaps: Readonly<Record<string, Mishap>> = {
  'a refusal': refusing(403),
  'a conflict': refusing(409),
  'a failure': refusing(500),
  'a proxy’s page': (request) =>
    answer(request, 502, `<html>${echoOf(request)}</html>`, { 'content-type': `text/html; of=${echoOf(request)}` }),
  'an unreadable answer': (request) =>
    answer(request, 200, `{"${echoOf(request)}`, { 'content-type': `text/odd; ${echoOf(request)}` }),
  'a redirect': (request) =>
    answer(request, 302, '', { location: `https://elsewhere.example/${encodeURIComponent(echoOf(request))}` }),
  'a broken connection': (request) =>
    E.left({ name: 'Unreachable', ...attemptOf(request), code: 'ECONNRESET', cause: new Error('read ECONNRESET') }),
  'no answer': (request) => E.left({ name: 'TimedOut', ...attemptOf(request), after: request.timeout }),
}

type Strikes = (request: HttpRequest, count: number) => boolean

/** A rich session in which some requests come to grief, and all that can be seen of it from outside. */
const play = async (mishap: Mishap | undefined, strikes: Strikes) => {
  const clientLog = lines()
  const serverLog = lines()
  const world = virtualWorld({ users: castWith(secret), logger: serverLog })
  const struck: string[] = []
  let count = 0
  const http: Http = (request, signal) =>
    mishap !== undefined && strikes(request, ++count)
      ? TE.fromEither((struck.push(request.operation), mishap(request)))
      : world.http(request, signal)
  const credentials = password('tosh@contoso.com', secret)
  const tosh = world.client('tosh', { http, credentials, logger: clientLog })
  const streams = [tosh.traffic$, tosh.faults$, tosh.gaps$, tosh.status$].map((stream) => recorded<unknown>(stream))
  const errors = await richSession(world, tosh, words)
  const tokens = world.http.requests.flatMap(({ headers }) => headers['Authorization']?.split('=')[1] ?? [])
  const emitted = {
    lines: clientLog.all,
    server: [serverLog.all, world.control.log()],
    streams: streams.map(({ values }) => values.map(everyForm)),
    errors: errors.map(everyForm),
    client: everyForm(tosh),
  }
  const secrets = [...Object.values(cores), ...new Set(tokens)]
  return { secrets, struck, emitted, errors, leaks: found(secrets, JSON.stringify(Object.values(emitted).flat(3))) }
}

const never = () => false

test('a session without mishap tells no secret', async () => {
  const { secrets, emitted, leaks } = await play(undefined, never)
  expect([leaks, secrets.length > 6, emitted.lines.length > 50, emitted.streams[0]?.length]).toEqual([
    [],
    true,
    true,
    expect.any(Number),
  ])
})

test.each(Object.keys(mishaps))('signing in that meets %s tells no secret', async (name) => {
  const { leaks, errors, struck } = await play(mishaps[name], ({ operation }) => operation === 'token')
  expect([leaks, errors.length > 0, new Set(struck)]).toEqual([[], true, new Set(['token'])])
})

test.each(Object.keys(mishaps).flatMap((name) => [0, 1, 2].map((phase) => [phase, name] as const)))(
  'commands of which every third from number %d on meets %s tell no secret',
  async (phase, name) => {
    const { leaks, struck } = await play(
      mishaps[name],
      ({ method, operation }, count) =>
        method !== 'GET' && operation !== 'token' && operation !== 'applications' && count % 3 === phase,
    )
    expect([leaks, struck.length > 0]).toEqual([[], true])
  },
)

test.each(Object.keys(mishaps))('reading of which a half meets %s tells no secret', async (name) => {
  const { leaks, struck } = await play(
    mishaps[name],
    ({ method, operation }, count) =>
      method === 'GET' && !['discoverRoot', 'readUser'].includes(operation) && count % 2 === 0,
  )
  expect([leaks, struck.length > 0]).toEqual([[], true])
})

test('events that cannot be read tell nothing of what is in them', async () => {
  const log = lines()
  const world = virtualWorld({ users: castWith(secret) })
  const tosh = await world.online('tosh', { credentials: password('tosh@contoso.com', secret), logger: log })
  const { values } = recorded(tosh.faults$)
  world.control.emit('tosh@contoso.com', [
    {
      rel: 'communication',
      href: '/c',
      events: [{ [cores.plain]: words.plain, link: { rel: words.plain } }, words.html],
    },
    words.plain,
    { rel: 7, [cores.note]: words.note },
  ])
  await world.settle()
  const shown = [...values.map(everyForm), ...log.all].join('\n')
  expect([values.length > 1, found(Object.values(cores), shown)]).toEqual([true, []])
})

test('whoever asks is given what could not be read', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.faults$)
  world.control.emit('tosh@contoso.com', [{ rel: 'communication', href: '/c', events: [{ text: words.plain }] }])
  await world.settle()
  expect(values.map((fault) => (fault.name === 'UndecodableEvent' ? fault.raw() : fault))).toMatchObject([
    { text: words.plain },
  ])
})
