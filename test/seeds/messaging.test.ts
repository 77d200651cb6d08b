import { either as E } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import { decode } from '../../src/protocol/decode.ts'
import type { DocumentedError } from '../../src/protocol/documentedError.ts'
import { json } from '../../src/protocol/format.ts'
import { Messaging } from '../../src/protocol/resource/messaging.ts'
import type { Scope } from '../../src/protocol/scope.ts'
import { systemClock } from '../../src/seam/clock.ts'
import { crossFetch } from '../../src/transport/crossFetch.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { readResource } from '../../src/transport/readResource.ts'
import { xml } from '../../src/xml/index.ts'
import { fromConversation, placesOf } from '../integration/wire.ts'
import { connectedToPuppet, recorded, virtualWorld, type VirtualWorld } from '../integration/world.ts'
import { ask } from '../server/wireClient.ts'
import { hrefIn, inJson, inXml, type Linked, rawTosh, read, users } from './raw.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'
const formats = [json(), xml()]

interface Sight {
  /** The body of a GET. */
  readonly server: Linked & Readonly<Record<string, unknown>>
  /** What the library shows. */
  readonly client: Messaging | undefined
}

const look = async (world: VirtualWorld, client: () => Messaging | undefined): Promise<Sight> => {
  const { messaging } = placesOf(world.control).conversation
  const { json: server } = await ask(world.server, 'GET', messaging, { token: 'cwt=tosh' })
  return { server: server as unknown as Sight['server'], client: client() }
}

/** Messaging as server and library have it, in each of its states. */
const sights = async (format = json()) => {
  const world = virtualWorld({ users })
  const { control, settle } = world
  control.user(lene).staysSilent()
  const tosh = await world.online('tosh', { format })
  const invitation = tosh.startMessaging({ to: `sip:${lene}` })
  await settle()
  const resource = () => invitation.conversation?.messaging.resource
  const Connecting = await look(world, resource)
  control.user(lene).accepts(me)
  await settle()
  const Connected = await look(world, resource)
  control.user(lene).removesMessaging(me)
  await settle()
  return { Connecting, Connected, Disconnected: await look(world, resource) }
}

const relsOf = (resource: object | undefined): readonly string[] =>
  Object.keys((resource as Linked | undefined)?._links ?? {}).sort()

const common = ['conversation', 'self']
const inState = {
  Connecting: [...common, 'stopMessaging'],
  Connected: [...common, 'sendMessage', 'setIsTyping', 'stopMessaging', 'typingParticipants'],
  Disconnected: ['addMessaging', ...common],
}

test('[messaging.property.state] while it is Connecting it can be stopped', async () => {
  const { server } = (await sights()).Connecting
  expect([server['state'], relsOf(server)]).toEqual(['Connecting', inState.Connecting])
})

test('[messaging.property.state] while it is Connected it can be used, and stopped', async () => {
  const { server } = (await sights()).Connected
  expect([server['state'], relsOf(server)]).toEqual(['Connected', inState.Connected])
})

test('[messaging.property.state] while it is Disconnected it can be added', async () => {
  const { server } = (await sights()).Disconnected
  expect([server['state'], relsOf(server)]).toEqual(['Disconnected', inState.Disconnected])
})

describe.each(formats)('$name', (format) => {
  test('[messaging.property.state] the library shows the links that the server gives, in each state', async () => {
    const { Connecting, Connected, Disconnected } = await sights(format)
    const seen = [Connecting, Connected, Disconnected].map(({ client }) => [client?.state, relsOf(client)])
    expect(seen).toEqual(Object.entries(inState))
  })
})

test('[messaging.property.negotiatedMessageFormats] the formats are told once it is Connected', async () => {
  const { Connecting, Connected, Disconnected } = await sights()
  const all = [Connecting, Connected, Disconnected].map(({ server, client }) => [
    server['negotiatedMessageFormats'],
    client?.negotiatedMessageFormats,
  ])
  const none = [undefined, undefined]
  expect(all).toEqual([
    none,
    [
      ['Plain', 'Html'],
      ['Plain', 'Html'],
    ],
    none,
  ])
})

/** In which states server and library have a link. */
const statesWith = async (rel: string): Promise<readonly string[]> =>
  Object.entries(await sights()).flatMap(([state, { server, client }]) => {
    const has = [relsOf(server), relsOf(client)].map((rels) => rels.includes(rel))
    expect(has[0]).toBe(has[1])
    return has[0] === true ? [state] : []
  })

const always = ['Connecting', 'Connected', 'Disconnected']

test.each([
  ['[messaging.link.self] is always there', 'self', always],
  ['[messaging.link.conversation] is always there', 'conversation', always],
  ['[messaging.link.addMessaging] is there while messaging is down', 'addMessaging', ['Disconnected']],
  ['[messaging.link.sendMessage] is there while it is up', 'sendMessage', ['Connected']],
  ['[messaging.link.setIsTyping] is there while it is up', 'setIsTyping', ['Connected']],
  ['[messaging.link.typingParticipants] is there while it is up', 'typingParticipants', ['Connected']],
  ['[messaging.link.stopMessaging] is there until it is down', 'stopMessaging', ['Connecting', 'Connected']],
])('%s', async (_, rel, states) => {
  expect(await statesWith(rel)).toEqual(states)
})

test.each([
  ['[messaging.link.self] leads to the messaging itself', 'self', 'messaging'],
  ['[messaging.link.conversation] leads to its conversation', 'conversation', 'conversation'],
  ['[messaging.link.typingParticipants] leads to who is typing', 'typingParticipants', 'typingParticipants'],
])('%s', async (_, link, rel) => {
  const tosh = await connectedTosh()
  const { _links: links } = read((await tosh.ask('GET', tosh.messaging())).text) as Linked
  expect(read((await tosh.ask('GET', links[link]?.href ?? '')).text)).toMatchObject({ rel })
})

/** Tosh is connected with Lene, over plain HTTP. */
const connectedTosh = async (options = {}) => {
  const tosh = await rawTosh(options)
  tosh.control.user(lene).answers()
  await tosh.ask('POST', hrefIn(tosh.communication, 'startMessaging'), {
    ...inJson,
    body: JSON.stringify({ to: `sip:${lene}`, operationId: 'op-1' }),
  })
  await expect.poll(() => tosh.control.counts()['invitationCompleted Connected']).toBe(1)
  return tosh
}

test('[messaging.operation.GET] a GET gives what the events embed', async () => {
  const { Connected } = await sights()
  expect(Connected.client).toEqual(Connected.server)
})

test.each<[string, Scope]>([
  ['[messaging.scope.Conversations.Initiate] this scope is enough', 'Conversations.Initiate'],
  ['[messaging.scope.Conversations.Receive] this scope is enough, too', 'Conversations.Receive'],
])('%s', async (_, scope) => {
  const tosh = await connectedTosh({ users: users.map((user) => ({ ...user, scopes: ['User.ReadWrite', scope] })) })
  expect((await tosh.ask('GET', tosh.messaging())).status).toBe(200)
})

test.each<[string, DocumentedError]>([
  [
    '[messaging.error.500.InvalidExchangeServerVersion] is told with its words',
    { status: 500, code: 'ServiceFailure', subcode: 'InvalidExchangeServerVersion' },
  ],
  [
    '[messaging.error.409.AlreadyExists] is told with its words',
    { status: 409, code: 'Conflict', subcode: 'AlreadyExists' },
  ],
  [
    '[messaging.error.409.TooManyGroups] is told with its words',
    { status: 409, code: 'Conflict', subcode: 'TooManyGroups' },
  ],
  ['[messaging.error.409] is told with its words', { status: 409, code: 'Conflict' }],
  [
    '[messaging.error.410.CannotRedirect] is told with its words',
    { status: 410, code: 'Gone', subcode: 'CannotRedirect' },
  ],
])('%s', async (_, error) => {
  const { control, url, messaging } = await connectedTosh()
  for (const format of formats) {
    control.intercept({ link: 'messaging', method: 'GET' }, { error })
    const exchange = createExchange({ http: crossFetch(), format, clock: systemClock })
    const at = { operation: 'messaging', url: new URL(messaging(), url).href }
    expect(E.swap(await readResource(exchange, Messaging, at, new AbortController().signal)())).toMatchObject(
      E.right({ name: 'Refused', operation: 'messaging', ...error, subcode: error.subcode }),
    )
  }
})

test('[messaging.event.updated] each change comes as an event of the conversation, with the body', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.events$)
  world.control.user(lene).answers()
  tosh.startMessaging({ to: `sip:${lene}` })
  await world.settle()
  const seen = values
    .filter(({ event }) => event.link.rel === 'messaging')
    .map(({ sender, event }) => [sender.rel, event.type, event._embedded?.messaging?.state])
  expect(seen).toEqual([
    ['conversation', 'updated', 'Connecting'],
    ['conversation', 'updated', 'Connected'],
  ])
})

test.each(formats)('[messaging.event.updated] without the body the library fetches it', async (format) => {
  const world = virtualWorld({ bodilessEvents: ['messaging'] })
  const { conversation } = await connectedToPuppet(world, { format })
  const { values } = recorded(conversation.messaging.state$)
  world.control.user(lene).removesMessaging(me)
  await world.settle()
  expect(values).toEqual(['Connected', 'Disconnected'])
  expect(relsOf(conversation.messaging.resource)).toEqual(inState.Disconnected)
})

test('[messaging.event.updated] a conversation goes on when no event of it has a body', async () => {
  const world = virtualWorld({ bodilessEvents: ['messagingInvitation', 'conversation', 'messaging', 'participant'] })
  const { conversation } = await connectedToPuppet(world)
  const { delivered } = conversation.send('Hi')
  await world.settle()
  await expect(delivered).resolves.toBeUndefined()
})

test('[messaging.example.event.json] an event may come without anything but its link', async () => {
  const tosh = await rawTosh({ bodilessEvents: ['messaging'] })
  tosh.control.user(lene).staysSilent()
  await tosh.ask('POST', hrefIn(tosh.communication, 'startMessaging'), {
    ...inJson,
    body: JSON.stringify({ to: `sip:${lene}`, operationId: 'op-1' }),
  })
  const page = read((await tosh.ask('GET', tosh.control.hrefs(me).events)).text) as {
    readonly sender: readonly { readonly rel: string; readonly href: string; readonly events: readonly object[] }[]
  }
  const { conversation, messaging } = placesOf(tosh.control).conversation
  const blocks = page.sender.filter(({ rel }) => rel === 'conversation')
  const bare = { link: { rel: 'messaging', href: messaging }, type: 'updated' }
  expect(blocks.map(({ href, events }) => ({ href, last: events.at(-1) }))).toEqual([
    { href: conversation, last: bare },
  ])
})

test('[messaging.example.event.json] the library takes one in the shape of the example', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { messaging } = placesOf(world.control).conversation
  world.control.intercept(
    { link: 'messaging', method: 'GET' },
    { status: 200, body: { rel: 'messaging', state: 'Disconnecting', _links: { self: { href: messaging } } } },
  )
  const event = { link: { rel: 'messaging', href: messaging }, type: 'updated' }
  world.control.emit(me, [fromConversation(world.control, event)])
  await world.settle()
  expect(conversation.messaging.state$.getSnapshot()).toBe('Disconnecting')
})

test('[messaging.example.request.json] a GET that accepts JSON is answered in it', async () => {
  const tosh = await connectedTosh()
  const answer = await tosh.ask('GET', tosh.messaging(), { accept: inJson.accept })
  expect([answer.status, answer.contentType]).toEqual([200, 'application/json; charset=utf-8'])
})

test('[messaging.example.request.xml] a GET that accepts XML is answered in it', async () => {
  const tosh = await connectedTosh()
  const answer = await tosh.ask('GET', tosh.messaging(), { accept: inXml.accept })
  expect([answer.status, answer.contentType]).toEqual([200, 'application/vnd.microsoft.com.ucwa+xml; charset=utf-8'])
})

const at = '/ucwa/apps/7/talks/8'
const rels = ['addMessaging', 'conversation', 'sendMessage', 'setIsTyping', 'stopMessaging', 'typingParticipants']
const example = {
  rel: 'messaging',
  negotiatedMessageFormats: ['Plain', 'Html'],
  state: 'Connecting',
  _links: {
    self: { href: `${at}/im` },
    ...Object.fromEntries(rels.map((rel) => [rel, { href: `${at}/im/${rel}` }])),
  },
}

test('[messaging.example.response.json] properties and all seven links are read', () => {
  const parsed = json().parse(JSON.stringify(example, undefined, 2))
  expect(E.chainW((body: unknown) => decode(Messaging, body))(parsed)).toEqual(E.right(example))
})

test('[messaging.example.response.json] the server answers in that shape', async () => {
  const tosh = await connectedTosh()
  const { text } = await tosh.ask('GET', tosh.messaging(), { accept: inJson.accept })
  expect(read(text)).toMatchObject({
    rel: 'messaging',
    negotiatedMessageFormats: ['Plain', 'Html'],
    state: 'Connected',
    _links: { self: { href: tosh.messaging() } },
  })
})

const exampleXml = `<?xml version="1.0" encoding="utf-8"?>
<resource rel="messaging" href="${at}/im" xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">
${rels.map((rel) => `  <link rel="${rel}" href="${at}/im/${rel}" />`).join('\n')}
  <property name="rel">messaging</property>
  <propertyList name="negotiatedMessageFormats">
    <item>Plain</item>
    <item>Html</item>
  </propertyList>
  <property name="state">Connecting</property>
</resource>`

test('[messaging.example.response.xml] properties and all seven links are read', () => {
  const parsed = xml().parse(exampleXml)
  expect(E.chainW((body: unknown) => decode(Messaging, body))(parsed)).toEqual(E.right(example))
})

test('[messaging.example.response.xml] the server answers in that shape', async () => {
  const tosh = await connectedTosh()
  const { text } = await tosh.ask('GET', tosh.messaging(), { accept: inXml.accept })
  for (const part of [
    `rel="messaging" href="${tosh.messaging()}"`,
    '<propertyList name="negotiatedMessageFormats"><item>Plain</item><item>Html</item></propertyList>',
    '<property name="state">Connected</property>',
    '<link rel="sendMessage" href="',
  ]) {
    expect(text).toContain(part)
  }
})
