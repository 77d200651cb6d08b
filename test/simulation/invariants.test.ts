import { expect, test } from 'vitest'
import type { JournalEntry } from '../../src/server/index.ts'
import type { Happening } from './happening.ts'
import { aggregationTold } from './invariants/aggregationTold.ts'
import { deliveredOnceInOrder } from './invariants/deliveredOnceInOrder.ts'
import { gapsAnnounced } from './invariants/gapsAnnounced.ts'
import { noCommandTwice } from './invariants/noCommandTwice.ts'
import { saidBy } from './invariants/saidBy.ts'
import { senderToldTruth } from './invariants/senderToldTruth.ts'

const tosh = 'sip:tosh@contoso.com'

/** A second after one another. */
const inTurn = (happenings: readonly Happening[]) => happenings.map((happening, at) => [1000 * at, happening] as const)

const effect = (entry: Omit<JournalEntry, 'at' | 'user'>): Happening => ({
  kind: 'effect',
  entry: { at: 0, user: tosh, ...entry },
})

const asked = (id: number, path: string, operation = 'thing', body = ''): Happening => ({
  kind: 'asked',
  party: 'tosh',
  id,
  request: { operation, method: 'POST', url: `http://pool.contoso.com${path}`, headers: {}, body, timeout: 1 },
})

const told = (status: string): Happening => ({ kind: 'told', party: 'tosh', text: 'Hi', status })
const invited = (operationId: string, state: string): Happening => ({
  kind: 'invited',
  party: 'tosh',
  operationId,
  state,
})
const did = (what: string): Happening => ({ kind: 'did', party: 'tosh', user: tosh, what, about: '' })

const sent = asked(1, '/messages?operationId=op1', 'sendMessage', 'Hi')
const taken = (resource: string) => effect({ event: 'messageAccepted', operationId: 'op1', resource })
const delivered = (resource: string) => effect({ event: 'messageDelivered', operationId: 'op1', resource })
const failed = (resource: string) => effect({ event: 'messageFailed', operationId: 'op1', resource })

test.each([
  ['failed, where the server never had it', [sent, told('Failed')], []],
  [
    'failed, where each of two tries has',
    [sent, taken('/1'), taken('/2'), failed('/1'), failed('/2'), told('Failed')],
    [],
  ],
  [
    'failed for its second try, where the first was delivered',
    [sent, taken('/1'), told('unknown'), delivered('/1'), told('Failed')],
    ['Hi is told failed, and is delivered'],
  ],
  [
    'failed for one try, where the other is on its way',
    [sent, taken('/1'), taken('/2'), failed('/1'), told('Failed')],
    ['Hi is told failed, and is on its way'],
  ],
  [
    'delivered, where one try was',
    [sent, taken('/1'), failed('/1'), taken('/2'), delivered('/2'), told('Succeeded')],
    [],
  ],
  [
    'delivered, where no try was',
    [sent, taken('/1'), failed('/1'), told('Succeeded')],
    ['Hi is told delivered, and was not'],
  ],
] as const)('senderToldTruth judges by every try what is told %s', (_, happenings, violations) => {
  expect(saidBy(senderToldTruth, inTurn(happenings))).toEqual(violations)
})

const page = (id: number): readonly Happening[] => [
  asked(id, '/events', 'events'),
  { kind: 'answered', party: 'tosh', id, outcome: 200, read: [] },
]

const read = (path: string, isRead: boolean): Happening => ({
  kind: 'answered',
  party: 'tosh',
  id: 99,
  outcome: 200,
  read: [{ path, isRead }],
})

const lostAfter = (...reads: readonly Happening[]): readonly Happening[] => [
  invited('op1', 'sending'),
  effect({ event: 'invitationStarted', operationId: 'op1', resource: '/invitations/1' }),
  ...reads,
  ...[1, 2, 3].flatMap(page),
  invited('op1', 'lost'),
]

test.each([
  ['that was told of', [], ['tosh op1 is lost without a word']],
  ['that could not be read', [read('/invitations/1', false)], []],
  ['where another could not be read', [read('/invitations/2', false)], ['tosh op1 is lost without a word']],
  [
    'that was read in the end',
    [read('/invitations/1', false), read('/invitations/1', true)],
    ['tosh op1 is lost without a word'],
  ],
] as const)('gapsAnnounced judges an invitation %s', (_, reads, violations) => {
  expect(saidBy(gapsAnnounced, inTurn(lostAfter(...reads)))).toEqual(violations)
})

test.each([
  ['what she accepts once', [did('accept'), effect({ event: 'invitationAccepted' })], []],
  [
    'what the server accepts for her',
    [did('keepHistory'), effect({ event: 'invitationAccepted', outcome: 'AutoAccepted' })],
    [],
  ],
  [
    'what is accepted twice, though the server accepts for her',
    [
      did('keepHistory'),
      did('accept'),
      effect({ event: 'invitationAccepted' }),
      effect({ event: 'invitationAccepted' }),
    ],
    [`invitationAccepted 2 times, and ${tosh} has asked for it 1 times`],
  ],
] as const)('noCommandTwice counts %s', (_, happenings, violations) => {
  expect(saidBy(noCommandTwice, inTurn(happenings))).toEqual(violations)
})

const write = (id: number, operationId: string, text: string): readonly Happening[] => [
  asked(id, `/messages?operationId=${operationId}`, 'sendMessage', text),
  effect({ event: 'messageAccepted', operationId }),
]
const handedOut = (operationId: string) => effect({ event: 'messageReceived', conversation: '/c', operationId })
const shows = (party: string, text: string): Happening => ({
  kind: 'message',
  party,
  message: { conversation: '/c', direction: 'Incoming', status: 'Succeeded', text },
})

test('deliveredOnceInOrder takes for the order that in which they were sent, whichever instance is handed them first', () => {
  const late: readonly Happening[] = [
    { kind: 'channel', party: 'tab1' },
    ...write(1, 'op1', 'one'),
    { kind: 'channel', party: 'tab2' },
    ...write(2, 'op2', 'two'),
    handedOut('op2'),
    shows('tab2', 'two'),
    handedOut('op1'),
    shows('tab1', 'one'),
    shows('tab1', 'two'),
  ]
  expect([
    saidBy(deliveredOnceInOrder, inTurn(late)),
    saidBy(deliveredOnceInOrder, inTurn([...late, shows('tab2', 'one')])),
  ]).toEqual([[], ['tab2 shows one again or too late in /c']])
})

const polls = (path: string) => asked(1, path, 'events')
const forgotten: Happening = { kind: 'forgotten', party: 'tosh' }

test.each([
  ['whoever says it again', [polls('/feed?ack=2&low=20')], []],
  ['whoever does not', [polls('/feed?ack=2')], ['tosh does not say low=20 again']],
  [
    'a page that was given up unread, and comes again',
    [polls('/feed?ack=1'), forgotten, polls('/feed?ack=2&low=20')],
    [],
  ],
  [
    'a page that comes again, and is not heeded',
    [polls('/feed?ack=1'), forgotten, polls('/feed?ack=2')],
    ['tosh does not say low=20 again'],
  ],
  ['a page that was given up unread, and does not come again', [polls('/feed?ack=1'), polls('/feed?ack=2')], []],
])('aggregationTold judges %s', (_, then, violations) => {
  const happenings = [polls('/feed?ack=1&low=20'), forgotten, ...then]
  expect(saidBy(aggregationTold, inTurn(happenings))).toEqual(violations)
})
