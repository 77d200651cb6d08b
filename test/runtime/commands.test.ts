import { either as E } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import { operations } from '../../src/protocol/operation.ts'
import type { Wire } from '../../src/service/command.ts'
import type { Exchange, ExchangeRequest } from '../../src/transport/exchange.ts'
import type { ConversationRecord } from '../../src/runtime/conversation.ts'
import { createCommands, type Commands } from '../../src/runtime/commands.ts'
import type { LogRecord } from '../../src/runtime/history.ts'
import type { OutgoingInvitationRecord } from '../../src/runtime/outgoingInvitation.ts'
import { breaks, hangs, reply, resource, type Script } from '../support/fakeHttp.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { drain } from '../support/virtualClock.ts'
import { openDirectory } from './openDirectory.ts'

const origin = 'https://pool.contoso.com'
const thread = `${origin}/threads/1`
const rels = ['startMessaging', 'startOnlineMeeting', 'joinOnlineMeeting'] as const

const everywhere = {
  communication: {
    _links: { self: { href: '/communication' }, ...Object.fromEntries(rels.map((rel) => [rel, { href: `/${rel}` }])) },
  },
}

const commanding = (
  script: Script,
  embedded: Parameters<ReturnType<typeof openDirectory>['state']['begin']>[0] = everywhere,
) => {
  const open = openDirectory(script)
  const { charts, directory, place, requests, session, state, wire, http } = open
  state.begin(embedded)
  const life = new AbortController()
  const commandsOver = (over: Wire) =>
    createCommands({
      charts,
      directory,
      place,
      requests,
      session,
      wire: over,
      random: seededRandom(1),
      life: () => life.signal,
      faulted: () => undefined,
    })
  const commands = commandsOver(wire)
  const conversation = directory.conversation(thread)
  const connect = (links: object, messaging?: object) => {
    conversation.send({
      type: 'conversation.updated',
      conversation: { state: 'Connected', _links: { self: { href: thread }, ...links } },
    })
    if (messaging !== undefined) {
      conversation.sendToMessaging({
        type: 'messaging.updated',
        messaging: { state: 'Connected', _links: { self: { href: '/m' }, ...messaging } },
      })
    }
    return conversation
  }
  /** The bodies that went out, without the names of the operations. */
  const sent = () =>
    http.requests.map(({ body }) =>
      body === undefined ? undefined : body.replace(/"operationId":"[^"]{1,50}"/, '"operationId":"…"'),
    )
  return { ...open, commands, commandsOver, conversation, connect, sent, life }
}

const details = { subject: 'Lunch', importance: undefined, threadId: undefined }
const lene = { to: 'sip:lene@contoso.com', ...details, message: undefined, customContent: undefined }
const meeting = {
  onlineMeetingUri: 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:A',
  anonymousDisplayName: undefined,
  ...details,
}

type Inviting = (commands: Commands) => OutgoingInvitationRecord

describe.each<[(typeof rels)[number], Inviting, string]>([
  ['startMessaging', (commands) => commands.startMessaging(lene), '"subject":"Lunch","to":"sip:lene@contoso.com"'],
  ['startOnlineMeeting', (commands) => commands.startOnlineMeeting(details), '"subject":"Lunch"'],
  [
    'joinOnlineMeeting',
    (commands) => commands.joinOnlineMeeting(meeting),
    '"onlineMeetingUri":"sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:A","subject":"Lunch"',
  ],
])('%s', (rel, command, fields) => {
  test('is asked for at once, where communication says', async () => {
    const { commands, seen, sent } = commanding({ [`POST /${rel}`]: reply(201, '', { location: '/ims/1' }) })
    const invitation = command(commands)
    await drain()
    expect([seen(), invitation.location]).toEqual([[`POST /${rel} ${rel}`], `${origin}/ims/1`])
    const [body] = sent()
    expect(JSON.parse(body ?? '')).toEqual({ ...(JSON.parse(`{${fields}}`) as object), operationId: '…' })
  })

  test.each([
    ['communication offers none', { communication: { _links: { self: { href: '/communication' } } } }],
    ['there is no communication', {}],
  ])('is not started where %s', async (_, embedded) => {
    const { commands, seen } = commanding({}, embedded)
    const invitation = command(commands)
    await drain()
    expect([invitation.result, invitation.refusal, seen()]).toMatchObject([
      'notStarted',
      { name: 'NotAvailable', link: rel },
      [],
    ])
  })

  test('is not started where the application brings nothing along', async () => {
    const { commands, state } = commanding({})
    state.begin(undefined)
    const invitation = command(commands)
    await drain()
    expect(invitation.result).toBe('notStarted')
  })

  test('is not started without an application', async () => {
    const { commands, state } = commanding({})
    state.lose()
    const invitation = command(commands)
    await drain()
    expect([invitation.operation, invitation.result]).toEqual([rel, 'notStarted'])
  })
})

test('an invitation has a name of its own, by which it is found', () => {
  const { commands, directory } = commanding({ 'POST /startMessaging': hangs })
  const [one, other] = [commands.startMessaging(lene), commands.startMessaging(lene)]
  expect([directory.findOutgoing(one.operationId), directory.findOutgoing(other.operationId)]).toEqual([one, other])
  expect(one.operationId).not.toBe(other.operationId)
})

test('the name that an invitation has is sent', async () => {
  const { commands, http } = commanding({ 'POST /startMessaging': hangs })
  const { operationId } = commands.startMessaging(lene)
  await drain()
  expect(JSON.parse(http.requests[0]?.body ?? '')).toMatchObject({ operationId })
})

test('a message that goes along with an invitation is remembered', () => {
  const { commands, connect } = commanding({ 'POST /startMessaging': hangs, 'POST /add': hangs })
  const message = { text: 'Hi' }
  const started = commands.startMessaging({ ...lene, message })
  const added = commands.addMessaging(connect({}, { addMessaging: { href: '/add' } }), message)
  expect([started.message, added.message]).toEqual([message, message])
})

test('what an invitation had to send is not kept, as it is sent once', () => {
  const { commands, requests } = commanding({ 'POST /startMessaging': hangs })
  commands.startMessaging(lene)
  expect(requests.size).toBe(0)
})

test('what cannot be asked for is an invitation that was not started', async () => {
  const { commands, seen } = commanding({})
  const broken = [{ path: '/to', expected: 'must be somebody', got: 'nobody' }]
  const invitation = commands.notStarted('startMessaging', broken)
  await drain()
  expect([invitation.result, invitation.refusal, invitation.message, seen()]).toEqual([
    'notStarted',
    {
      name: 'InvalidInput',
      operation: operations.startMessaging.rel,
      faults: [{ field: 'to', rule: 'must be somebody' }],
    },
    undefined,
    [],
  ])
})

describe('addMessaging', () => {
  test('is asked for where messaging says', async () => {
    const { commands, connect, seen, sent } = commanding({ 'POST /add': reply(201) })
    commands.addMessaging(connect({}, { addMessaging: { href: '/add' } }), undefined)
    await drain()
    expect([seen(), sent()]).toEqual([['POST /add addMessaging'], ['{"operationId":"…"}']])
  })

  test('reads messaging where no event has brought it', async () => {
    const { commands, connect, seen } = commanding({
      'GET /m': resource({ state: 'Disconnected', _links: { self: { href: '/m' }, addMessaging: { href: '/add' } } }),
      'POST /add': reply(201),
    })
    commands.addMessaging(connect({ messaging: { href: '/m' } }), { text: 'Hi' })
    await drain()
    expect(seen()).toEqual(['GET /m messaging', 'POST /add addMessaging'])
  })

  test.each<[string, object | undefined]>([
    ['does not offer it', {}],
    ['is not there', undefined],
  ])('is not started where messaging %s', async (_, links) => {
    const { commands, connect } = commanding({})
    const invitation = commands.addMessaging(connect({}, links), undefined)
    await drain()
    expect(invitation).toMatchObject({
      result: 'notStarted',
      refusal: { name: 'NotAvailable', link: 'addMessaging' },
    })
  })

  test('is not started where messaging has no links', async () => {
    const { commands, conversation } = commanding({})
    conversation.sendToMessaging({ type: 'messaging.updated', messaging: { state: 'Disconnected' } })
    const invitation = commands.addMessaging(conversation, undefined)
    await drain()
    expect([invitation.operation, invitation.result]).toEqual(['addMessaging', 'notStarted'])
  })
})

describe('continueMessaging', () => {
  const log = (links: object = { continueMessaging: { href: '/continue' } }, life = new AbortController().signal) =>
    ({ life, resource: { _links: links } }) as unknown as LogRecord

  test('is asked for where the log says', async () => {
    const { commands, seen, sent } = commanding({ 'POST /continue': reply(201) })
    commands.continueMessaging(log(), undefined)
    await drain()
    expect([seen(), sent()]).toEqual([['POST /continue continueMessaging'], ['{"operationId":"…"}']])
  })

  test.each([
    ['does not offer it', log({})],
    ['was read in another application', log(undefined, AbortSignal.abort())],
  ])('is not started where the log %s', async (_, past) => {
    const { commands, seen } = commanding({})
    const invitation = commands.continueMessaging(past, { text: 'Hi' })
    await drain()
    expect([invitation.operation, invitation.result, invitation.message, seen()]).toEqual([
      'continueMessaging',
      'notStarted',
      { text: 'Hi' },
      [],
    ])
  })
})

describe('addParticipant', () => {
  const links = { addParticipant: { href: '/add' } }

  test('is asked for where the conversation says, and leads to it', async () => {
    const { commands, connect, seen, sent } = commanding({ 'POST /add': reply(201) })
    const invitation = commands.addParticipant(connect(links), 'sip:alex@contoso.com')
    expect([invitation.conversation?.href, invitation.message]).toEqual([thread, undefined])
    await drain()
    expect([seen(), sent()]).toEqual([
      ['POST /add addParticipant'],
      ['{"operationId":"…","to":"sip:alex@contoso.com"}'],
    ])
  })

  test('is not started where the conversation does not offer it', async () => {
    const { commands, connect } = commanding({})
    const invitation = commands.addParticipant(connect({}), 'sip:alex@contoso.com')
    await drain()
    expect(invitation.refusal).toMatchObject({ name: 'NotAvailable', link: 'addParticipant' })
  })

  test('is not started where the conversation was never seen', async () => {
    const { commands, conversation } = commanding({})
    const invitation = commands.addParticipant(conversation, 'sip:alex@contoso.com')
    await drain()
    expect(invitation.refusal).toMatchObject({ name: 'NotAvailable', link: 'addParticipant' })
  })

  test('is not started where the conversation is over', async () => {
    const { commands, connect, seen } = commanding({})
    const over = connect(links)
    over.send({ type: 'conversation.deleted' })
    const invitation = commands.addParticipant(over, 'sip:alex@contoso.com')
    await drain()
    expect([invitation.operation, invitation.result, seen()]).toEqual(['addParticipant', 'notStarted', []])
  })
})

describe('a message', () => {
  const writing = () => {
    const open = commanding({})
    const requests: ExchangeRequest[] = []
    const exchange: Exchange = (request) => () => {
      requests.push(request)
      return new Promise(() => undefined)
    }
    const { send } = open.commandsOver({ ...open.wire, exchange })
    return { send, conversation: open.connect({}, { sendMessage: { href: '/send' } }), requests }
  }

  test('is sent where messaging says', async () => {
    const { conversation, requests, send } = writing()
    const message = send(conversation, { text: 'Hi' })
    await drain()
    const [request] = requests
    expect([request?.url, request?.body?.text]).toEqual([`${origin}/send?operationId=${message.operationId}`, 'Hi'])
  })

  test('fails where messaging does not offer it', async () => {
    const { commands, connect } = commanding({})
    const message = commands.send(connect({}, {}), { text: 'Hi' })
    await drain()
    expect(message).toMatchObject({ status: 'Failed', refusal: { name: 'NotAvailable', link: 'sendMessage' } })
  })

  test.each<[string, boolean]>([
    ['without links', true],
    ['that was never seen', false],
  ])('fails in messaging %s', async (_, seen) => {
    const { commands, conversation } = commanding({})
    if (seen) conversation.sendToMessaging({ type: 'messaging.updated', messaging: { state: 'Connected' } })
    const message = commands.send(conversation, { text: 'Hi' })
    await drain()
    expect(message).toMatchObject({ status: 'Failed', refusal: { name: 'NotAvailable', link: 'sendMessage' } })
  })

  test('waits for the one before it', () => {
    const { conversation, send } = writing()
    const messages = ['one', 'two'].map((text) => send(conversation, { text }))
    expect(messages.map(({ status }) => status)).toEqual(['sending', 'queued'])
    expect(conversation.outgoing.unsettled).toEqual(messages)
  })

  test('what it had to send is kept until it is over', async () => {
    const { commands, connect, requests } = commanding({})
    const message = commands.send(connect({}, {}), { text: 'Hi' })
    const kept = [...requests.keys()]
    await drain()
    expect([kept, requests.size]).toEqual([[message.operationId], 0])
  })

  test('fails where too many wait already, and is not among them', async () => {
    const { commands, seen } = commanding({})
    const added: unknown[] = []
    const messaging = { _links: { sendMessage: { href: '/send' } } }
    const full = { outgoing: { isFull: true, add: (one: unknown) => added.push(one) }, messaging }
    const message = commands.send(full as unknown as ConversationRecord, { text: 'One too many' })
    await drain()
    expect([message.status, message.refusal, added, seen()]).toEqual([
      'Failed',
      { name: 'NotAvailable', link: 'sendMessage', reason: '1,000 messages of this conversation wait to be sent' },
      [],
      [],
    ])
  })
})

describe('typing', () => {
  test('is told where messaging says', async () => {
    const { commands, connect, seen } = commanding({ 'POST /typing': reply(204) })
    expect(await commands.setIsTyping(connect({}, { setIsTyping: { href: '/typing' } }))).toEqual(E.right(undefined))
    expect(seen()).toEqual(['POST /typing setIsTyping'])
  })

  test('is not told in messaging that is not there', async () => {
    const { commands, conversation } = commanding({})
    expect(await commands.setIsTyping(conversation)).toMatchObject({
      left: { name: 'NotAvailable', link: 'setIsTyping' },
    })
  })

  test('is not told in messaging without links', async () => {
    const { commands, conversation } = commanding({})
    conversation.sendToMessaging({ type: 'messaging.updated', messaging: { state: 'Connected' } })
    expect(await commands.setIsTyping(conversation)).toMatchObject({
      left: { name: 'NotAvailable', link: 'setIsTyping' },
    })
  })

  test('is given up with the application', async () => {
    const { commands, connect, life } = commanding({ 'POST /typing': hangs })
    const outcome = commands.setIsTyping(connect({}, { setIsTyping: { href: '/typing' } }))
    await drain()
    life.abort()
    expect(await outcome).toMatchObject({ left: { name: 'Aborted' } })
  })
})

test('what communication says of the user is changed where it is', async () => {
  const { commands, seen } = commanding({ 'GET /communication': breaks('ECONNRESET') })
  expect(await commands.updateCommunication({ supportedModalities: ['Messaging'] })).toMatchObject({
    left: { name: 'Unreachable' },
  })
  expect(seen()).toEqual(['GET /communication communication'])
})

test('what communication says of the user cannot be changed where there is none', async () => {
  const { commands } = commanding({}, {})
  expect(await commands.updateCommunication({ supportedModalities: ['Messaging'] })).toMatchObject({
    left: { name: 'NotAvailable', link: 'communication' },
  })
})
