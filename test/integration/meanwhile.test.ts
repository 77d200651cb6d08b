import { describe, expect, test } from 'vitest'
import { connectedPair, connectedToPuppet, loopback, recorded, rejection, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

test('a command given while the client closes ends', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const failures: Promise<unknown>[] = []
  conversation.state$.subscribe({
    complete: () => {
      failures.push(rejection(conversation.send('Hi').delivered))
      failures.push(rejection(tosh.startMessaging({ to: `sip:${lene}` }).connected))
      failures.push(rejection(conversation.setIsTyping().done))
    },
  })
  tosh.close()
  const names = Promise.all(failures).then((all) => all.map((error) => (error instanceof Error ? error.name : error)))
  const outcome = await Promise.race([names, world.settle().then(() => 'still open')])
  expect(outcome).toEqual([expect.any(String), expect.any(String), expect.any(String)])
})

test('a command given while the client closes sends nothing', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const sent = world.http.requests.length
  conversation.state$.subscribe({
    complete: () => {
      conversation.send('Hi')
      tosh.startMessaging({ to: `sip:${lene}` })
      void tosh.connect()
    },
  })
  tosh.close()
  await world.settle()
  expect(world.http.operations().slice(sent)).toEqual([])
})

test('closing from within a message leaves nothing running', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  conversation.messages$.subscribe(() => tosh.close())
  world.control.user(lene).says(me, 'one')
  world.control.user(lene).says(me, 'two')
  await world.settle()
  expect([world.http.inFlight(), tosh.status$.getSnapshot()]).toEqual([0, { state: 'ended', reason: 'closed' }])
})

test('signing out from within a message resolves', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  conversation.messages$.subscribe(() => void tosh.signOut())
  world.control.user(lene).says(me, 'one')
  await world.settle()
  expect(tosh.status$.getSnapshot()).toEqual({ state: 'signedOut' })
})

test('answering from within a message sends the answer', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  conversation.messages$.subscribe(({ direction, text }) => {
    if (direction === 'Incoming') conversation.send(`${text ?? ''}!`)
  })
  world.control.user(lene).says(me, 'one')
  world.control.user(lene).says(me, 'two')
  await world.settle()
  expect(
    world.control
      .user(lene)
      .heard()
      .map(({ text }) => text),
  ).toEqual(['one!', 'two!'])
})

test('a second gap in the middle of the first is caught up with', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  const gaps = recorded(tosh.gaps$)
  const held = world.control.intercept({ link: 'conversations' }, 'hold')
  world.control.resync(me)
  await world.settle()
  world.control.user(lene).says(me, 'one')
  await world.settle()
  world.control.resync(me)
  await world.settle()
  held.release()
  world.control.user(lene).says(me, 'two')
  await world.settle()
  expect([values.map(({ text }) => text), gaps.values.length, tosh.status$.getSnapshot()]).toEqual([
    ['one', 'two'],
    1,
    { state: 'available' },
  ])
})

test('a suspension in the middle of a gap loses nothing', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  const held = world.control.intercept({ link: 'conversations' }, 'hold')
  world.control.resync(me)
  await world.settle()
  world.control.user(lene).says(me, 'one')
  await world.settle()
  tosh.suspend()
  held.release()
  await world.settle()
  tosh.resume()
  world.control.user(lene).says(me, 'two')
  await world.settle()
  expect(values.map(({ text }) => text)).toEqual(['one', 'two'])
})

test('an application that is gone in the middle of a gap is created anew', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const held = world.control.intercept({ link: 'conversations' }, 'hold')
  world.control.resync(me)
  await world.settle()
  const gaps = recorded(tosh.gaps$)
  world.control.expireApplication(me)
  await world.clock.advance(2000)
  held.release()
  await world.settle()
  expect([gaps.values.map(({ cause }) => cause), tosh.status$.getSnapshot()]).toEqual([
    ['recreated'],
    { state: 'available' },
  ])
})

test('connecting twice at once creates one application', async () => {
  const world = virtualWorld()
  const tosh = world.client('tosh')
  await Promise.all([tosh.connect(), tosh.connect()])
  expect(world.control.counts()['applicationCreated']).toBe(1)
})

test('connecting while available resolves at once', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const sent = world.http.requests.length
  await tosh.connect()
  expect(world.http.requests.length).toBe(sent)
})

describe.each([false, true])('where links carry queries of the server: %s', (hrefQueries) => {
  test('a conversation is held, then ended', async () => {
    const { toLene, toTosh } = await connectedPair(await loopback({ hrefQueries }), { message: 'Hi' })
    await toLene.setIsTyping().done
    await toTosh.send('Hello').delivered
    await toLene.stopMessaging().done
    expect(toLene.state$.getSnapshot()).toBe('Disconnected')
  })
})
