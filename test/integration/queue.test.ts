import { describe, expect, test } from 'vitest'
import { connectedPair, connectedToPuppet, loopback, recorded, rejection, until, virtualWorld } from './world.ts'

const ten = Array.from({ length: 10 }, (_, at) => `message ${at + 1}`)

test('ten messages sent at once arrive in order', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback())
  const { values } = recorded(toTosh.messages$)
  const last = until(toTosh.messages$, ({ text }) => text === ten.at(-1))
  for (const text of ten) toLene.send(text)
  await last
  expect(values.map(({ text }) => text)).toEqual(ten)
})

test('ten messages sent at once are delivered', async () => {
  const { toLene } = await connectedPair(await loopback())
  const messages = ten.map((text) => toLene.send(text))
  await Promise.all(messages.map(({ delivered }) => delivered))
  expect(messages.map(({ status$ }) => status$.getSnapshot())).toEqual(ten.map(() => 'Succeeded'))
})

test('one message is on its way at a time', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const held = world.control.intercept({ link: 'sendMessage', times: 3 }, 'hold')
  for (const text of ten) conversation.send(text)
  await world.settle()
  expect(held.taken()).toBe(1)
})

test('the sender sees her own messages in order among those of the other', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback())
  const { values } = recorded(toLene.messages$)
  await toLene.send('one').delivered
  await toTosh.send('two').delivered
  const last = until(toLene.messages$, ({ text }) => text === 'three')
  await toLene.send('three').delivered
  await last
  expect(values.map(({ direction, text }) => `${direction} ${text}`)).toEqual([
    'Outgoing one',
    'Incoming two',
    'Outgoing three',
  ])
})

const endings = {
  'messaging goes down': 'removesMessaging',
  'the other hangs up': 'hangsUp',
} as const

describe.each(Object.entries(endings))('when %s', (_, ending) => {
  test('queued messages fail', async () => {
    const world = virtualWorld()
    const { conversation } = await connectedToPuppet(world)
    world.control.intercept({ link: 'sendMessage' }, 'hold')
    const [, ...queued] = ['one', 'two', 'three'].map((text) => conversation.send(text))
    await world.settle()
    world.control.user('lene@contoso.com')[ending]('tosh@contoso.com')
    await world.settle()
    expect(queued.map(({ status$ }) => status$.getSnapshot())).toEqual(['Failed', 'Failed'])
  })

  test('queued messages are not sent', async () => {
    const world = virtualWorld()
    const { conversation } = await connectedToPuppet(world)
    const held = world.control.intercept({ link: 'sendMessage', times: 3 }, 'hold')
    for (const text of ['one', 'two', 'three']) conversation.send(text)
    await world.settle()
    world.control.user('lene@contoso.com')[ending]('tosh@contoso.com')
    await world.settle()
    held.release()
    await world.settle()
    expect(held.taken()).toBe(1)
  })
})

test('queued messages end as messages that were never sent when only the conversation is deleted', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, 'hold')
  const [, ...queued] = ['one', 'two', 'three'].map((text) => conversation.send(text))
  const { communication, conversations } = world.control.hrefs('tosh@contoso.com')
  world.control.emit('tosh@contoso.com', [
    {
      rel: 'communication',
      href: communication,
      events: [{ link: { rel: 'conversation', href: conversations[0]!.conversation }, type: 'deleted' }],
    },
  ])
  await world.settle()
  expect(queued.map(({ status$ }) => status$.getSnapshot())).toEqual(['Failed', 'Failed'])
})

test('a queued message that fails says so to who waits for it', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, 'hold')
  const [, queued] = ['one', 'two'].map((text) => conversation.send(text))
  const failure = rejection(queued!.delivered)
  await world.settle()
  world.control.user('lene@contoso.com').removesMessaging('tosh@contoso.com')
  await world.settle()
  expect(await failure).toMatchObject({ name: 'DeliveryFailed' })
})

test('of more than a thousand messages that wait to be sent the last are refused, and nothing is sent of them', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'sendMessage' }, 'hold')
  const messages = Array.from({ length: 1003 }, (_, at) => conversation.send(String(at)))
  await world.settle()
  const withStatus = (status: string) => messages.filter(({ status$ }) => status$.getSnapshot() === status).length
  expect([
    ['sending', 'queued', 'Failed'].map(withStatus),
    await rejection(messages[1002]!.delivered),
    world.http.operations().filter((operation) => operation === 'sendMessage').length,
  ]).toMatchObject([
    [1, 1000, 2],
    { name: 'DeliveryFailed', failure: { name: 'NotAvailable', link: 'sendMessage' } },
    1,
  ])
})
