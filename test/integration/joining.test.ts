import { expect, test } from 'vitest'
import { fromConversation, messageEvent } from './wire.ts'
import { connectedPair, recorded, rejection, virtualWorld } from './world.ts'

test('a program that begins again in its application has the conversations that go on there', async () => {
  const world = virtualWorld()
  const { tosh, toLene } = await connectedPair(world, { tosh: { endpointId: 'desk' } })
  tosh.close()
  const again = await world.online('tosh', { endpointId: 'desk' })
  await world.settle()
  const views = again.conversations$
    .getSnapshot()
    .map(({ href, state$, messaging, participants$ }) => [
      href,
      state$.getSnapshot(),
      messaging.state$.getSnapshot(),
      participants$.getSnapshot().map(({ name }) => name),
    ])
  expect(views).toEqual([[toLene.href, 'Connected', 'Connected', ['Lene Aaling']]])
})

test('an event without text, about a message of the program before, settles none of the one that begins again', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedPair(world, { tosh: { endpointId: 'desk' } })
  tosh.close()
  const again = await world.online('tosh', { endpointId: 'desk' })
  await world.settle()
  const [conversation] = again.conversations$.getSnapshot()
  world.control.intercept({ link: 'sendMessage' }, 'dropBefore')
  const message = conversation!.send('Never taken')
  await world.settle()
  const event = messageEvent(world.control, { name: 'theirs', direction: 'Outgoing' })
  world.control.emit('tosh@contoso.com', [fromConversation(world.control, event)])
  await world.settle()
  expect(message.status$.getSnapshot()).toBe('unknown')
})

test('an instance that joins others has the conversations that go on there', async () => {
  const world = virtualWorld()
  const { toLene, toTosh } = await connectedPair(world, { tosh: { endpointId: 'desk', instanceId: 'one' } })
  const second = await world.online('tosh', { endpointId: 'desk', instanceId: 'two' })
  await world.settle()
  const [conversation] = second.conversations$.getSnapshot()
  const messages = recorded(conversation!.messages$)
  toTosh.send('Both of you?')
  await world.settle()
  expect([conversation?.href, conversation?.messaging.state$.getSnapshot()]).toEqual([toLene.href, 'Connected'])
  expect(messages.values.map(({ text }) => text)).toEqual(['Both of you?'])
})

test.each([
  ['a program that begins again', {}, {}],
  ['an instance that joins another', { instanceId: 'one' }, { instanceId: 'two' }],
])('%s while she lurks has the lobby that she waits in', async (_, first, second) => {
  const world = virtualWorld()
  const { onlineMeetingUri } = world.control.meeting({ organizer: 'tosh@contoso.com', lobby: true })
  const lurking = { endpointId: 'desk', availability: 'lurking' } as const
  const lene = await world.online('lene', { ...lurking, ...first })
  lene.joinOnlineMeeting({ onlineMeetingUri })
  await world.settle()
  const before = lene.conversations$.getSnapshot().map(({ href }) => href)
  lene.close()
  const again = await world.online('lene', { ...lurking, ...second })
  await world.settle()
  const views = again.conversations$.getSnapshot().map(({ href, state$ }) => [href, state$.getSnapshot()])
  expect(before).toHaveLength(1)
  expect(views).toEqual(before.map((href) => [href, 'InLobby']))
})

test('a message that cannot be read for minutes is announced as a gap', async () => {
  const world = virtualWorld({ bodilessEvents: ['message'] })
  const { lene, toLene, toTosh } = await connectedPair(world)
  const messages = recorded(toTosh.messages$)
  const gaps = recorded(lene.gaps$)
  const broken = world.control.intercept({ link: 'message', user: 'lene@contoso.com', times: 1000 }, 'dropBefore')
  const { delivered } = toLene.send('Never')
  await world.clock.advance(25 * 60_000)
  broken.remove()
  expect(await rejection(delivered)).toEqual({ resolvedWith: undefined })
  expect(messages.values).toEqual([])
  expect(gaps.values.map((gap) => [gap.cause, 'messages' in gap && gap.messages])).toEqual([['unread', 1]])
})

test('an invitation that ends while an instance looks at what it joins ends as its events tell', async () => {
  const world = virtualWorld()
  await world.online('tosh', { endpointId: 'desk', instanceId: 'one' })
  const held = world.control.intercept({ link: 'conversations', method: 'GET' }, 'holdAnswer')
  world.control.user('lene@contoso.com').declines()
  const second = world.client('tosh', { endpointId: 'desk', instanceId: 'two' })
  void second.connect()
  await world.settle()
  const { values } = recorded(second.startMessaging({ to: 'sip:lene@contoso.com' }).state$)
  await world.settle()
  held.release()
  await world.settle()
  expect(values).toEqual(['sending', 'Connecting', 'Declined'])
})
