import { expect, test } from 'vitest'
import type { DocumentedError } from '../../src/protocol/documentedError.ts'
import { rejection, virtualWorld } from '../integration/world.ts'
import { expectCreated, hrefIn, inJson, inXml, input, property, rawTosh, read, type Asks } from './raw.ts'
import { expectTold } from './refused.ts'

const to = 'sip:lene@contoso.com'

/** Starts messaging with Lene, who stays silent, and shows the invitation. */
const start = async (body: object | string, asks: Asks = {}) => {
  const tosh = await rawTosh()
  tosh.control.user(to).staysSilent()
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await tosh.ask('POST', hrefIn(tosh.communication, 'startMessaging'), {
    ...inJson,
    revision: 2,
    body: text,
    ...asks,
  })
  const invitation = answer.status === 201 ? read((await tosh.ask('GET', answer.location)).text) : undefined
  const error = answer.status === 201 ? undefined : read(answer.text)
  return { ...tosh, answer, invitation, error }
}

const invalid = (...names: readonly string[]) => ({
  code: 'BadRequest',
  subcode: 'ParameterValidationFailure',
  parameters: names.map((name) => ({ name })),
})

test('[startMessaging2.operation.POST] [startMessaging2Earlier.operation.POST] a POST starts an outgoing invitation to a new conversation', async () => {
  const { answer, invitation, control } = await start({ operationId: 'op-1', to })
  expect(answer.status).toBe(201)
  expect(invitation).toMatchObject({ rel: 'messagingInvitation', direction: 'Outgoing', state: 'Connecting' })
  expect(control.hrefs('tosh@contoso.com').conversations).toHaveLength(1)
})

test('[startMessaging2.query.to] [startMessaging2Earlier.query.to] the query may name whom it invites', async () => {
  const { invitation } = await start({ operationId: 'op-1' }, { query: `?to=${encodeURIComponent(to)}` })
  expect(invitation).toMatchObject({ to })
})

test('[startMessaging2.body.to] the body may name whom it invites', async () => {
  expect((await start({ operationId: 'op-1', to })).invitation).toMatchObject({ to })
})

test('[startMessaging2.body.to] somebody has to be named, in body or query', async () => {
  expect((await start({ operationId: 'op-1' })).error).toMatchObject(invalid('to'))
})

test('[startMessaging2.body.to] revision 1 wants somebody named, too', async () => {
  expect((await start({}, { revision: 1 })).error).toMatchObject(invalid('to'))
})

test('[startMessaging2.query.to] [startMessaging2Earlier.query.to] query and body name the same person', async () => {
  const { error } = await start({ operationId: 'op-1', to }, { query: '?to=sip:ann@contoso.com' })
  expect(error).toMatchObject(invalid('to'))
})

test('[startMessaging2.body.operationId] the invitation carries the operationId, of 50 characters at most', async () => {
  const operationId = 'x'.repeat(50)
  expect((await start({ operationId, to })).invitation).toMatchObject({ operationId })
  expect((await start({ operationId: `${operationId}x`, to })).error).toMatchObject(invalid('operationId'))
})

test('[startMessaging2.body.operationId] revision 2 wants one, revision 1 does not', async () => {
  expect((await start({ to })).error).toMatchObject(invalid('operationId'))
  expect((await start({ to }, { revision: 1 })).answer.status).toBe(201)
})

test('[startMessaging2.body.importance] the invitation has the importance that was given', async () => {
  for (const importance of ['Normal', 'Urgent', 'Emergency']) {
    expect((await start({ operationId: 'op-1', to, importance })).invitation).toMatchObject({ importance })
  }
  expect((await start({ operationId: 'op-1', to, importance: 'Dire' })).error).toMatchObject(invalid('importance'))
})

test('[startMessaging2.body.subject] the invitation has the subject, of 250 characters at most', async () => {
  const subject = 's'.repeat(250)
  expect((await start({ operationId: 'op-1', to, subject })).invitation).toMatchObject({ subject })
  expect((await start({ operationId: 'op-1', to, subject: `${subject}s` })).error).toMatchObject(invalid('subject'))
})

test('[startMessaging2.body.threadId] the invitation has the threadId, of 250 characters at most', async () => {
  const threadId = 't'.repeat(250)
  expect((await start({ operationId: 'op-1', to, threadId })).invitation).toMatchObject({ threadId })
  expect((await start({ operationId: 'op-1', to, threadId: `${threadId}t` })).error).toMatchObject(invalid('threadId'))
})

test('[startMessaging2.body.threadId] a thread that is open is not started again', async () => {
  const first = await start({ operationId: 'op-1', to, threadId: 'thread' })
  const again = await first.ask('POST', hrefIn(first.communication, 'startMessaging'), {
    ...inJson,
    body: JSON.stringify({ operationId: 'op-2', to, threadId: 'thread' }),
  })
  expect([again.status, read(again.text)]).toMatchObject([409, { code: 'Conflict', subcode: 'ThreadIdAlreadyExists' }])
})

test('[startMessaging2.body.message] the first message goes along as a data URL', async () => {
  const message = { href: 'data:text/plain;base64,SGkgTGVuZQ==' }
  const { invitation } = await start({ operationId: 'op-1', to, _links: { message } })
  expect(invitation).toMatchObject({ _links: { message: { href: 'data:text/plain;charset=utf-8,Hi+Lene' } } })
})

test('[startMessaging2.body.customContent] what the applications agree on goes along as it is', async () => {
  const customContent = { href: 'data:application/sdp;base64,dj0wDQo=' }
  const { invitation } = await start({ operationId: 'op-1', to, _links: { customContent } })
  expect(invitation).toMatchObject({ _links: { customContent } })
})

test.each([
  ['[startMessaging2.scope.Conversations.Initiate] this scope is enough', 'Conversations.Initiate', 'Declined'],
  ['[startMessaging2.scope.Conversations.Receive] this scope is enough, too', 'Conversations.Receive', 'Declined'],
  [
    '[startMessaging2.scope.Conversations.Initiate] without either scope it is refused',
    'Meetings.ReadWrite',
    'notStarted',
  ],
] as const)('%s', async (_, scope, state) => {
  const world = virtualWorld({
    users: [
      { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'pass@word1', scopes: ['User.ReadWrite', scope] },
      { uri: to, name: 'Lene', password: 'pass@word1' },
    ],
  })
  world.control.user(to).declines()
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to })
  await world.settle()
  expect(await rejection(invitation.connected)).toMatchObject({ name: 'InvitationFailed', state })
})

test.each<[string, DocumentedError]>([
  ['[startMessaging2.error.403] is told with its words', { status: 403, code: 'Forbidden' }],
  [
    '[startMessaging2.error.500.CallbackChannelError] [startMessaging2Earlier.error.500.CallbackChannelError] is told with its words',
    { status: 500, code: 'ServiceFailure', subcode: 'CallbackChannelError' },
  ],
  [
    '[startMessaging2.error.409.AlreadyExists] [startMessaging2Earlier.error.409.AlreadyExists] is told with its words',
    { status: 409, code: 'Conflict', subcode: 'AlreadyExists' },
  ],
  [
    '[startMessaging2.error.409.TooManyGroups] [startMessaging2Earlier.error.409.TooManyGroups] is told with its words',
    { status: 409, code: 'Conflict', subcode: 'TooManyGroups' },
  ],
  [
    '[startMessaging2.error.409] [startMessaging2Earlier.error.409] is told with its words',
    { status: 409, code: 'Conflict' },
  ],
  [
    '[startMessaging2.error.410.CannotRedirect] is told with its words',
    { status: 410, code: 'Gone', subcode: 'CannotRedirect' },
  ],
])('%s', (_, error) =>
  expectTold('startMessaging', error, (_world, tosh) => Promise.resolve(() => tosh.startMessaging({ to }))),
)

const exampleJson = `{
  "importance" : "Normal",
  "operationId" : "0b0f7b7be1d94d0c8d2b6c1f0e6f4a11",
  "subject" : "Lunch",
  "threadId" : "5f1c2d3e4b5a69788796a5b4c3d2e1f0",
  "to" : "sip : lene@contoso.com",
  "_links" : {
    "customContent" : { "href" : "data : application/sdp;base64,dj0w" },
    "message" : { "href" : "data : text/plain;base64,SGk=" }
  }
}`

const earlierJson = exampleJson.replaceAll('data : ', 'data:').replace('sip : ', 'sip:')

const exampleXml = input(
  property('importance', 'Urgent'),
  property('operationId', '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11'),
  property('subject', 'Lunch &amp; more'),
  property('threadId', '5f1c2d3e4b5a69788796a5b4c3d2e1f0'),
  property('to', 'sip:lene@contoso.com'),
)

test('[startMessaging2Earlier.example.request.json] the request is taken without the blanks, too', async () => {
  expect((await start(earlierJson)).invitation).toMatchObject({
    importance: 'Normal',
    subject: 'Lunch',
    to,
    _links: {
      customContent: { href: 'data:application/sdp;base64,dj0w' },
      message: { href: 'data:text/plain;charset=utf-8,Hi' },
    },
  })
})

test('[startMessaging2Earlier.example.response.json] the answer is a 201 that says where the invitation is', async () => {
  expectCreated((await start(earlierJson)).answer)
})

test('[startMessaging2Earlier.response.messagingInvitation] where the answer points there is a messagingInvitation', async () => {
  expect((await start(earlierJson)).invitation).toMatchObject({ rel: 'messagingInvitation', state: 'Connecting' })
})

test('[startMessaging2Earlier.response.messagingInvitation] a body in the answer does no harm', async () => {
  const world = virtualWorld()
  world.control.user(to).answers()
  const tosh = await world.online('tosh')
  world.control.intercept(
    { link: 'startMessaging' },
    {
      rewrite: (answer) => ({
        ...answer,
        headers: { ...answer.headers, 'Content-Type': 'application/json' },
        body: '{"rel":"messagingInvitation","state":"Connecting","_links":{"self":{"href":"/x"}}}',
      }),
    },
  )
  const invitation = tosh.startMessaging({ to })
  await world.settle()
  expect((await invitation.connected).state$.getSnapshot()).toBe('Connected')
})

test('[startMessaging2.example.request.json] every field of the request is taken', async () => {
  expect((await start(exampleJson)).invitation).toMatchObject({
    importance: 'Normal',
    operationId: '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11',
    subject: 'Lunch',
    threadId: '5f1c2d3e4b5a69788796a5b4c3d2e1f0',
    to,
    _links: {
      customContent: { href: 'data:application/sdp;base64,dj0w' },
      message: { href: 'data:text/plain;charset=utf-8,Hi' },
    },
  })
})

test('[startMessaging2.example.response.json] the answer is a 201 that says where the invitation is', async () => {
  expectCreated((await start(exampleJson)).answer)
})

test('[startMessaging2.example.request.xml] [startMessaging2Earlier.example.request.xml] every field of the request is taken', async () => {
  expect((await start(exampleXml, inXml)).invitation).toMatchObject({
    importance: 'Urgent',
    operationId: '0b0f7b7be1d94d0c8d2b6c1f0e6f4a11',
    subject: 'Lunch & more',
    threadId: '5f1c2d3e4b5a69788796a5b4c3d2e1f0',
    to,
  })
})

test('[startMessaging2.example.response.xml] [startMessaging2Earlier.example.response.xml] the answer is a 201 that says where the invitation is', async () => {
  expectCreated((await start(exampleXml, inXml)).answer)
})
