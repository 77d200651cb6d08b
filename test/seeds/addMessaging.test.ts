import { expect, test } from 'vitest'
import type { DocumentedError } from '../../src/protocol/documentedError.ts'
import { until } from '../integration/world.ts'
import { expectCreated, hrefIn, inJson, inXml, input, type Linked, property, rawTosh, read, type Asks } from './raw.ts'
import { expectTold, type Prepare } from './refused.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

/** Tosh and Lene are connected, and messaging was taken down. */
const withoutMessaging = async () => {
  const tosh = await rawTosh()
  tosh.control.user(lene).answers()
  await tosh.ask('POST', hrefIn(tosh.communication, 'startMessaging'), {
    ...inJson,
    body: JSON.stringify({ to: `sip:${lene}`, operationId: 'op-1' }),
  })
  await expect
    .poll(async () => read((await tosh.ask('GET', tosh.messaging())).text))
    .toMatchObject({ state: 'Connected' })
  tosh.control.user(lene).staysSilent().removesMessaging(me)
  const messaging = read((await tosh.ask('GET', tosh.messaging())).text) as Linked
  return { ...tosh, addMessaging: hrefIn(messaging, 'addMessaging') }
}

const add = async (body: string, asks: Asks = {}) => {
  const tosh = await withoutMessaging()
  const answer = await tosh.ask('POST', tosh.addMessaging, { ...inJson, body, ...asks })
  const shown = await tosh.ask('GET', answer.status === 201 ? answer.location : tosh.messaging())
  return { ...tosh, answer, invitation: read(shown.text), error: answer.status === 201 ? '' : read(answer.text) }
}

test('[addMessaging.operation.POST] a POST invites to messaging in the conversation that is there', async () => {
  const { answer, control } = await add('{"operationId":"op-2"}')
  expect(answer.status).toBe(201)
  expect(control.hrefs(me).conversations).toHaveLength(1)
})

test('[addMessaging.response.messagingInvitation] where the answer points there is a messagingInvitation', async () => {
  const { invitation, messaging } = await add('{"operationId":"op-2"}')
  expect(invitation).toMatchObject({
    rel: 'messagingInvitation',
    direction: 'Outgoing',
    state: 'Connecting',
    _links: { messaging: { href: messaging() } },
  })
})

test('[addMessaging.body.operationId] the invitation carries the operationId, of 50 characters at most', async () => {
  const operationId = 'x'.repeat(50)
  expect((await add(JSON.stringify({ operationId }))).invitation).toMatchObject({ operationId })
  expect((await add(JSON.stringify({ operationId: `${operationId}x` }))).error).toMatchObject({
    subcode: 'ParameterValidationFailure',
    parameters: [{ name: 'operationId' }],
  })
})

test('[addMessaging.body.operationId] it may be left out', async () => {
  expect((await add('')).answer.status).toBe(201)
})

test('[addMessaging.body.message] the first message goes along as a data URL', async () => {
  const { invitation } = await add('{"_links":{"message":{"href":"data:text/html;base64,PGI+SGk8L2I+"}}}')
  expect(invitation).toMatchObject({
    _links: { message: { href: 'data:text/html;charset=utf-8,%3cb%3eHi%3c%2fb%3e' } },
  })
})

test('[addMessaging.error.409.AlreadyExists] messaging that is up is not added', async () => {
  const tosh = await withoutMessaging()
  tosh.control.user(lene).answers()
  const first = await tosh.ask('POST', tosh.addMessaging, { ...inJson, body: '{}' })
  await expect
    .poll(async () => read((await tosh.ask('GET', tosh.messaging())).text))
    .toMatchObject({ state: 'Connected' })
  const second = await tosh.ask('POST', tosh.addMessaging, { ...inJson, body: '{}' })
  expect([first.status, second.status, read(second.text)]).toMatchObject([
    201,
    409,
    { code: 'Conflict', subcode: 'AlreadyExists' },
  ])
})

const prepare: Prepare = async ({ control }, tosh) => {
  control.user(lene).answers()
  const conversation = await tosh.startMessaging({ to: `sip:${lene}` }).connected
  control.user(lene).removesMessaging(me)
  await until(conversation.messaging.state$, (state) => state === 'Disconnected')
  return () => conversation.addMessaging()
}

test.each<[string, DocumentedError]>([
  [
    '[addMessaging.error.500.CallbackChannelError] is told with its words',
    { status: 500, code: 'ServiceFailure', subcode: 'CallbackChannelError' },
  ],
  [
    '[addMessaging.error.409.AlreadyExists] is told with its words',
    { status: 409, code: 'Conflict', subcode: 'AlreadyExists' },
  ],
  [
    '[addMessaging.error.409.TooManyGroups] is told with its words',
    { status: 409, code: 'Conflict', subcode: 'TooManyGroups' },
  ],
  ['[addMessaging.error.409] is told with its words', { status: 409, code: 'Conflict' }],
])('%s', (_, error) => expectTold('addMessaging', error, prepare))

const exampleJson = `{
  "operationId" : "0b0f7b7be1d94d0c8d2b6c1f0e6f4a11",
  "_links" : {
    "message" : { "href" : "data:text/plain;base64,SGkgYWdhaW4=" }
  }
}`

const exampleXml = input(property('operationId', '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11'))

test('[addMessaging.example.request.json] every field of the request is taken', async () => {
  expect((await add(exampleJson)).invitation).toMatchObject({
    operationId: '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11',
    _links: { message: { href: 'data:text/plain;charset=utf-8,Hi+again' } },
  })
})

test('[addMessaging.example.response.json] the answer is a 201 that says where the invitation is', async () => {
  expectCreated((await add(exampleJson)).answer)
})

test('[addMessaging.example.request.xml] every field of the request is taken', async () => {
  const { invitation } = await add(exampleXml, inXml)
  expect(invitation).toMatchObject({ operationId: '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11' })
})

test('[addMessaging.example.response.xml] the answer is a 201 that says where the invitation is', async () => {
  expectCreated((await add(exampleXml, inXml)).answer)
})
