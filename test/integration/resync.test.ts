import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import { connectedToPuppet, recorded, rejection, virtualWorld, type VirtualWorld } from './world.ts'

const me = 'tosh@contoso.com'

/** What makes everything of Tosh's go out of sight, and the cause that is told. */
const losses: Readonly<Record<string, (world: VirtualWorld, tosh: Client) => string>> = {
  'a resume': ({ control }) => {
    control.resume(me)
    return 'resume'
  },
  'an application that is gone': ({ control }) => {
    control.expireApplication(me)
    return 'recreated'
  },
  'a restart of the server': ({ control }) => {
    control.forgetApplications()
    return 'recreated'
  },
  'an application that was ended': ({ control }) => {
    control.expireApplication(me, 'TooManyApplications')
    return 'ended'
  },
}

const everything = (conversation: Conversation) => [
  recorded<unknown>(conversation.state$),
  recorded<unknown>(conversation.messaging.state$),
  recorded<unknown>(conversation.messages$),
  recorded<unknown>(conversation.participants$),
  recorded<unknown>(conversation.typing$),
]

describe.each(Object.entries(losses))('%s', (_, lose) => {
  const happen = async () => {
    const world = virtualWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    world.control.user('lene@contoso.com').staysSilent()
    const ringing = tosh.startMessaging({ to: 'sip:lene@contoso.com', threadId: 'other' })
    await world.settle()
    world.control.intercept({ link: 'sendMessage' }, 'hold')
    const message = conversation.send('Hi')
    await world.settle()
    const gaps = recorded(tosh.gaps$)
    const promises = [ringing.connected, message.delivered].map(rejection)
    const streams = everything(conversation)
    const cause = lose(world, tosh)
    await world.clock.advance(3000)
    return { world, tosh, conversation, ringing, message, gaps, promises, streams, cause }
  }

  test('is told with what it ended', async () => {
    const { gaps, conversation, ringing, cause } = await happen()
    expect(gaps.values[0]).toMatchObject({ cause })
    const [gap] = gaps.values
    expect(
      gap !== undefined && 'conversations' in gap && [gap.conversations.includes(conversation), gap.invitations],
    ).toEqual([true, [ringing]])
  })

  test('is told once', async () => {
    expect((await happen()).gaps.values.length).toBe(1)
  })

  test('completes the streams of its conversation', async () => {
    const { streams } = await happen()
    expect(streams.map(({ isComplete }) => isComplete())).toEqual(streams.map(() => true))
  })

  test('leaves the conversation Disconnected', async () => {
    const { conversation, streams } = await happen()
    expect([
      conversation.state$.getSnapshot(),
      conversation.messaging.state$.getSnapshot(),
      streams[0]?.values.at(-1),
      streams[1]?.values.at(-1),
    ]).toEqual(['Disconnected', 'Disconnected', 'Disconnected', 'Disconnected'])
  })

  test('gives a late subscriber the last value, then the end', async () => {
    const { conversation } = await happen()
    const { values, isComplete } = recorded(conversation.state$)
    expect([values, isComplete()]).toEqual([['Disconnected'], true])
  })

  test('rejects what is open with ConnectionLost', async () => {
    const { promises, cause } = await happen()
    expect(await Promise.all(promises)).toMatchObject([
      { name: 'ConnectionLost', loss: cause },
      { name: 'ConnectionLost', loss: cause },
    ])
  })

  test('leaves invitation lost', async () => {
    const { ringing, message } = await happen()
    expect([ringing.state$.getSnapshot(), message.status$.getSnapshot()]).toEqual(['lost', 'lost'])
  })

  test('makes later commands NotAvailable', async () => {
    const { world, conversation, ringing } = await happen()
    const failures = [
      conversation.send('Hi').delivered,
      conversation.setIsTyping().done,
      conversation.stopMessaging().done,
      conversation.leave().done,
      ringing.cancel().done,
    ].map(rejection)
    await world.settle()
    expect(await Promise.all(failures)).toMatchObject(
      ['sendMessage', 'setIsTyping', 'stopMessaging', 'conversation', 'cancel'].map((link) => ({
        failure: { name: 'NotAvailable', link },
      })),
    )
  })

  test('empties the list of conversations', async () => {
    expect((await happen()).tosh.conversations$.getSnapshot()).toEqual([])
  })
})

test.each(['a resume', 'an application that is gone', 'a restart of the server'])(
  'after %s the client is available, without being asked',
  async (what) => {
    const world = virtualWorld()
    const { tosh } = await connectedToPuppet(world)
    losses[what]?.(world, tosh)
    await world.clock.advance(3000)
    expect(tosh.status$.getSnapshot()).toEqual({ state: 'available' })
  },
)

test.each(['a resume', 'an application that is gone', 'a restart of the server'])(
  'after %s invitations connect again',
  async (what) => {
    const world = virtualWorld()
    const { tosh } = await connectedToPuppet(world)
    losses[what]?.(world, tosh)
    await world.clock.advance(3000)
    const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
    await world.settle()
    await expect(invitation.connected).resolves.toBeDefined()
  },
)

test('after a resync a listed conversation keeps its handle', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  world.control.resync(me)
  await world.settle()
  expect(tosh.conversations$.getSnapshot()).toEqual([conversation])
  expect(tosh.conversations$.getSnapshot()[0]).toBe(conversation)
})

test('after a resync a listed conversation goes on', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.resync(me)
  await world.settle()
  world.control.user('lene@contoso.com').says(me, 'Still there?')
  await world.settle()
  const message = conversation.send('Yes')
  await world.settle()
  expect([values.map(({ text }) => text), message.status$.getSnapshot()]).toEqual([
    ['Still there?', 'Yes'],
    'Succeeded',
  ])
})

test('a resync that ends nothing says so', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const { values } = recorded(tosh.gaps$)
  world.control.resync(me)
  await world.settle()
  expect(values).toEqual([{ cause: 'resync', conversations: [], invitations: [] }])
})

/** Two conversations, and a resync after which the server lists the second only. */
const losingOneOfTwo = async (world: VirtualWorld) => {
  const { tosh, conversation: lost } = await connectedToPuppet(world)
  const second = tosh.startMessaging({ to: 'sip:lene@contoso.com', threadId: 'second' })
  await world.settle()
  const kept = await second.connected
  world.control.intercept(
    { link: 'conversations' },
    { status: 200, body: { _links: { conversation: [{ href: new URL(kept.href).pathname }] } } },
  )
  return { tosh, lost, kept }
}

test('after a resync a conversation that is not listed ends', async () => {
  const world = virtualWorld()
  const { tosh, lost, kept } = await losingOneOfTwo(world)
  const states = recorded(lost.state$)
  const gaps = recorded(tosh.gaps$)
  world.control.resync(me)
  await world.settle()
  expect([states.values.at(-1), states.isComplete(), tosh.conversations$.getSnapshot(), gaps.values]).toEqual([
    'Disconnected',
    true,
    [kept],
    [{ cause: 'resync', conversations: [lost], invitations: [] }],
  ])
})

test('after a resync a conversation that is only listed appears', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const href = `${world.control.hrefs(me).communication}/threads/9`
  world.control.intercept({ link: 'conversations' }, { status: 200, body: { _links: { conversation: [{ href }] } } })
  world.control.intercept(
    { link: 'conversation', method: 'GET' },
    { status: 200, body: { state: 'Conferenced', _links: { self: { href } } } },
  )
  world.control.resync(me)
  await world.settle()
  expect(tosh.conversations$.getSnapshot().map(({ state$ }) => state$.getSnapshot())).toEqual(['Conferenced'])
})

test('pages that come while everything is read again wait', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const held = world.control.intercept({ link: 'conversations' }, 'hold')
  const seen = recorded(conversation.messages$)
  const gaps = recorded(tosh.gaps$)
  world.control.resync(me)
  await world.settle()
  world.control.user('lene@contoso.com').says(me, 'one')
  await world.settle()
  world.control.user('lene@contoso.com').says(me, 'two')
  await world.settle()
  const before = [seen.values.length, gaps.values.length]
  held.release()
  await world.settle()
  expect([before, seen.values.map(({ text }) => text), gaps.values.length]).toEqual([[0, 0], ['one', 'two'], 1])
})

test('an invitation that still rings survives a resync', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const ringing = recorded(tosh.invitations$)
  world.control.user('lene@contoso.com').invites(me)
  await world.settle()
  world.control.resync(me)
  await world.settle()
  ringing.values[0]!.accept()
  await world.settle()
  await expect(ringing.values[0]!.connected).resolves.toBeDefined()
})

test('an outgoing invitation that still rings survives a resync', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  world.control.user('lene@contoso.com').staysSilent()
  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await world.settle()
  world.control.resync(me)
  await world.settle()
  expect(invitation.state$.getSnapshot()).toBe('Connecting')
})

test('an unsettled message is lost by a resync', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, 'hold')
  const message = conversation.send('Hi')
  const failure = rejection(message.delivered)
  await world.settle()
  world.control.resync(me)
  await world.settle()
  expect([await failure, message.status$.getSnapshot()]).toMatchObject([{ name: 'DeliveryUnknown' }, 'lost'])
})
