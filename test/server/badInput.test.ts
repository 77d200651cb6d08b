import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import { expect, test } from 'vitest'
import { decode } from '../../src/protocol/decode.ts'
import { operations, type Operation } from '../../src/protocol/operation.ts'
import { fill, paths } from '../../src/server/paths.ts'
import { findRoute } from '../../src/server/routes.ts'
import { xml } from '../../src/xml/format.ts'
import { overHttp, type RawAnswer } from './overHttp.ts'
import { hrefOf } from './wireClient.ts'

type Name = keyof typeof paths

const isName = (rel: string): rel is Name => Object.hasOwn(paths, rel)

interface Row {
  readonly operation: string
  readonly rel: Name
  readonly method: string
  readonly members: Readonly<Record<string, t.Mixed>>
}

const isRecord = (u: unknown): u is Readonly<Record<string, t.Mixed>> => typeof u === 'object' && u !== null

/** The members of a codec, whether it is one struct or made of some. */
const membersOf = (codec: t.Mixed): Row['members'] => {
  const { required, optional }: Readonly<Record<string, unknown>> = { ...codec }
  return { ...(isRecord(required) ? required : {}), ...(isRecord(optional) ? optional : {}) }
}

const isServed = (rel: Name, method: string): boolean => findRoute(paths[rel])?.methods.has(method) === true

/** Every command with an input that the server takes; a new one is in it by being in the table of operations. */
const rows: readonly Row[] = Object.entries<Operation>(operations).flatMap(([operation, { rel, method, input }]) =>
  input !== undefined && isName(rel) && isServed(rel, method)
    ? [{ operation, rel, method, members: membersOf(input) }]
    : [],
)

/** Tosh with something of everything that takes a command. */
const busy = async () => {
  const world = await overHttp()
  const { server, ask } = world
  const { json: application } = await world.create()
  const json = { 'Content-Type': 'application/json' }
  await ask('POST', hrefOf(application._embedded['me'], 'makeMeAvailable'), {
    body: '{"supportedModalities":["Messaging"]}',
    headers: json,
  })
  const lene = server.control.user('lene@contoso.com').answers()
  const start = () =>
    ask('POST', hrefOf(application._embedded['communication'], 'startMessaging'), {
      body: '{"to":"sip:lene@contoso.com","operationId":"1"}',
      headers: json,
    })
  const conversations = () => server.control.hrefs('tosh@contoso.com').conversations
  await start()
  await expect.poll(() => server.control.counts()['invitationCompleted Connected']).toBeGreaterThan(0)
  const logged = conversations()[0]
  lene.hangsUp(logged?.threadId ?? '')
  const archive = await ask('GET', fill(paths.conversationLogs, { application: String(application['id']) }))
  const [log] = [archive.json._links['conversationLog'] as unknown as readonly { readonly href: string }[]].flat()
  await start()
  await expect.poll(() => server.control.counts()['invitationCompleted Connected']).toBeGreaterThan(1)
  const [talking] = conversations()
  lene.invites('sip:tosh@contoso.com')
  const ringing = conversations().find(({ threadId }) => threadId !== talking?.threadId)
  const subscribed = await ask('POST', fill(paths.presenceSubscriptions, { application: String(application['id']) }), {
    body: '{"duration":11,"uris":["sip:lene@contoso.com"]}',
    headers: json,
  })
  const last = (href: string | null | undefined) => href?.split('?')[0]?.split('/').at(-1) ?? ''
  const values = {
    application: String(application['id']),
    conversation: last(talking?.conversation),
    invitation: last(ringing?.invitations[0]),
    log: last(log?.href),
    subscription: last(subscribed.headers.get('location') ?? subscribed.json._links['self']?.href),
  }
  const communication = await ask('GET', fill(paths.communication, values))
  const send = (row: Row, body: string, type: string, query = '') =>
    ask(row.method, fill(paths[row.rel], values) + query, {
      body,
      headers: { 'Content-Type': type, 'If-Match': String(communication.json['etag']) },
    })
  const state = () => [server.control.log().length, conversations()]
  return { send, state }
}

const named = ({ json }: RawAnswer): readonly string[] => {
  const parameters = json['parameters'] as readonly { readonly name: string }[] | undefined
  return (parameters ?? []).map(({ name }) => name.split('.')[0] ?? '')
}

const bad: readonly unknown[] = ['', 'x'.repeat(300), 'sip:', 5.5, true, {}, { a: 1 }, [[]], [5], ['x', {}]]

const refuses = (codec: t.Mixed, value: unknown): boolean => E.isLeft(decode<unknown>(codec, value))

const isLink = (name: string): boolean => name === '_links'

test('finds the commands that have an input', () => {
  expect(rows.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining([
      'applications',
      'makeMeAvailable',
      'putCommunication',
      'startMessaging',
      'addMessaging',
      'decline',
    ]),
  )
})

test.each(rows)('$operation names in JSON every field with a value that is not allowed', async (row) => {
  const { send, state } = await busy()
  const before = state()

  for (const [name, codec] of Object.entries(row.members).filter(([member]) => !isLink(member))) {
    for (const value of bad.filter((each) => refuses(codec, each))) {
      const answer = await send(row, JSON.stringify({ unknownMember: 1, [name]: value }), 'application/json')

      expect([name, value, answer.status, answer.json['subcode']]).toEqual([
        name,
        value,
        400,
        'ParameterValidationFailure',
      ])
      expect(named(answer)).toContain(name)
      expect(named(answer)).not.toContain('unknownMember')
    }
  }

  expect(state()).toEqual(before)
})

test.each(rows)('$operation names in XML every field with a text that is not allowed', async (row) => {
  const { send, state } = await busy()
  const before = state()

  for (const [name, codec] of Object.entries(row.members).filter(([member]) => !isLink(member))) {
    for (const value of bad.filter((each) => typeof each === 'string' && refuses(codec, each))) {
      const answer = await send(row, xml().print({ unknownMember: '1', [name]: value }), 'application/xml')

      expect([name, value, answer.status, named(answer).includes(name)]).toEqual([name, value, 400, true])
    }
  }

  expect(state()).toEqual(before)
})

test.each(rows)('$operation names every field that differs between query and body', async (row) => {
  const { send, state } = await busy()
  const before = state()

  for (const name of Object.keys(row.members).filter((member) => !isLink(member))) {
    const answer = await send(row, JSON.stringify({ [name]: 'one' }), 'application/json', `?${name}=two`)

    expect([name, answer.status, named(answer)]).toEqual([name, 400, [name]])
  }

  expect(state()).toEqual(before)
})

const namespace = 'xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"'

test.each(
  rows.flatMap((row) =>
    [
      { what: 'JSON that is cut', type: 'application/json', body: '{"operationId":' },
      {
        what: 'XML with a document type',
        type: 'application/xml',
        body: `<!DOCTYPE input [<!ENTITY e "e">]><input ${namespace}/>`,
      },
      { what: 'XML of another namespace', type: 'application/xml', body: '<input xmlns="urn:other"/>' },
      { what: 'XML that is not closed', type: 'application/xml', body: `<input ${namespace}><property name="to">` },
    ].map((each) => ({ ...row, ...each })),
  ),
)('$operation refuses $what', async ({ type, body, ...row }) => {
  const { send, state } = await busy()
  const before = state()

  const answer = await send(row, body, type)

  expect([answer.status, answer.json['subcode']]).toEqual([400, 'DeserializationFailure'])
  expect(state()).toEqual(before)
})

test.each(rows.flatMap((row) => ['[]', '"x"', '5', 'true'].map((body) => ({ ...row, body }))))(
  '$operation refuses $body as an input',
  async ({ body, ...row }) => {
    const { send, state } = await busy()
    const before = state()

    expect((await send(row, body, 'application/json')).status).toBe(400)
    expect(state()).toEqual(before)
  },
)

const withMessage = rows.filter(({ members }) => {
  const links = members['_links']
  return links !== undefined && Object.hasOwn(membersOf(links), 'message')
})

test.each(
  withMessage.flatMap((row) =>
    [
      'http://contoso.com/',
      'data:',
      'data:text/plain',
      'data:text/plain;charset=klingon,x',
      'data:text/plain;base64,%%%',
    ].flatMap((href) => [
      {
        ...row,
        href,
        body: JSON.stringify({ operationId: '9', to: 'sip:lene@contoso.com', _links: { message: { href } } }),
        type: 'application/json',
      },
      {
        ...row,
        href,
        body: `<input ${namespace}><property name="operationId">9</property><property name="to">sip:lene@contoso.com</property><link rel="message" href="${href}"/></input>`,
        type: 'application/xml',
      },
    ]),
  ),
)('$operation refuses the message $href in $type', async ({ body, type, ...row }) => {
  const { send, state } = await busy()
  const before = state()

  const answer = await send(row, body, type)

  expect([answer.status, named(answer)]).toEqual([400, ['message']])
  expect(state()).toEqual(before)
})

test.each(withMessage)('$operation refuses a message of 10 MB', async (row) => {
  const { send, state } = await busy()
  const before = state()
  const href = `data:text/plain,${'x'.repeat(10_000_000)}`

  const answer = await send(
    row,
    JSON.stringify({ operationId: '9', _links: { message: { href } } }),
    'application/json',
  )

  expect([answer.status, answer.json['code']]).toEqual([413, 'EntityTooLarge'])
  expect(state()).toEqual(before)
})

const whole: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  applications: { userAgent: 'test', endpointId: 'endpoint', culture: 'en-US' },
  presenceSubscriptions: { duration: 11, uris: ['sip:lene@contoso.com'] },
  presenceSubscription: { duration: 11 },
  startMessaging: { to: 'sip:lene@contoso.com' },
  addParticipant: { to: 'sip:lene@contoso.com' },
}

const needed = rows.flatMap((row) =>
  Object.entries(whole[row.operation] ?? {}).map(([field]) => ({ ...row, field, input: { ...whole[row.operation] } })),
)

test.each(needed)('$operation names $field where it is missing', async ({ field, input, ...row }) => {
  const { send, state } = await busy()
  const before = state()

  const answer = await send(row, JSON.stringify({ ...input, [field]: undefined }), 'application/json')

  expect([answer.status, answer.json['subcode'], named(answer)]).toEqual([400, 'ParameterValidationFailure', [field]])
  expect(state()).toEqual(before)
})
