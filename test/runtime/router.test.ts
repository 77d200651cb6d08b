import { expect, test } from 'vitest'
import type { EventPage } from '../../src/protocol/event/eventPage.ts'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import { Place } from '../../src/runtime/place.ts'
import { createRouter } from '../../src/runtime/router.ts'
import { openClient } from './openRuntime.ts'

const thread = '/threads/1'

const event = (rel: string, href = '/x', type: ResourceEvent['type'] = 'updated'): ResourceEvent => ({
  link: { rel, href },
  type,
})

const page = (...blocks: readonly (readonly [string, string | undefined, ...ResourceEvent[]])[]): EventPage => ({
  self: undefined,
  onward: { rel: 'next', href: '/next' },
  blocks: blocks.map(([rel, href, ...events]) => ({ rel, href, events })),
  undecodable: [],
})

/** A router whose destinations only note what reaches them; those of the given relation throw. Deleted threads are over. */
const noting = (throwing?: string) => {
  const { directory } = openClient().runtime
  const place = new Place()
  place.moveTo('http://pool.contoso.com/app')
  const taken: string[] = []
  const faults: unknown[] = []
  const heard: string[] = []
  const take = (name: string, { link, type }: ResourceEvent): void => {
    if (name === throwing) throw new Error(name)
    taken.push(`${name} ${type} ${link.href}`)
    if (name === 'conversation' && type === 'deleted')
      directory.findConversation(place.absolute(link.href))?.lose('ended')
  }
  const route = createRouter({
    place,
    directory,
    conversations: {
      conversation: (one) => take('conversation', one),
      messaging: (_, one) => take('messaging', one),
      onlineMeeting: (_, one) => take('onlineMeeting', one),
    },
    participant: (_, one) => take('participant', one),
    messages: {
      message: (_, one) => take('message', one),
      outgoing: () => {
        throw new Error('not used here')
      },
    },
    invitations: { invitation: (one, rel) => take(`invitation by ${rel}`, one), catchUp: () => undefined },
    me: (one) => take('me', one),
    people: (one) => take('people', one),
    missedItems: (one) => take('missedItems', one),
    heard: ({ link }, { rel }) => void heard.push(`${rel} > ${link.rel}`),
    faulted: (error) => void faults.push(error),
  })
  /** Ends with the event of this relation, where there is one. */
  const routeUntil = (whole: Parameters<typeof route>[0], last?: string) =>
    route(whole, () => last !== undefined && heard.at(-1)?.endsWith(` ${last}`) === true)
  return { route: routeUntil, taken, faults, heard, directory }
}

test.each([
  ['conversation', ['conversation', thread, event('message', '/4'), event('messaging', '/3'), event('message', '/5')]],
  [
    'communication',
    ['communication', '/c', event('conversation', '/1'), event('messaging', '/3'), event('message', '/5')],
  ],
  ['people', ['people', '/p', event('contact', '/1'), event('messaging', '/3'), event('message', '/5')]],
] as const)('an event of %s at which the client is closed is the last', (_, block) => {
  const { route, taken, heard } = noting()
  route(page(block), 'messaging')
  expect([taken.length, heard.length]).toEqual([1, 2])
})

test('brings every event to what it is about', () => {
  const { route, taken } = noting()
  route(
    page(
      ['communication', '/comms', event('conversation', '/1'), event('messagingInvitation', '/2')],
      ['conversation', thread, event('messaging', '/3'), event('message', '/4'), event('participant', '/5')],
      ['conversation', thread, event('localParticipant', '/11'), event('onlineMeeting', '/12'), event('conversation')],
      ['communication', '/comms', event('participantInvitation', '/6'), event('onlineMeetingInvitation', '/7')],
      ['me', '/me', event('presence', '/8')],
      ['people', '/people', event('contactPresence', '/9')],
      ['communication', '/comms', event('missedItems', '/10')],
    ),
  )
  expect(taken).toEqual([
    'conversation updated /1',
    'invitation by messagingInvitation updated /2',
    'messaging updated /3',
    'message updated /4',
    'participant updated /5',
    'participant updated /11',
    'onlineMeeting updated /12',
    'conversation updated /x',
    'invitation by participantInvitation updated /6',
    'invitation by onlineMeetingInvitation updated /7',
    'me updated /8',
    'people updated /9',
    'missedItems updated /10',
  ])
})

test.each(['messaging', 'message', 'participant', 'conversation', 'invitation by messagingInvitation', 'me', 'people'])(
  'a handler of %s that throws costs nothing but its event',
  (rel) => {
    const { route, taken, faults } = noting(rel)
    route(
      page(
        ['communication', '/comms', event('conversation', '/1'), event('messagingInvitation', '/2')],
        ['conversation', thread, event('messaging', '/3'), event('message', '/4'), event('participant', '/5')],
        ['me', '/me', event('presence', '/6')],
        ['people', '/people', event('contactPresence', '/7')],
      ),
    )
    expect([taken.length, faults]).toEqual([6, [new Error(rel)]])
  },
)

test('an event of no known relation is only heard', () => {
  const { route, taken, heard, faults } = noting()
  route(page(['calls', '/calls', event('tone')], ['conversation', thread, event('whiteboard')]))
  expect([taken, heard, faults]).toEqual([[], ['calls > tone', 'conversation > whiteboard'], []])
})

test('events are heard before anything is done with them', () => {
  const { route, taken, heard } = noting('message')
  route(page(['conversation', thread, event('message')]))
  expect([taken, heard]).toEqual([[], ['conversation > message']])
})

test('a conversation is made by its first event', () => {
  const { route, directory } = noting()
  route(page(['conversation', thread, event('messaging')]))
  expect([...directory.conversations].map(({ href }) => href)).toEqual([`http://pool.contoso.com${thread}`])
})

test('a deleted makes no conversation', () => {
  const { route, directory, taken } = noting()
  route(page(['conversation', thread, event('participant', '/5', 'deleted')]))
  expect([[...directory.conversations], taken]).toEqual([[], []])
})

test('a block of a conversation without href is taken as one of communication', () => {
  const { route, taken } = noting()
  route(page(['conversation', undefined, event('conversation', '/1')]))
  expect(taken).toEqual(['conversation updated /1'])
})

test('something is deleted in a conversation that an event of the same block has made', () => {
  const { route, taken } = noting()
  route(page(['conversation', thread, event('messaging', '/3'), event('participant', '/5', 'deleted')]))
  expect(taken).toEqual(['messaging updated /3', 'participant deleted /5'])
})

test('what happens in a conversation after its end makes another', () => {
  const { route, directory } = noting()
  const before = directory.conversation(`http://pool.contoso.com${thread}`)
  route(
    page([
      'conversation',
      thread,
      event('conversation', thread, 'deleted'),
      event('participant', '/5', 'deleted'),
      event('messaging', '/3'),
    ]),
  )
  expect([...directory.conversations].map((after) => [after.href === before.href, after === before])).toEqual([
    [true, false],
  ])
})
