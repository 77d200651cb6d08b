import { describe, expect, test } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import type { Conversation } from '../../../src/client/conversation.ts'
import { letGo } from '../wire.ts'
import { connectedToPuppet, recorded } from '../world.ts'
import { unharmed, watch } from './seen.ts'
import { wireWorld, type WireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

const requests: Readonly<Record<string, (tosh: Client, conversation: Conversation, world: WireWorld) => unknown>> = {
  events: (_tosh, _conversation, { control }) => letGo(control),
  sendMessage: (_, conversation) => conversation.send('lost'),
  setIsTyping: (_, conversation) => conversation.setIsTyping(),
  stopMessaging: (_, conversation) => conversation.stopMessaging(),
  conversation: (_, conversation) => conversation.leave(),
  startMessaging: (tosh) => tosh.startMessaging({ to: `sip:${lene}` }),
}

const invitedAgain = async (world: WireWorld, tosh: Client) => {
  const ringing = recorded(tosh.invitations$)
  world.control.user(lene).invites(me, { subject: 'Again' })
  await world.settle()
  return ringing.values.map(({ subject }) => subject)
}

describe.each(Object.entries(requests))('row 4: 404 ApplicationNotFound on %s', (link, ask) => {
  const happen = async () => {
    const world = await wireWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    const seen = watch(world, tosh, conversation)
    world.control.intercept({ link }, { status: 404, body: { code: 'NotFound', subcode: 'ApplicationNotFound' } })
    const creations = world.asked('applications')
    ask(tosh, conversation, world)
    await world.clock.advance(5000)
    return { world, tosh, conversation, seen, creations }
  }

  test('is told as a gap', async () => {
    const { conversation, seen } = await happen()
    expect([seen().gaps, conversation.state$.getSnapshot()]).toEqual([['recreated'], 'Disconnected'])
  })

  test('brings one new application, in which the user can be invited', async () => {
    const { world, tosh, seen, creations } = await happen()
    const invited = await invitedAgain(world, tosh)
    expect([world.asked('applications') - creations, invited, seen()]).toMatchObject([
      1,
      ['Again'],
      { status: { state: 'available' }, faults: [], parked: 1 },
    ])
  })
})

test('row 4: an application that is lost again and again is not created at the speed of the network', async () => {
  const world = await wireWorld()
  await world.online('tosh')
  const broken = world.control.intercept(
    { link: 'events', times: 10_000 },
    { status: 404, body: { code: 'NotFound', subcode: 'ApplicationNotFound' } },
  )
  world.control.expireApplication(me)
  await world.clock.advance(120_000)
  expect([broken.taken() > 3, broken.taken() < 12]).toEqual([true, true])
})

describe.each(['InactiveApplicationExpired', 'TooManyApplications', 'UserAgentNotAllowed'] as const)(
  'row 5: 410 %s',
  (subcode) => {
    const happen = async () => {
      const world = await wireWorld()
      const { tosh, conversation } = await connectedToPuppet(world)
      const seen = watch(world, tosh, conversation)
      world.control.expireApplication(me, subcode)
      await world.settle()
      return { world, tosh, conversation, seen }
    }

    test('ends the client with the reason', async () => {
      const { conversation, seen } = await happen()
      expect([seen(), conversation.state$.getSnapshot()]).toMatchObject([
        { status: { state: 'ended', reason: { status: 410, subcode } }, gaps: ['ended'], parked: 0 },
        'Disconnected',
      ])
    })

    test('is not fought', async () => {
      const { world } = await happen()
      const before = world.asked()
      await world.clock.advance(3_600_000)
      expect(world.asked() - before).toBe(0)
    })

    test('leaves connect to begin anew', async () => {
      const { world, tosh } = await happen()
      await tosh.connect()
      expect([await invitedAgain(world, tosh), watch(world, tosh)()]).toEqual([['Again'], unharmed])
    })
  },
)

test.each(['InactiveApplicationExpired', 'TooManyApplications', 'UserAgentNotAllowed'])(
  'row 5: 410 %s on a command ends the client too',
  async (subcode) => {
    const world = await wireWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    world.control.intercept({ link: 'sendMessage' }, { status: 410, body: { code: 'Gone', subcode } })
    conversation.send('Hi')
    await world.settle()
    expect(tosh.status$.getSnapshot()).toMatchObject({ state: 'ended', reason: { status: 410, subcode } })
  },
)

const outdated = async () => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const seen = watch(world, tosh, conversation)
  world.control.expireToken(me)
  return { world, tosh, conversation, seen, tokens: world.asked('token') }
}

test('row 6: 401 on the poll renews the token, without anything lost', async () => {
  const { world, seen, tokens } = await outdated()
  letGo(world.control)
  await world.settle()
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect([seen(), world.asked('token') - tokens]).toEqual([{ ...unharmed, texts: ['Hi'] }, 1])
})

test('row 6: 401 on a command renews the token, and the command takes place once', async () => {
  const { world, conversation, seen, tokens } = await outdated()
  const message = conversation.send('Hi')
  await world.settle()
  expect([
    message.status$.getSnapshot(),
    world.control
      .user(lene)
      .heard()
      .map(({ text }) => text),
    seen(),
    world.asked('token') - tokens,
  ]).toEqual(['Succeeded', ['Hi'], { ...unharmed, texts: ['Hi'] }, 1])
})

test('row 6: 401 on poll and commands at the same time renews the token once', async () => {
  const { world, conversation, seen, tokens } = await outdated()
  letGo(world.control)
  conversation.send('Hi')
  conversation.setIsTyping()
  await world.settle()
  expect([world.asked('token') - tokens, seen()]).toEqual([1, { ...unharmed, texts: ['Hi'] }])
})

test('row 6: 401 with a password that is no longer right ends the client, without hammering', async () => {
  const { world, seen, tokens } = await outdated()
  world.control.intercept({ link: 'token', times: 99 }, { status: 400, body: { error: 'invalid_grant' } })
  letGo(world.control)
  await world.clock.advance(3_600_000)
  expect([seen(), world.asked('token') - tokens]).toMatchObject([
    { status: { state: 'ended', reason: { name: 'TokenRefused', error: 'invalid_grant' } }, parked: 0 },
    1,
  ])
})

test('row 6: 401 to every token ends the client, without hammering', async () => {
  const { world, seen } = await outdated()
  const refused = world.control.intercept({ link: 'events', times: 1000 }, { status: 401 })
  letGo(world.control)
  await world.clock.advance(3_600_000)
  expect([seen().status, refused.taken() <= 3]).toMatchObject([{ state: 'ended' }, true])
})

test('row 6: a page that was handed out before the client ended does not come again when it connects', async () => {
  const { world, tosh, conversation } = await outdated()
  const texts: (string | undefined)[] = []
  conversation.messages$.subscribe(({ text }) => texts.push(text))
  tosh.conversationAdded$.subscribe(({ messages$ }) => messages$.subscribe(({ text }) => texts.push(text)))
  world.control.intercept({ link: 'token' }, { status: 400, body: { error: 'invalid_grant' } })
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  await tosh.connect()
  world.control.user(lene).says(me, 'Still there?')
  await world.settle()
  expect(texts).toEqual(['Hi', 'Still there?'])
})
