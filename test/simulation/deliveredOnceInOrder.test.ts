import { expect, onTestFinished, test } from 'vitest'
import { createChance } from './chance.ts'
import type { Happening } from './happening.ts'
import { deliveredOnceInOrder } from './invariants/deliveredOnceInOrder.ts'
import { saidBy } from './invariants/saidBy.ts'
import { createScene } from './scene.ts'

const tosh = 'sip:tosh@contoso.com'

/** Tosh writes this, the server takes it and hands it out to Lene. */
const handedOut = (at: number, text: string): readonly (readonly [number, Happening])[] => [
  [
    at,
    {
      kind: 'asked',
      party: 'tosh',
      id: at,
      request: {
        operation: 'sendMessage',
        method: 'POST',
        url: `http://pool.contoso.com/messages?operationId=${text}`,
        headers: {},
        body: text,
        timeout: 30_000,
      },
    },
  ],
  [at, { kind: 'effect', entry: { at: 0, event: 'messageAccepted', user: tosh, operationId: text } }],
  [
    at,
    { kind: 'effect', entry: { at: 0, event: 'messageReceived', user: tosh, conversation: '/c', operationId: text } },
  ],
]
const has = (at: number, party: string): readonly (readonly [number, Happening])[] => [
  [at, { kind: 'channel', party }],
  [at, { kind: 'conversation', party, path: '/c' }],
]
const shows = (at: number, party: string, text: string): readonly [number, Happening] => [
  at,
  {
    kind: 'message',
    party,
    message: { conversation: '/c', direction: 'Incoming', status: 'Succeeded', text },
  },
]
const gap = (at: number): readonly [number, Happening] => [
  at,
  { kind: 'gap', party: 'lene', cause: 'recreated', conversations: ['/c'], invitations: [] },
]

const twoHandedOut = [...has(0, 'lene'), ...handedOut(1, 'one'), ...handedOut(2, 'two')]

test('what is left out is a loss where a gap is announced in the same moment', () => {
  expect(saidBy(deliveredOnceInOrder, [...twoHandedOut, shows(3, 'lene', 'two'), gap(3)])).toEqual([])
})

test('what is left out is no loss where a gap is announced later', () => {
  expect(saidBy(deliveredOnceInOrder, [...twoHandedOut, shows(3, 'lene', 'two'), gap(4)])).toEqual([
    'lene shows two without one before it',
  ])
})

test('the second try of a message is for whoever came after the first', async () => {
  const scene = createScene({
    chance: createChance(1),
    witness: () => undefined,
    plant: undefined,
    may: () => false,
    world: 'usual',
  })
  onTestFinished(() => scene.server.close())
  const unsettled = (happenings: readonly (readonly [number, Happening])[]) => {
    const { hear, unsettled } = deliveredOnceInOrder.watch(() => undefined)
    for (const [, happening] of happenings) hear?.(happening)
    return unsettled?.(scene)
  }
  const tries = [...has(0, 'tab1'), ...handedOut(1, 'one'), ...has(2, 'tab2'), ...handedOut(3, 'one')]
  const seen = [shows(1, 'tab1', 'one'), shows(3, 'tab1', 'one'), shows(3, 'tab2', 'one')]
  expect([await unsettled([...tries, ...seen]), await unsettled([...tries, ...seen.slice(0, 2)])]).toEqual([
    undefined,
    'tab2 never showed one in /c',
  ])
})
