import { expect, test } from 'vitest'
import { fromCommunication, fromConversation, messageEvent, messageHref, placesOf, type WireEvent } from '../wire.ts'
import { connectedToPuppet, recorded } from '../world.ts'
import { unharmed, watch } from './seen.ts'
import { wireWorld, type WireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'

/** What the server tells between two good messages. */
type Tell = (control: WireWorld['control']) => readonly unknown[]

const play = async (tell: Tell) => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const seen = watch(world, tosh, conversation)
  const faults = recorded(tosh.faults$)
  const { control } = world
  control.emit(me, [
    fromConversation(control, messageEvent(control, { name: '1001', text: 'one' })),
    ...tell(control),
    fromConversation(control, messageEvent(control, { name: '1003', text: 'three' })),
  ])
  await world.settle()
  control.user('lene@contoso.com').says(me, 'after')
  await world.settle()
  return { conversation, seen, faults, asked: world.asked('events') }
}

const event =
  (more: Partial<WireEvent>): Tell =>
  (control) => [fromConversation(control, { ...messageEvent(control, { name: '1002', text: 'two' }), ...more })]

const messagingIs =
  (messaging: object, type = 'updated'): Tell =>
  (control) => [
    fromConversation(control, {
      link: { rel: 'messaging', href: placesOf(control).conversation.messaging },
      _embedded: { messaging: { ...messaging, rel: 'messaging' } },
      type,
    }),
  ]

const unknown: Readonly<Record<string, Tell>> = {
  'a sender of unknown rel': () => [
    { rel: 'hologram', href: '/h', events: [{ link: { rel: 'beam', href: '/b' }, type: 'flickered' }] },
  ],
  'an event of unknown rel': (control) => [
    fromConversation(control, {
      link: { rel: 'whiteboard', href: '/w' },
      type: 'added',
      _embedded: { whiteboard: { color: 'red' } },
    }),
    fromCommunication(control, { link: { rel: 'surprise', href: '/s' }, type: 'updated' }),
  ],
  'an event of unknown type': messagingIs({ state: 'Connected' }, 'shimmered'),
  'an unknown state': messagingIs({ state: 'Sparkling' }),
  'an unknown property': messagingIs({ state: 'Connected', sparkle: ['a', 'b'] }),
}

test.each(Object.entries(unknown))('row 12: %s between good events costs nothing', async (_, tell) => {
  const { conversation, seen } = await play(tell)
  expect([seen(), conversation.messaging.state$.getSnapshot()]).toEqual([
    { ...unharmed, texts: ['one', 'three', 'after'] },
    'Connected',
  ])
})

const undecodable: Readonly<Record<string, Tell>> = {
  'an event without href': event({ link: { rel: 'message' } as WireEvent['link'] }),
  'an event without link': event({ link: undefined }),
  'a sender without rel': () => [{ href: '/nameless', events: [{ link: { rel: 'beam', href: '/b' }, type: 'x' }] }],
}

test.each(Object.entries(undecodable))('row 12: %s between good events is a fault, no more', async (_, tell) => {
  const { seen } = await play(tell)
  expect(seen()).toEqual({ ...unharmed, texts: ['one', 'three', 'after'], faults: ['UndecodableEvent'] })
})

test('row 12: an event that cannot be read is told with its path', async () => {
  const { faults } = await play(event({ link: { rel: 'message' } as WireEvent['link'] }))
  expect(faults.values).toMatchObject([{ name: 'UndecodableEvent', path: '/sender/1/events/0' }])
})

test('row 12: an event whose body is no object leaves its neighbours', async () => {
  const { seen } = await play(event({ _embedded: { message: 'not an object' } }))
  expect(seen().texts).toEqual(['one', 'three', 'after'])
})

test('row 12: a message whose text cannot be read leaves its neighbours', async () => {
  const broken: Tell = (control) => [
    fromConversation(control, {
      link: { rel: 'message', href: messageHref(control, '1002') },
      status: 'Success',
      _embedded: {
        message: {
          direction: 'Incoming',
          _links: { plainMessage: { href: 'data:text/plain,%E0%A4%A' } },
          rel: 'message',
        },
      },
      type: 'completed',
    }),
  ]
  const { seen } = await play(broken)
  expect(seen().texts.filter((text) => text?.startsWith('%') !== true && text !== undefined && text !== '')).toEqual(
    expect.arrayContaining(['one', 'three', 'after']),
  )
})
