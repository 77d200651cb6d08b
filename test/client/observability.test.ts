import { describe, expect, test } from 'vitest'
import type { ClientStatus } from '../../src/client/status.ts'
import type { Logger } from '../../src/seam/logger.ts'
import { fromConversation, letGo, messageEvent } from '../integration/wire.ts'
import {
  connectedToPuppet,
  recorded,
  rejection,
  secret,
  virtualWorld,
  type VirtualWorld,
} from '../integration/world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'
const ann = 'ann@contoso.com'

type Level = keyof Logger

const createLog = () => {
  const lines: (readonly [Level, string])[] = []
  const at = (level: Level) => (message: string) => void lines.push([level, message])
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  return { logger, lines }
}

describe('the logger', () => {
  test('gets no line for an event that moves no chart', async () => {
    const world = virtualWorld()
    const { logger, lines } = createLog()
    await connectedToPuppet(world, { logger })
    const before = lines.length
    for (let turn = 0; turn < 5; turn++) {
      world.control.user(lene).types(me)
      world.control.user(lene).says(me, `${turn}`)
      await world.clock.advance(1000)
    }
    await world.clock.advance(180_000)
    expect(lines.slice(before)).toEqual([])
  })

  test('gets one line at info for each transition of a poll that breaks, and nothing else', async () => {
    const world = virtualWorld()
    const { logger, lines } = createLog()
    await connectedToPuppet(world, { logger })
    const before = lines.length
    world.control.intercept({ link: 'events' }, { status: 503 })
    letGo(world.control)
    await world.clock.advance(2000)
    letGo(world.control)
    await world.settle()
    expect(lines.slice(before)).toEqual([
      ['info', 'eventChannel: open.polling → open.backingOff (channel.backingOff)'],
      ['info', 'eventChannel: open.backingOff → open.repeating (channel.repeating)'],
      ['info', 'eventChannel: open.repeating → open.polling (channel.polling)'],
    ])
  })

  test('gets the loss of an application as transitions at info, and one warning', async () => {
    const world = virtualWorld()
    const { logger, lines } = createLog()
    await world.online('tosh', { logger })
    await world.clock.advance(60_000)
    const before = lines.length
    world.control.expireApplication(me)
    await world.settle()
    const added = lines.slice(before)
    expect([
      added.filter(([level]) => level !== 'info'),
      added.filter(([, message]) => message.startsWith('session')).map(([, message]) => message.replace(/ \(.*/, '')),
    ]).toEqual([
      [['warn', 'transient state was lost: recreated']],
      [
        'session:0: created.available.idle → creating',
        'session:0: creating → created.lurking.asking',
        'session:0: created.lurking.asking → created.available.idle',
      ],
    ])
  })
})

/** A link that answers 503 once, and the step that then waits. */
const waits: readonly (readonly [string, string, string])[] = [
  ['user', 'authenticating', 'readUser'],
  ['applications', 'creating', 'applications'],
  ['makeMeAvailable', 'becomingAvailable', 'makeMeAvailable'],
]

const isWaiting = (status: ClientStatus) => status.state === 'waiting'

const expectWait = async (world: VirtualWorld, status: () => ClientStatus, step: string, operation: string) => {
  const now = world.clock.now()
  const waiting = status()
  expect(waiting).toEqual({
    state: 'waiting',
    step,
    attempt: 1,
    retryAt: now + 7000,
    cause: expect.objectContaining({ name: 'Refused', status: 503, operation, retryAfter: 7000 }) as unknown,
  })
  const asked = () => world.http.operations().filter((each) => each === operation).length
  const before = asked()
  await world.clock.advance(6999)
  const early = asked() - before
  await world.clock.advance(1)
  expect([early, asked() > before]).toEqual([0, true])
}

describe('the status', () => {
  test.each(waits)(
    'tells when %s is asked again, and why it was not enough to ask once',
    async (link, step, operation) => {
      const world = virtualWorld()
      const tosh = world.client('tosh')
      const refusal = { status: 503, headers: { 'Retry-After': '7' } }
      // The first request for the user has no token yet.
      if (link === 'user') world.control.intercept({ link }, { rewrite: (answer) => answer })
      world.control.intercept({ link }, { rewrite: (answer) => ({ ...answer, ...refusal }) })
      const connected = tosh.connect()
      await world.settle()
      await expectWait(world, tosh.status$.getSnapshot, step, operation)
      await connected
      expect(tosh.status$.getSnapshot()).toEqual({ state: 'available' })
    },
  )

  test('tells when the poll is repeated, and why', async () => {
    const world = virtualWorld()
    const tosh = await world.online('tosh')
    world.control.intercept({ link: 'events' }, { status: 503, headers: { 'Retry-After': '7' } })
    letGo(world.control)
    await world.settle()
    await expectWait(world, tosh.status$.getSnapshot, 'polling', 'events')
  })

  test('says reconnecting, without a time, from when the poll is repeated until it is answered', async () => {
    const world = virtualWorld()
    const { tosh } = await connectedToPuppet(world)
    const { values } = recorded(tosh.status$)
    world.control.intercept({ link: 'events' }, { status: 503, headers: { 'Retry-After': '7' } })
    letGo(world.control)
    await world.clock.advance(7000)
    const asked = values.length
    await world.clock.advance(179_000)
    const parked = values.slice(asked)
    await world.clock.advance(1000)
    const cause = expect.objectContaining({ name: 'Refused', status: 503, operation: 'events' }) as unknown
    expect([values.slice(2, asked), parked, values.slice(asked)]).toEqual([
      [{ state: 'reconnecting', attempt: 1, cause }],
      [],
      [{ state: 'available' }],
    ])
  })

  test('tells when the server is looked for again after it was lost', async () => {
    const world = virtualWorld()
    const tosh = await world.online('tosh')
    for (const link of ['events', 'root']) world.control.intercept({ link, times: 999 }, 'dropBefore')
    letGo(world.control)
    await world.clock.advance(17 * 60_000)
    const status = tosh.status$.getSnapshot()
    expect(status).toMatchObject({ state: 'waiting', step: 'discovering', cause: { name: 'NotDiscovered' } })
    expect(status.state === 'waiting' && status.retryAt > world.clock.now()).toBe(true)
  })

  test('never waits without a time and a cause', async () => {
    const world = virtualWorld()
    const tosh = await world.online('tosh')
    const { values } = recorded(tosh.status$)
    for (const link of ['events', 'root', 'user', 'applications', 'makeMeAvailable']) {
      world.control.intercept({ link, times: 20 }, { status: 503 })
    }
    letGo(world.control)
    await world.clock.advance(60 * 60_000)
    const waiting = values.filter(isWaiting)
    expect(waiting.length).toBeGreaterThan(15)
    expect(waiting.filter(({ retryAt, cause }) => retryAt === 0 || cause.name === 'NotAvailable')).toEqual([])
  })
})

describe('an error', () => {
  test.each([
    ['a refusal', { status: 403, body: { code: 'Forbidden' } }, 'Refused'],
    ['a broken connection', 'dropBefore', 'Unreachable'],
    ['no answer in time', 'hold', 'TimedOut'],
  ] as const)(
    'after %s names the command, the link, and where it went without its query',
    async (_, intervention, name) => {
      const world = virtualWorld({ hrefQueries: true })
      const { tosh, conversation } = await connectedToPuppet(world)
      for (const link of ['note', 'startMessaging', 'sendMessage']) world.control.intercept({ link }, intervention)
      const commands: Readonly<Record<string, Promise<unknown>>> = {
        setNote: rejection(tosh.me.setNote('away').done),
        startMessaging: rejection(tosh.startMessaging({ to: 'sip:lene@contoso.com' }).connected),
        sendMessage: rejection(conversation.send('Hi').delivered),
      }
      await world.clock.advance(120_000)
      const told = await Promise.all(Object.values(commands))
      const href = expect.stringMatching(/^http:\/\/pool\.contoso\.com\/[^?]+$/) as unknown
      expect(told).toMatchObject([
        { name: 'CommandFailed', command: 'setNote', failure: { name, operation: 'note', method: 'POST', href } },
        { failure: { name, operation: 'startMessaging', method: 'POST', href } },
        { failure: { name, operation: 'sendMessage', method: 'POST', href } },
      ])
    },
  )

  test('of an invitation that ends by an event names the link that was followed', async () => {
    const users = ['tosh', 'lene', 'ann'].map((name) => ({ uri: `sip:${name}@contoso.com`, name, password: secret }))
    const world = virtualWorld({ users })
    const { tosh, conversation } = await connectedToPuppet(world)
    world.control.user(ann).declines()
    const invitations = [tosh.startMessaging({ to: `sip:${ann}` }), conversation.addParticipant(`sip:${ann}`)]
    const failures = invitations.map(({ connected }) => rejection(connected))
    await world.settle()
    expect(await Promise.all(failures)).toMatchObject([
      { name: 'InvitationFailed', operation: 'startMessaging', state: 'Declined', failure: undefined },
      { name: 'InvitationFailed', operation: 'addParticipant', state: 'Declined', failure: undefined },
    ])
  })

  test('of an invitation to the user is about accepting it', async () => {
    const world = virtualWorld()
    const tosh = await world.online('tosh')
    const { values } = recorded(tosh.invitations$)
    world.control.user(lene).invites(me)
    await world.settle()
    const [invitation] = values
    const accepted = rejection(invitation!.accept().done)
    world.control.expireApplication(me)
    await world.settle()
    expect(await accepted).toMatchObject({ name: 'ConnectionLost', operation: 'accept', failure: undefined })
  })

  test('of a delivery that fails by an event names sendMessage', async () => {
    const world = virtualWorld()
    const { conversation } = await connectedToPuppet(world)
    world.control.intercept({ link: 'sendMessage' }, 'dropBefore')
    const message = conversation.send('Hi')
    await world.settle()
    const event = messageEvent(world.control, { name: '7', direction: 'Outgoing', text: 'Hi', status: 'Failure' })
    world.control.emit(me, [fromConversation(world.control, event)])
    await world.settle()
    expect(await rejection(message.delivered)).toMatchObject({ operation: 'sendMessage', failure: undefined })
  })

  test('of what was lost with the application names what was attempted', async () => {
    const world = virtualWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    for (const link of ['startMessaging', 'conversation', 'stopMessaging']) world.control.intercept({ link }, 'hold')
    const failures = [tosh.startMessaging({ to: `sip:${lene}` }).connected, conversation.leave().done].map(rejection)
    await world.settle()
    world.control.expireApplication(me)
    await world.settle()
    expect(await Promise.all(failures)).toMatchObject([
      { name: 'ConnectionLost', operation: 'startMessaging' },
      { name: 'ConnectionLost', operation: 'leave' },
    ])
  })
})
