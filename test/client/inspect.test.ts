import { expect, test } from 'vitest'
import type { InspectionEvent } from 'xstate'
import { watchTransitions, type Transition } from '../../src/client/transition.ts'
import { connectedToPuppet, virtualWorld } from '../integration/world.ts'

const idOf = ({ actorRef }: InspectionEvent): string => String(Reflect.get(actorRef, 'id'))

test('an observer who comes late hears of the living charts first', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  const actors: string[] = []
  tosh.inspect({ next: (inspection) => inspection.type === '@xstate.actor' && actors.push(idOf(inspection)) })
  expect(actors.map((id) => id.replace(/:\d+$/, '')).filter((id) => !id.startsWith('x'))).toEqual(
    expect.arrayContaining(['hub', 'session', 'eventChannel', 'conversation', 'messaging']) as unknown,
  )
})

test('an observer who comes late gets the present state of each chart', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  const states: Record<string, unknown> = {}
  tosh.inspect({
    next: (inspection) => {
      if (inspection.type !== '@xstate.snapshot' || !('value' in inspection.snapshot)) return
      states[idOf(inspection).replace(/:\d+$/, '')] = inspection.snapshot.value
    },
  })
  expect(states).toMatchObject({
    session: { created: { available: 'idle' } },
    eventChannel: { open: 'polling' },
    conversation: 'Connected',
    messaging: 'Connected',
  })
})

test('a chart that is over is not announced', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  const actors: string[] = []
  tosh.inspect({ next: (inspection) => actors.push(idOf(inspection)) })
  expect(actors.filter((id) => id.startsWith('outgoingInvitation'))).toEqual([])
})

test('an observer hears of every chart that begins', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const actors = new Set<string>()
  const before = new Set<string>()
  tosh.inspect({ next: (inspection) => before.add(idOf(inspection)) }).unsubscribe()
  tosh.inspect({ next: (inspection) => actors.add(idOf(inspection)) })
  world.control.user('lene@contoso.com').invites('tosh@contoso.com')
  await world.settle()
  expect([...actors].filter((id) => !before.has(id)).map((id) => id.replace(/:\d+$/, ''))).toEqual([
    'incomingInvitation',
    'conversation',
  ])
})

test('unsubscribing ends the inspection', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  let count = 0
  const subscription = tosh.inspect({ next: () => count++ })
  const before = count
  subscription.unsubscribe()
  world.control.user('lene@contoso.com').invites('tosh@contoso.com')
  await world.settle()
  expect(count).toBe(before)
})

test('transitions tell machine, from, to, cause', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const told: Transition[] = []
  watchTransitions(tosh, (transition) => told.push(transition))
  conversation.stopMessaging()
  await world.settle()
  expect(told.filter(({ machine }) => machine === 'messaging').map(({ from, to, cause }) => [from, to, cause])).toEqual(
    [
      ['Connected', 'Disconnecting.stopping', 'messaging.stop'],
      ['Disconnecting.stopping', 'Disconnected', 'messaging.updated'],
    ],
  )
})

test('what was announced is no transition', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  const told: Transition[] = []
  watchTransitions(tosh, (transition) => told.push(transition))
  expect(told).toEqual([])
})
