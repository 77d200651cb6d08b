import { expect, test } from 'vitest'
import { json, type Format } from '../../src/protocol/format.ts'
import { fromCommunication, fromConversation, letGo, messageEvent, messageHref, placesOf } from './wire.ts'
import { connectedToPuppet, recorded, virtualWorld } from './world.ts'

const me = 'tosh@contoso.com'

test('events$ tells every event in order, with its sender', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const { values } = recorded(tosh.events$)
  const { control } = world
  control.emit(me, [
    fromConversation(control, messageEvent(control, { name: '1001', text: 'one' })),
    fromCommunication(control, { link: { rel: 'surprise', href: '/s' }, type: 'updated' }),
    fromConversation(control, messageEvent(control, { name: '1002', text: 'two' })),
  ])
  await world.settle()
  expect(values.map(({ sender, event }) => `${sender.rel} > ${event.type} ${event.link.rel}`)).toEqual([
    'conversation > completed message',
    'communication > updated surprise',
    'conversation > completed message',
  ])
})

test('events$ keeps properties that nobody knows', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const { values } = recorded(tosh.events$)
  world.control.emit(me, [
    fromCommunication(world.control, { link: { rel: 'surprise', href: '/s' }, type: 'updated', flavour: 'mint' }),
  ])
  await world.settle()
  expect(values[0]?.event).toMatchObject({ flavour: 'mint' })
})

/** JSON, but every conversation of the given state throws when its state is looked at once too often. */
const brittle = (state: string, looks: number): Format => ({
  ...json(),
  parse: (text) => {
    const parsed = json().parse(text)
    const spoil = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value
      if (Array.isArray(value)) return value.map(spoil)
      const copy: Record<string, unknown> = {}
      for (const [key, member] of Object.entries(value)) copy[key] = spoil(member)
      if (copy['state'] !== state) return copy
      let left = looks
      return Object.defineProperty(copy, 'state', {
        get: () => {
          if (left-- > 0) return state
          throw new Error('brittle')
        },
      })
    }
    return parsed._tag === 'Right' ? { ...parsed, right: spoil(parsed.right) } : parsed
  },
})

const conversationIs = (world: ReturnType<typeof virtualWorld>, state: string) => {
  const { conversation: href } = placesOf(world.control).conversation
  return fromCommunication(world.control, {
    link: { rel: 'conversation', href },
    _embedded: { conversation: { state, _links: { self: { href } }, rel: 'conversation' } },
    type: 'updated',
  })
}

const broken = async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world, { format: brittle('InLobby', 3) })
  const faults = recorded(tosh.faults$)
  const messages = recorded(conversation.messages$)
  world.control.emit(me, [
    conversationIs(world, 'InLobby'),
    fromConversation(world.control, messageEvent(world.control, { name: '1001', text: 'one' })),
  ])
  await world.settle()
  return { world, tosh, conversation, faults, messages }
}

test('a chart that throws is reported', async () => {
  const { faults } = await broken()
  expect(faults.values.map(({ name }) => name)).toEqual(['Defect'])
})

test('what follows a chart that throws is taken', async () => {
  const { messages, tosh } = await broken()
  expect([messages.values.map(({ text }) => text), tosh.status$.getSnapshot()]).toEqual([
    ['one'],
    { state: 'available' },
  ])
})

test('a chart that throws is rebuilt by the next event', async () => {
  const { world, conversation } = await broken()
  world.control.emit(me, [conversationIs(world, 'Conferenced')])
  await world.settle()
  expect(conversation.state$.getSnapshot()).toBe('Conferenced')
})

test('a chart that throws leaves its conversation to end', async () => {
  const { world, conversation } = await broken()
  const { values, isComplete } = recorded(conversation.state$)
  world.control.user('lene@contoso.com').hangsUp(me)
  await world.settle()
  expect([values.at(-1), isComplete()]).toEqual(['Disconnected', true])
})

/** A format whose next reading throws, when it is broken. */
const breakable = () => {
  let isBroken = false
  const format: Format = {
    ...json(),
    parse: (text) => {
      if (!isBroken) return json().parse(text)
      isBroken = false
      throw new Error('mine')
    },
  }
  return {
    format,
    break: () => {
      isBroken = true
    },
  }
}

const brokenSession = async () => {
  const world = virtualWorld()
  const breaks = breakable()
  const { tosh, conversation } = await connectedToPuppet(world, { format: breaks.format })
  const faults = recorded(tosh.faults$)
  const gaps = recorded(tosh.gaps$)
  breaks.break()
  letGo(world.control)
  await world.clock.advance(5000)
  return { world, tosh, conversation, faults, gaps }
}

test('a defect in the middle of the loop is reported', async () => {
  const { faults } = await brokenSession()
  expect(faults.values).toEqual([{ name: 'Defect', error: new Error('mine') }])
})

test('a defect in the middle of the loop is told as a gap', async () => {
  const { gaps, conversation } = await brokenSession()
  expect(gaps.values).toEqual([{ cause: 'ended', conversations: [conversation], invitations: [] }])
})

test('after a defect in the middle of the loop nothing is polled', async () => {
  const { world, tosh } = await brokenSession()
  expect([tosh.status$.getSnapshot(), world.http.inFlight()]).toEqual([{ state: 'signedOut' }, 0])
})

test('after a defect in the middle of the loop connect begins anew', async () => {
  const { world, tosh } = await brokenSession()
  await tosh.connect()
  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await world.settle()
  await expect(invitation.connected).resolves.toBeDefined()
  expect(world.control.parked(me)).toBe(1)
})

test('a format that throws while a body is read costs only that body', async () => {
  const world = virtualWorld()
  const breaks = breakable()
  const { tosh, conversation } = await connectedToPuppet(world, { format: breaks.format })
  const faults = recorded(tosh.faults$)
  const { messaging } = placesOf(world.control).conversation
  const held = world.control.intercept({ link: 'messaging', method: 'GET' }, 'hold')
  world.control.emit(me, [
    fromConversation(world.control, { link: { rel: 'messaging', href: messaging }, type: 'updated' }),
  ])
  await world.settle()
  breaks.break()
  held.release()
  await world.settle()
  expect([faults.values, conversation.messaging.state$.getSnapshot(), tosh.status$.getSnapshot()]).toEqual([
    [{ name: 'Defect', error: new Error('mine') }],
    'Connected',
    { state: 'available' },
  ])
})

test('a format that throws while a message is read lets those behind move up', async () => {
  const world = virtualWorld()
  const breaks = breakable()
  const { conversation } = await connectedToPuppet(world, { format: breaks.format })
  const { values } = recorded(conversation.messages$)
  const held = world.control.intercept({ link: 'message' }, 'hold')
  world.control.emit(me, [
    fromConversation(
      world.control,
      { link: { rel: 'message', href: messageHref(world.control, '1001') }, type: 'completed' },
      messageEvent(world.control, { name: '1002', text: 'two' }),
    ),
  ])
  await world.settle()
  breaks.break()
  held.release()
  await world.settle()
  expect(values.map(({ text }) => text)).toEqual(['two'])
})
