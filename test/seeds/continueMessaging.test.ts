import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { DocumentedError } from '../../src/protocol/documentedError.ts'
import { json } from '../../src/protocol/format.ts'
import { systemClock } from '../../src/seam/clock.ts'
import { continueMessaging } from '../../src/service/continueMessaging.ts'
import { crossFetch } from '../../src/transport/crossFetch.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import type { Scope } from '../../src/protocol/scope.ts'
import { xml } from '../../src/xml/index.ts'
import {
  type Asks,
  expectCreated,
  hrefIn,
  inJson,
  inXml,
  input,
  type Linked,
  property,
  rawTosh,
  read,
  users,
} from './raw.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

interface Logs {
  readonly _links: { readonly conversationLog: readonly { readonly href: string }[] }
}

/** A conversation of Tosh and Lene is over; Lene stays silent from now on. */
const afterTalk = async (scopes?: readonly Scope[]) => {
  const tosh = await rawTosh(scopes === undefined ? {} : { users: users.map((user) => ({ ...user, scopes })) })
  tosh.control.user(lene).answers()
  await tosh.ask('POST', hrefIn(tosh.communication, 'startMessaging'), {
    ...inJson,
    body: JSON.stringify({ to: `sip:${lene}`, operationId: 'op-1', subject: 'Lunch', threadId: 'thread' }),
  })
  await expect.poll(() => tosh.control.counts()['invitationCompleted Connected']).toBe(1)
  tosh.control.user(lene).staysSilent().hangsUp(me)
  const logs = read((await tosh.ask('GET', hrefIn(tosh.communication, 'conversationLogs'))).text) as Logs
  const log = read((await tosh.ask('GET', logs._links.conversationLog[0]?.href ?? '')).text) as Linked
  return { ...tosh, href: hrefIn(log, 'continueMessaging') }
}

const goOn = async (body: string, asks: Asks = {}) => {
  const tosh = await afterTalk()
  const answer = await tosh.ask('POST', tosh.href, { ...inJson, body, ...asks })
  const shown = answer.status === 201 ? read((await tosh.ask('GET', answer.location)).text) : undefined
  return { ...tosh, answer, invitation: shown, error: answer.status === 201 ? undefined : read(answer.text) }
}

test('[continueMessaging.operation.POST] a POST takes up a past conversation in its thread', async () => {
  expect((await goOn('{"operationId":"op-2"}')).invitation).toMatchObject({
    to: `sip:${lene}`,
    subject: 'Lunch',
    threadId: 'thread',
  })
})

test('[continueMessaging.response.messagingInvitation] where the answer points there is a messagingInvitation', async () => {
  expect((await goOn('{"operationId":"op-2"}')).invitation).toMatchObject({
    rel: 'messagingInvitation',
    direction: 'Outgoing',
    state: 'Connecting',
  })
})

test('[continueMessaging.body.operationId] the invitation carries the operationId, of 50 characters at most', async () => {
  const operationId = 'x'.repeat(50)
  expect((await goOn(JSON.stringify({ operationId }))).invitation).toMatchObject({ operationId })
  expect((await goOn(JSON.stringify({ operationId: `${operationId}x` }))).error).toMatchObject({
    subcode: 'ParameterValidationFailure',
    parameters: [{ name: 'operationId' }],
  })
})

test('[continueMessaging.body.operationId] it may be left out', async () => {
  expect((await goOn('')).answer.status).toBe(201)
})

test('[continueMessaging.body.message] the first message goes along as a data URL', async () => {
  const { invitation } = await goOn('{"_links":{"message":{"href":"data:text/plain;base64,SGk="}}}')
  expect(invitation).toMatchObject({ _links: { message: { href: 'data:text/plain;charset=utf-8,Hi' } } })
})

test.each<[string, Scope, number]>([
  ['[continueMessaging.scope.Conversations.Initiate] this scope is enough', 'Conversations.Initiate', 201],
  ['[continueMessaging.scope.Conversations.Receive] this scope is enough, too', 'Conversations.Receive', 201],
])('%s', async (_, scope, status) => {
  const { ask, href } = await afterTalk(['User.ReadWrite', scope])
  expect((await ask('POST', href, { ...inJson, body: '{}' })).status).toBe(status)
})

test.each<[string, DocumentedError]>([
  [
    '[continueMessaging.error.500.CallbackChannelError] is told with its words',
    { status: 500, code: 'ServiceFailure', subcode: 'CallbackChannelError' },
  ],
  [
    '[continueMessaging.error.409.AlreadyExists] is told with its words',
    { status: 409, code: 'Conflict', subcode: 'AlreadyExists' },
  ],
  [
    '[continueMessaging.error.409.TooManyGroups] is told with its words',
    { status: 409, code: 'Conflict', subcode: 'TooManyGroups' },
  ],
  ['[continueMessaging.error.409] is told with its words', { status: 409, code: 'Conflict' }],
  [
    '[continueMessaging.error.410.CannotRedirect] is told with its words',
    { status: 410, code: 'Gone', subcode: 'CannotRedirect' },
  ],
])('%s', async (_, error) => {
  const { control, url, href } = await afterTalk()
  for (const format of [json(), xml()]) {
    control.intercept({ link: 'continueMessaging' }, { error })
    const exchange = createExchange({ http: crossFetch(), format, clock: systemClock })
    const { signal } = new AbortController()
    const given = { href: new URL(href, url).href, operationId: 'op-2', message: undefined }
    expect(E.swap(await continueMessaging({ exchange, format })(given, signal)())).toMatchObject(
      E.right({ name: 'Refused', operation: 'continueMessaging', ...error, subcode: error.subcode }),
    )
  }
})

const exampleJson = `{
  "operationId" : "0b0f7b7be1d94d0c8d2b6c1f0e6f4a11",
  "_links" : {
    "message" : { "href" : "data : text/plain;base64,\\n      SGkgYWdhaW4=" }
  }
}`

const exampleXml = input(property('operationId', '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11'))

test('[continueMessaging.example.request.json] every field of the request is taken', async () => {
  expect((await goOn(exampleJson)).invitation).toMatchObject({
    operationId: '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11',
    _links: { message: { href: 'data:text/plain;charset=utf-8,Hi+again' } },
  })
})

test('[continueMessaging.example.response.json] the answer is a 201 that says where the invitation is', async () => {
  expectCreated((await goOn(exampleJson)).answer)
})

test('[continueMessaging.example.request.xml] every field of the request is taken', async () => {
  const { invitation } = await goOn(exampleXml, inXml)
  expect(invitation).toMatchObject({ operationId: '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11' })
})

test('[continueMessaging.example.response.xml] the answer is a 201 that says where the invitation is', async () => {
  expectCreated((await goOn(exampleXml, inXml)).answer)
})
