import { firstValueFrom, lastValueFrom } from 'rxjs'
import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import type { ConversationLog } from '../../src/client/conversationLog.ts'
import type { IncomingInvitation } from '../../src/client/incomingInvitation.ts'
import { recorded, rejection, virtualWorld } from './world.ts'

const to = 'sip:lene@contoso.com'
const half = 'a\ud83d'

interface Scene {
  readonly tosh: Client
  /** Connected to Lene. */
  readonly conversation: Conversation
  /** An invitation that rings. */
  readonly ringing: IncomingInvitation
  readonly log: ConversationLog
}

/** Tosh has talked to Lene, talks to her, and she invites him to talk once more. */
const sceneOf = async () => {
  const world = virtualWorld()
  const lene = world.control.user(to).answers()
  const tosh = await world.online('tosh')
  const talk = async () => {
    const { connected } = tosh.startMessaging({ to })
    await world.settle()
    return connected
  }
  const first = await talk()
  first.leave()
  await world.settle()
  const reading = firstValueFrom(tosh.history.conversationLogs())
  await world.settle()
  const log = await reading
  const conversation = await talk()
  const calling = firstValueFrom(tosh.invitations$)
  lene.invites('sip:tosh@contoso.com')
  await world.settle()
  return { world, scene: { tosh, conversation, ringing: await calling, log } }
}

/** As a caller without types gives it. */
const untyped = (value: unknown) => value as never

type Command = (scene: Scene, value: never) => Promise<unknown>
type Case = readonly [value: unknown, field: string, rule: string]

const notSip = 'must be a SIP URI such as sip:name@domain'
const notText = 'must be text'
const notObject = 'must be an object'
const notNull = 'must not be null'
const empty = 'must not be empty'
const halved = 'must not have half of a surrogate pair'
const upTo = (limit: number) => `must have at most ${limit} characters`
const long = (limit: number) => 'x'.repeat(limit + 1)

const named = (name: string, values: readonly (readonly [value: unknown, rule: string])[]): readonly Case[] =>
  values.map(([value, rule]) => [{ [name]: value }, name, rule])

const optionsThatAreNone: readonly Case[] = [null, 5, true, 'Hi', []].map((value) => [value, 'options', notObject])

const persons: readonly (readonly [unknown, string])[] = [
  ...[undefined, null, '', 5, true, {}, [], 'lene@contoso.com', 'tel:+14255551234', `${to}\r\nX: 1`, `${to} `].map(
    (value) => [value, notSip] as const,
  ),
  [`sip:${half}@contoso.com`, halved],
]

const contents: readonly (readonly [unknown, string])[] = [
  [null, notText],
  [5, notText],
  [true, notText],
  [[], notText],
  [{}, notText],
  [{ text: 5 }, notText],
  [{ html: null }, notText],
  ['', empty],
  [{ text: '' }, empty],
  [{ html: '' }, empty],
  [{ text: 'a', html: 'b' }, 'must be either text or HTML'],
  [half, halved],
  [{ html: half }, halved],
]
const messages = named('message', contents)

const about: readonly Case[] = [
  ...['subject', 'threadId'].flatMap((name) =>
    named(name, [
      [null, notNull],
      [5, upTo(250)],
      [{}, upTo(250)],
      [long(250), upTo(250)],
      [half, halved],
    ]),
  ),
  ...named('importance', [
    [null, notNull],
    ['', 'must be one of Normal, Urgent, Emergency'],
    ['High', 'must be one of Normal, Urgent, Emergency'],
    [1, 'must be one of Normal, Urgent, Emergency'],
  ]),
]

const withTo = (cases: readonly Case[]): readonly Case[] =>
  cases.map(([value, ...rest]) => [{ to, ...Object(value) }, ...rest])

const notMediaType = 'must be a media type such as application/sdp'
const availabilities = 'must be one of Online, Busy, DoNotDisturb, BeRightBack, Away, Offwork'
const participant = 'must be one of participants$'
const limits = 'must be a positive integer'

const commands: Readonly<Record<string, readonly [Command, readonly Case[]]>> = {
  startMessaging: [
    ({ tosh }, options) => tosh.startMessaging(options).connected,
    [
      ...optionsThatAreNone,
      [undefined, 'options', notObject],
      ...named('to', persons),
      ...withTo([...about, ...messages]),
      ...withTo([
        ...[null, 5, 'v=0'].map((value): Case => [{ customContent: value }, 'customContent', notObject]),
        [{ customContent: { text: '' } }, 'customContent.mediaType', notMediaType],
        [{ customContent: { mediaType: 'text/plain\r\nX: 1', text: '' } }, 'customContent.mediaType', notMediaType],
        [{ customContent: { mediaType: 'application/sdp' } }, 'customContent.text', notText],
        [{ customContent: { mediaType: 'application/sdp', text: half } }, 'customContent.text', halved],
      ]),
    ],
  ],
  addMessaging: [
    ({ conversation }, options) => conversation.addMessaging(options).connected,
    [...optionsThatAreNone, ...messages],
  ],
  continueMessaging: [
    ({ tosh, log }, options) => tosh.continueMessaging(log, options).connected,
    [...optionsThatAreNone, ...messages],
  ],
  'continueMessaging of something': [
    ({ tosh }, log) => tosh.continueMessaging(log).connected,
    [undefined, null, 5, 'log', []].map((value) => [value, 'log', notObject]),
  ],
  addParticipant: [
    ({ conversation }, uri) => conversation.addParticipant(uri).connected,
    persons.map(([value, rule]) => [value, 'to', rule]),
  ],
  startOnlineMeeting: [
    ({ tosh }, options) => tosh.startOnlineMeeting(options).connected,
    [...optionsThatAreNone, ...about],
  ],
  joinOnlineMeeting: [
    ({ tosh }, options) => tosh.joinOnlineMeeting(options).connected,
    [
      ...optionsThatAreNone,
      ...about,
      ...named('onlineMeetingUri', [
        [null, notNull],
        ...persons.filter(([value]) => value !== undefined && value !== null),
      ]),
      ...named('anonymousDisplayName', [
        [null, notNull],
        ['', 'must have 1 to 250 characters'],
        [long(250), 'must have 1 to 250 characters'],
        [5, 'must have 1 to 250 characters'],
        [half, halved],
      ]),
    ],
  ],
  send: [
    ({ conversation }, content) => conversation.send(content).delivered,
    [[undefined, 'message', notText], ...contents.map(([value, rule]): Case => [value, 'message', rule])],
  ],
  decline: [
    ({ ringing }, reason) => ringing.decline(reason).done,
    [
      [null, 'reason', notNull],
      ...['', 'Bored', 5, {}].map((value): Case => [
        value,
        'reason',
        expect.stringContaining('must be one of') as string,
      ]),
    ],
  ],
  admit: [
    ({ conversation }, who) => conversation.admit(who).done,
    [undefined, null, 5, to, {}, { href: 5 }, { href: '' }, { href: '/participants/1' }].map((value) => [
      value,
      'participant',
      participant,
    ]),
  ],
  setPresence: [
    ({ tosh }, availability) => tosh.me.setPresence(availability).done,
    [undefined, null, '', 'Offline', 5, {}, 'Busy\r\n'].map((value) => [value, 'availability', availabilities]),
  ],
  setNote: [
    ({ tosh }, message) => tosh.me.setNote(message).done,
    [...[undefined, null, 5, {}, []].map((value): Case => [value, 'message', notText]), [half, 'message', halved]],
  ],
  search: [
    ({ tosh }, query) => tosh.people.search(query),
    [
      ...[undefined, null, '', ' \r\n'].map((value): Case => [value, 'query', empty]),
      ...[5, {}, [], long(256)].map((value): Case => [value, 'query', upTo(256)]),
      [half, 'query', halved],
    ],
  ],
  'search with options': [
    ({ tosh }, options) => tosh.people.search('lene', options),
    [
      ...optionsThatAreNone,
      [{ limit: null }, 'limit', notNull],
      ...[0, -1, 1.5, 101, Number.NaN, 'all', {}].map((limit): Case => [
        { limit },
        'limit',
        'must be a whole number from 1 to 100',
      ]),
    ],
  ],
  presence$: [
    ({ tosh }, contact) => firstValueFrom(tosh.people.presence$(contact)),
    [
      ...[undefined, null, 5, true, []].map((value): Case => [value, 'contact', notSip]),
      [{ uri: 5 }, 'contact.uri', notText],
    ],
  ],
  conversationLogs: [
    ({ tosh }, options) => lastValueFrom(tosh.history.conversationLogs(options)),
    [
      ...optionsThatAreNone,
      ...[null, 0, -1, 1.5, Number.NaN, '5', {}].map((limit): Case => [{ limit }, 'limit', limits]),
    ],
  ],
  update: [
    ({ tosh }, changes) => tosh.communication.update(changes).done,
    [
      ...[undefined, null, 5, 'Enabled', []].map((value): Case => [value, 'changes', notObject]),
      ...named('supportedModalities', [
        [null, notNull],
        ['Messaging', 'must be a list'],
      ]),
      [{ supportedModalities: [5] }, 'supportedModalities.0', expect.stringContaining('must be one of') as string],
      [{ supportedMessageFormats: ['Rtf'] }, 'supportedMessageFormats.0', 'must be one of Html, Plain'],
      [{ conversationHistory: true }, 'conversationHistory', expect.stringContaining('must be one of') as string],
      ...named('phoneNumber', [
        [5, upTo(100)],
        [long(100), upTo(100)],
        [half, halved],
      ]),
    ],
  ],
}

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => member ?? String(member)).slice(0, 60)

describe.each(Object.entries(commands))('%s', (_, [command, cases]) => {
  test.each(cases.map((each) => [shown(each[0]), ...each] as const))('refuses %s', async (__, value, field, rule) => {
    const { world, scene } = await sceneOf()
    const faults = recorded(scene.tosh.faults$)
    const before = world.http.operations().length

    const failure = rejection(command(scene, untyped(value)))
    await world.settle()

    expect(await failure).toMatchObject({ failure: { name: 'InvalidInput', faults: [{ field, rule }] } })
    expect([world.http.operations().slice(before), faults.values]).toEqual([[], []])
  })
})

test('an invitation that was refused for its input leaves what is there as it is', async () => {
  const { world, scene } = await sceneOf()
  const before = scene.tosh.conversations$.getSnapshot()

  const invitation = scene.tosh.startMessaging(untyped({}))
  await world.settle()

  expect([invitation.state$.getSnapshot(), scene.tosh.conversations$.getSnapshot()]).toEqual(['notStarted', before])
})

test('an invitation that was declined with a bad reason still rings', async () => {
  const { world, scene } = await sceneOf()

  scene.ringing.decline(untyped('Bored'))
  await world.settle()

  expect(scene.ringing.state$.getSnapshot()).toBe('Connecting')
})

test('a message that was refused does not hold the next', async () => {
  const { world, scene } = await sceneOf()
  const { conversation } = scene

  conversation.send(untyped(5))
  const { delivered } = conversation.send('Hi')
  await world.settle()

  await expect(delivered).resolves.toBeUndefined()
})

const bodyOf = (world: Awaited<ReturnType<typeof sceneOf>>['world'], operation: string) =>
  world.http.requests.findLast((request) => request.operation === operation && request.method !== 'GET')?.body

test('members that nobody knows are not sent with an invitation', async () => {
  const { world, scene } = await sceneOf()

  scene.tosh.startMessaging(untyped({ to, unknownMember: 'never', operationId: 'never', _links: 'never' }))
  await world.settle()

  expect(bodyOf(world, 'startMessaging')).not.toContain('never')
})

test('members that nobody knows are not sent with changes of communication', async () => {
  const { world, scene } = await sceneOf()

  scene.tosh.communication.update(untyped({ phoneNumber: '1', unknownMember: 'never' }))
  await world.settle()

  expect(bodyOf(world, 'communication')).toContain('phoneNumber')
  expect(bodyOf(world, 'communication')).not.toContain('never')
})
