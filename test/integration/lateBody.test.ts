import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { fromCommunication, fromConversation, messageEvent, messageHref, placesOf } from './wire.ts'
import { connectedToPuppet, format, recorded, virtualWorld, type VirtualWorld } from './world.ts'

const me = 'tosh@contoso.com'

const bodiless = (rel: string, href: string, type = 'updated') => ({ link: { rel, href }, type })

const messagingBody = (world: VirtualWorld, state: string) => {
  const href = placesOf(world.control).conversation.messaging
  return {
    link: { rel: 'messaging', href },
    _embedded: { messaging: { state, _links: { self: { href } }, rel: 'messaging' } },
    type: 'updated',
  }
}

const askAboutMessaging = (world: VirtualWorld): void =>
  world.control.emit(me, [
    fromConversation(world.control, bodiless('messaging', placesOf(world.control).conversation.messaging)),
  ])

const answer = (body: object) => ({ status: 200, body })

test('an event without body is followed by a GET', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'messaging', method: 'GET' }, answer({ state: 'Disconnecting', rel: 'messaging' }))
  askAboutMessaging(world)
  await world.settle()
  expect(conversation.messaging.state$.getSnapshot()).toBe('Disconnecting')
})

test('a later event wins over the GET of an earlier one', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const held = world.control.intercept({ link: 'messaging', method: 'GET' }, 'holdAnswer')
  askAboutMessaging(world)
  await world.settle()
  world.control.emit(me, [fromConversation(world.control, messagingBody(world, 'Disconnecting'))])
  await world.settle()
  held.release()
  await world.settle()
  expect(conversation.messaging.state$.getSnapshot()).toBe('Disconnecting')
})

test('a GET that is answered 404 is ignored', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const faults = recorded(tosh.faults$)
  world.control.intercept({ link: 'messaging', method: 'GET' }, { status: 404, body: { code: 'NotFound' } })
  askAboutMessaging(world)
  await world.settle()
  expect([conversation.messaging.state$.getSnapshot(), faults.values, tosh.status$.getSnapshot()]).toEqual([
    'Connected',
    [],
    { state: 'available' },
  ])
})

test('the page does not wait for the GET', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.intercept({ link: 'messaging', method: 'GET' }, 'hold')
  const { messaging } = placesOf(world.control).conversation
  world.control.emit(me, [
    fromConversation(
      world.control,
      bodiless('messaging', messaging),
      messageEvent(world.control, { name: '1001', text: 'Hi' }),
    ),
  ])
  await world.settle()
  expect(values.map(({ text }) => text)).toEqual(['Hi'])
})

test('a conversation without body is read', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const { values } = recorded(tosh.conversations$.getSnapshot()[0]!.state$)
  const { conversation } = placesOf(world.control).conversation
  world.control.intercept(
    { link: 'conversation', method: 'GET' },
    answer({ state: 'Conferenced', _links: { self: { href: conversation } } }),
  )
  world.control.emit(me, [fromCommunication(world.control, bodiless('conversation', conversation))])
  await world.settle()
  expect(values).toEqual(['Connected', 'Conferenced'])
})

test('an invitation without body rings when it has been read', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.invitations$)
  const removed = world.control.intercept(
    { link: 'events', user: me, times: 100 },
    {
      rewrite: (response) => {
        const page = E.toUnion(format.parse(response.body)) as {
          sender?: { events: { link: { rel: string }; _embedded?: object }[] }[]
        }
        for (const { events } of page.sender ?? []) {
          for (const event of events) if (event.link.rel === 'messagingInvitation') delete event._embedded
        }
        return { ...response, body: format.print(page) }
      },
    },
  )
  world.control.push(me, 'no page')
  await world.clock.advance(5000)
  world.control.user('lene@contoso.com').invites(me, { subject: 'Lunch' })
  await world.settle()
  expect(values.map(({ subject }) => subject)).toEqual(['Lunch'])
  removed.remove()
})

const messageBody = (world: VirtualWorld, name: string, text: string) => {
  const { _embedded: embedded } = messageEvent(world.control, { name, text })
  return embedded as { readonly message: object }
}

/** The GETs of three messages, in the order of their events; the first is held. */
const threeBodies = (world: VirtualWorld) => {
  const held = world.control.intercept({ link: 'message' }, 'hold')
  for (const [name, text] of [
    ['1002', 'two'],
    ['1003', 'three'],
  ] as const) {
    world.control.intercept({ link: 'message' }, answer(messageBody(world, name, text).message))
  }
  world.control.emit(me, [
    fromConversation(
      world.control,
      ...['1001', '1002', '1003'].map((name) => bodiless('message', messageHref(world.control, name), 'completed')),
      messageEvent(world.control, { name: '1004', text: 'four' }),
    ),
  ])
  return held
}

test('messages behind one whose body is read wait for it', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  const held = threeBodies(world)
  await world.settle()
  const before = values.length
  held.release()
  await world.settle()
  expect([before, values.length]).toEqual([0, 3])
})

test('messages without body keep their order without the one that is not there', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  const held = threeBodies(world)
  await world.settle()
  held.release()
  await world.settle()
  expect(values.map(({ text }) => text)).toEqual(['two', 'three', 'four'])
})

test('a message of the user without body settles the one she sent', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.intercept(
    { link: 'sendMessage' },
    { status: 201, headers: { Location: messageHref(world.control, '77') } },
  )
  const message = conversation.send('Hi')
  await world.settle()
  world.control.emit(me, [
    fromConversation(world.control, {
      ...bodiless('message', messageHref(world.control, '77'), 'completed'),
      status: 'Success',
    }),
  ])
  await world.settle()
  expect([message.status$.getSnapshot(), values.map(({ text }) => text)]).toEqual(['Succeeded', ['Hi']])
})

/** Gaps and messages in the order in which they are told, of two messages whose first is still read. */
const behindOneThatIsRead = async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const seen: (string | undefined)[] = []
  tosh.gaps$.subscribe(({ cause }) => seen.push(cause))
  conversation.messages$.subscribe(({ text }) => seen.push(text))
  const held = world.control.intercept({ link: 'message' }, 'hold')
  world.control.emit(me, [
    fromConversation(
      world.control,
      bodiless('message', messageHref(world.control, '1001'), 'completed'),
      messageEvent(world.control, { name: '1002', text: 'two' }),
    ),
  ])
  await world.settle()
  return { world, seen, held }
}

test('a message that cannot be read is told before those behind it', async () => {
  const { world, seen, held } = await behindOneThatIsRead()
  held.release()
  await world.settle()
  expect(seen).toEqual(['unread', 'two'])
})

test('a message that can no more be read is told before those behind it', async () => {
  const { world, seen } = await behindOneThatIsRead()
  world.control.user('lene@contoso.com').hangsUp(me)
  await world.clock.advance(60_000)
  expect(seen).toEqual(['unread', 'two'])
})
