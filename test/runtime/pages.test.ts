import { expect, test } from 'vitest'
import type { EventPage } from '../../src/protocol/event/eventPage.ts'
import { createInvitationEvents } from '../../src/runtime/invitationEvents.ts'
import { createPages } from '../../src/runtime/pages.ts'
import { createParticipantEvents } from '../../src/runtime/participantEvents.ts'
import { createRosterCatchUp } from '../../src/runtime/rosterCatchUp.ts'
import { hangs, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { absolute, accepted, conversing } from './fakeConversations.ts'

const listing = (...names: readonly string[]) =>
  resource({ _links: { conversation: names.map((name) => ({ href: `/${name}` })) } })

const conversationIn = (state: string, links: object = {}) =>
  resource({ state, _links: { self: { href: '/1' }, ...links } })

const invitationIn = (state: string, more: object = {}, href = '/ims/1') =>
  resource({ state, direction: 'Incoming', ...more, _links: { self: { href } } })

const page = (self: string): EventPage => ({
  self,
  onward: { rel: 'next', href: '/next' },
  blocks: [],
  undecodable: [],
})

/** Pages, and what becomes of them, in order. */
const taking = (script: Script = {}, isListed = true) => {
  const all = conversing(script)
  const happened: string[] = []
  const note = (what: string) => happened.push(what)
  const ring: string[] = []
  all.directory.invitationAdded.subscribe(({ href, rel, state }) => ring.push(`${rel} ${href} ${state}`))
  const pages = createPages({
    ...all,
    invitations: createInvitationEvents(all),
    rosterCatchUp: createRosterCatchUp({ place: all.place, participant: createParticipantEvents(all) }),
    conversationsHref: () => (isListed ? absolute('/conversations') : undefined),
    route: ({ self }) => note(`route ${self ?? ''}`),
    announce: (cause, { conversations, invitations }) =>
      note([cause, ...conversations.map(({ href }) => href), ...invitations.map(({ state }) => state)].join(' ')),
    caughtUp: () => note('caught up'),
    faulted: (fault) => all.faults.push(fault),
  })
  const take = (name: string) => pages.take(page(name), () => note(`handed out ${name}`))
  const rings = (href = '/ims/1') => {
    const invitation = all.directory.incoming(absolute(href), 'messagingInvitation')
    if (invitation === undefined) throw new Error('it is over')
    return invitation
  }
  return { ...all, happened, pages, ring, rings, take }
}

const handedOut = (...names: readonly string[]) => names.flatMap((name) => [`route ${name}`, `handed out ${name}`])

test('hands a page out at once', () => {
  const { happened, take } = taking()
  take('a')
  expect(happened).toEqual(handedOut('a'))
})

test.each(['resync', 'resume'] as const)('pages wait after a %s for what is read again', async (cause) => {
  const { happened, pages, take } = taking({ 'GET /conversations': listing() })
  pages.gap(cause)
  take('a')
  take('b')
  const before = [...happened]
  await drain()
  take('c')
  expect([before, happened]).toEqual([[], [cause, ...handedOut('a', 'b'), 'caught up', ...handedOut('c')]])
})

test('a conversation that is listed is kept, as the server has it now', async () => {
  const { conversation, happened, pages, seen } = taking({
    'GET /conversations': listing('1'),
    'GET /1': conversationIn('Conferencing', {
      messaging: { href: '/1/messaging' },
      attendees: { href: '/1/attendees' },
    }),
    'GET /1/messaging': resource({ state: 'Connected' }),
    'GET /1/attendees': resource({
      _embedded: { participant: [{ name: 'Ida', _links: { self: { href: '/1/ida' } } }] },
    }),
  })
  const record = conversation()
  pages.gap('resync')
  await drain()
  expect([record.state, record.messagingState, record.roster.participants.map(({ name }) => name)]).toEqual([
    'Conferencing',
    'Connected',
    ['Ida'],
  ])
  expect([happened, seen()]).toEqual([
    ['resync', 'caught up'],
    [
      'GET /conversations conversations',
      'GET /1 conversation',
      'GET /1/messaging messaging',
      'GET /1/attendees attendees',
    ],
  ])
})

test('whoever inspects a conversation sees that it was restored', async () => {
  const { conversation, hub, pages } = taking({
    'GET /conversations': listing('1'),
    'GET /1': conversationIn('Connected'),
  })
  conversation()
  const inspected: string[] = []
  hub.inspect({ next: (seen) => seen.type === '@xstate.event' && inspected.push(seen.event.type) })
  pages.gap('resync')
  await drain()
  expect(inspected).toContain('conversation.restored')
})

test('a conversation whose messaging cannot be read is kept as it was', async () => {
  const { conversation, pages } = taking({
    'GET /conversations': listing('1'),
    'GET /1': conversationIn('Connected', { messaging: { href: '/1/messaging' } }),
    'GET /1/messaging': reply(404),
  })
  const record = conversation()
  record.sendToMessaging({ type: 'messaging.updated', messaging: { state: 'Connected' } })
  pages.gap('resync')
  await drain()
  expect([record.isOver, record.messagingState]).toEqual([false, 'Connected'])
})

test('a message of which nothing may be heard any more is lost, though its conversation is kept', async () => {
  const { answer, conversation, pages, send } = taking({
    'GET /conversations': listing('1'),
    'GET /1': conversationIn('Connected'),
  })
  const message = send(conversation(), 'one')
  await answer('one', accepted('/texts/1'))
  pages.gap('resync')
  await drain()
  expect(message.status).toBe('lost')
})

test('a conversation that began meanwhile is there', async () => {
  const { directory, happened, pages } = taking({
    'GET /conversations': listing('1'),
    'GET /1': conversationIn('Incoming'),
  })
  pages.gap('resync')
  await drain()
  expect([[...directory.conversations].map(({ href, state }) => [href, state]), happened]).toEqual([
    [[absolute('/1'), 'Incoming']],
    ['resync', 'caught up'],
  ])
})

test('a conversation that is not listed any more has ended', async () => {
  const { conversation, happened, pages, seen } = taking({
    'GET /conversations': listing('2'),
    'GET /2': conversationIn('Connected'),
  })
  const record = conversation()
  pages.gap('resync')
  await drain()
  expect([record.isOver, record.loss, happened]).toEqual([true, 'resync', [`resync ${absolute('/1')}`, 'caught up']])
  expect(seen()).toEqual(['GET /conversations conversations', 'GET /2 conversation'])
})

test('a conversation that is listed but cannot be read has ended', async () => {
  const { conversation, happened, pages } = taking({ 'GET /conversations': listing('1'), 'GET /1': reply(404) })
  const record = conversation()
  pages.gap('resume')
  await drain()
  expect([record.loss, happened]).toEqual(['resume', [`resume ${absolute('/1')}`, 'caught up']])
})

test.each([
  ['it is refused', true],
  ['nobody says where it is', false],
])('everything has ended where the list cannot be read because %s', async (_, isListed) => {
  const { conversation, happened, pages, seen } = taking({ 'GET /conversations': reply(403) }, isListed)
  const all = [conversation(), conversation('/2')]
  pages.gap('resync')
  await drain()
  expect([all.map(({ loss }) => loss), happened, seen().length]).toEqual([
    ['resync', 'resync'],
    [`resync ${absolute('/1')} ${absolute('/2')}`, 'caught up'],
    isListed ? 1 : 0,
  ])
})

const nothingListed: Script = { 'GET /conversations': listing() }

test('an invitation that still rings goes on, one that does not has ended as it did', async () => {
  const { happened, pages, rings, seen } = taking({
    ...nothingListed,
    'GET /ims/1': invitationIn('Connecting', { subject: 'Lunch' }),
    'GET /ims/2': invitationIn('Cancelled', {}, '/ims/2'),
  })
  const [one, other] = [rings(), rings('/ims/2')]
  pages.gap('resync')
  await drain()
  expect([one.state, one.resource?.subject, other.state, happened]).toEqual([
    'Connecting',
    'Lunch',
    'Cancelled',
    ['resync', 'caught up'],
  ])
  expect(seen().slice(1)).toEqual(['GET /ims/1 messagingInvitation', 'GET /ims/2 messagingInvitation'])
})

test('an invitation that is gone is lost', async () => {
  const { happened, pages, rings } = taking({ ...nothingListed, 'GET /ims/1': reply(404) })
  const invitation = rings()
  pages.gap('resync')
  await drain()
  expect([invitation.state, invitation.loss, happened]).toEqual(['lost', 'resync', ['resync lost', 'caught up']])
})

test('an invitation is read where its last body says that it is', async () => {
  const { pages, rings, seen } = taking({ ...nothingListed, 'GET /ims/elsewhere': reply(404) })
  rings().send({
    type: 'invitation.updated',
    rel: 'messagingInvitation',
    invitation: { state: 'Connecting', _links: { self: { href: '/ims/elsewhere' } } },
  })
  pages.gap('resync')
  await drain()
  expect(seen().slice(1)).toEqual(['GET /ims/elsewhere messagingInvitation'])
})

test('an invitation of the user is read where her 201 said that it is', async () => {
  const { answer, inviting, pages } = taking({
    ...nothingListed,
    'GET /ims/1': invitationIn('Alerting', { direction: 'Outgoing' }),
  })
  const invitation = inviting('one')
  await answer('one', accepted('/ims/1'))
  pages.gap('resync')
  await drain()
  expect(invitation.state).toBe('Alerting')
})

test('an invitation of the user of which nobody knows where it is is lost', async () => {
  const { happened, inviting, pages, seen } = taking(nothingListed)
  const invitation = inviting('one')
  pages.gap('resync')
  await drain()
  expect([invitation.state, happened[0], seen().length]).toEqual(['lost', 'resync lost', 1])
})

test('an invitation keeps its sort', async () => {
  const { directory, pages } = taking({ ...nothingListed, 'GET /ims/1': invitationIn('Connecting') })
  const invitation = directory.incoming(absolute('/ims/1'), 'onlineMeetingInvitation')
  pages.gap('resync')
  await drain()
  expect([invitation?.rel, directory.invitations]).toEqual(['onlineMeetingInvitation', [invitation]])
})

test('whoever inspects an invitation sees of which sort it is', async () => {
  const { directory, hub, pages } = taking({ ...nothingListed, 'GET /ims/1': invitationIn('Connecting') })
  directory.incoming(absolute('/ims/1'), 'onlineMeetingInvitation')
  const sorts: unknown[] = []
  hub.inspect({
    next: (seen) => {
      if (seen.type === '@xstate.event' && seen.event.type === 'invitation.updated') sorts.push(seen.event['rel'])
    },
  })
  pages.gap('resync')
  await drain()
  expect(sorts).toEqual(['onlineMeetingInvitation'])
})

test('invitations that begin or end while the list is read are not read: the pages tell of them', async () => {
  const { inviting, pages, rings, seen } = taking(nothingListed)
  const before = rings()
  pages.gap('resync')
  rings('/ims/2')
  const mine = inviting('one')
  before.lose('ended')
  await drain()
  expect([seen(), mine.isOver]).toEqual([['GET /conversations conversations'], false])
})

const ringing = { href: absolute('/ims/1'), rel: 'participantInvitation' } as const

test('what another client left behind is read, with what still rings', async () => {
  const { directory, happened, pages, ring, take } = taking({
    'GET /conversations': listing('1'),
    'GET /1': conversationIn('Connected'),
    'GET /ims/1': invitationIn('Connecting'),
  })
  let isDone = false
  void pages.resume([ringing]).then(() => (isDone = true))
  take('a')
  await drain()
  expect([isDone, [...directory.conversations].map(({ state }) => state), ring, happened]).toEqual([
    true,
    ['Connected'],
    [`participantInvitation ${absolute('/ims/1')} Connecting`],
    [...handedOut('a'), 'caught up'],
  ])
})

test.each([
  ['it was answered', invitationIn('Connected')],
  ['it is gone', reply(404)],
])('what rang for another client rings no more where %s', async (_, answer) => {
  const { faults, pages, ring } = taking({ ...nothingListed, 'GET /ims/1': answer })
  await pages.resume([ringing])
  expect([ring, faults]).toEqual([[], []])
})

test('what has come through the channel meanwhile is not doubted when another client is followed', async () => {
  const { pages, rings, seen } = taking(nothingListed)
  const invitation = rings()
  await pages.resume([])
  expect([invitation.isOver, seen()]).toEqual([false, ['GET /conversations conversations']])
})

test('conversations that another client left behind and that are gone are told', async () => {
  const { conversation, happened, pages } = taking(nothingListed)
  const record = conversation()
  await pages.resume([])
  expect([record.loss, happened]).toEqual(['resume', [`resume ${absolute('/1')}`, 'caught up']])
})

test('what rang for another client rings though a gap comes first, and once', async () => {
  const { directory, faults, pages, ring } = taking({
    ...nothingListed,
    'GET /ims/1': [invitationIn('Connecting'), reply(404)],
  })
  const resumed = pages.resume([ringing])
  pages.gap('resync')
  await resumed
  const first = [...ring]
  directory.loseAll('resync')
  pages.gap('resync')
  await drain()
  expect([first.length, ring.length, faults]).toEqual([1, 1, []])
})

test('pages that wait when another gap comes go out before it', async () => {
  const { happened, pages, take } = taking({ 'GET /conversations': listing() })
  pages.gap('resync')
  take('a')
  pages.gap('resume')
  const before = [...happened]
  take('b')
  await drain()
  expect([before, happened]).toEqual([handedOut('a'), [...handedOut('a'), 'resume', ...handedOut('b'), 'caught up']])
})

test('what was read before another gap ends nothing', async () => {
  let late: (answer: Reply) => void = () => undefined
  const slow = new Promise<Reply>((resolve) => (late = resolve))
  const { conversation, happened, pages, seen } = taking({
    'GET /conversations': [slow, listing('1')],
    'GET /1': conversationIn('Connected'),
  })
  const record = conversation()
  pages.gap('resync')
  await drain()
  pages.gap('resync')
  late(listing())
  await drain()
  expect([record.isOver, happened, seen().length]).toEqual([false, ['resync', 'caught up'], 3])
})

test('what another gap has overtaken is not read on', async () => {
  const { conversation, pages, rings, seen } = taking({
    'GET /conversations': [listing('1'), listing()],
    'GET /1': hangs,
    'GET /ims/1': invitationIn('Connecting'),
  })
  conversation()
  rings()
  pages.gap('resync')
  await drain()
  pages.gap('resync')
  await drain()
  expect(seen()).toEqual([
    'GET /conversations conversations',
    'GET /1 conversation',
    'GET /conversations conversations',
    'GET /ims/1 messagingInvitation',
  ])
})

test('whoever resumes waits for the gap that comes meanwhile', async () => {
  const { pages } = taking({ 'GET /conversations': [hangs, hangs] })
  let isDone = false
  void pages.resume([]).then(() => (isDone = true))
  await drain()
  pages.gap('resync')
  await drain()
  const before = isDone
  pages.lost('recreated')
  await drain()
  expect([before, isDone]).toEqual([false, true])
})

test.each(['recreated', 'ended', 'signedOut', 'closed'] as const)(
  'an application that is %s takes all with it',
  async (cause) => {
    const { conversation, happened, pages, rings, seen, take } = taking({ 'GET /conversations': hangs })
    const [record, invitation] = [conversation(), rings()]
    pages.gap('resync')
    take('a')
    await drain()
    pages.lost(cause)
    const told = cause === 'recreated' || cause === 'ended' ? [`${cause} ${absolute('/1')} lost`] : []
    expect([record.loss, invitation.loss, happened]).toEqual([cause, cause, told])
    take('b')
    await drain()
    const others = cause === 'closed' ? [] : handedOut('b')
    expect([happened, seen().length]).toEqual([[...told, ...others], 1])
  },
)

test.each(['closed', 'ended'] as const)(
  'pages that wait are handed out no further once the client is %s',
  async (cause) => {
    const { happened, pages, take } = taking({ 'GET /conversations': listing() })
    pages.gap('resync')
    take('a')
    pages.take(page('b'), () => pages.lost(cause))
    take('c')
    await drain()
    expect(happened.filter((what) => what !== cause)).toEqual(['resync', ...handedOut('a'), 'route b', 'caught up'])
  },
)

test('what rang for another client rings no more when the application is gone', async () => {
  const { faults, pages, ring, seen } = taking({ 'GET /conversations': [hangs, listing()] })
  void pages.resume([ringing])
  await drain()
  pages.lost('recreated')
  pages.gap('resync')
  await drain()
  expect([ring, seen().length, faults]).toEqual([[], 2, []])
})

test('reading ends where a thousand pages wait, and what could not be read is lost', async () => {
  const { conversation, happened, pages, rings, seen, take } = taking({
    'GET /conversations': listing('1', '2'),
    'GET /1': hangs,
    'GET /2': conversationIn('Connected', { messaging: { href: '/2/messaging' } }),
    'GET /2/messaging': hangs,
  })
  const [one, two] = [conversation(), conversation('/2')]
  rings()
  pages.gap('resync')
  await drain()
  const names = Array.from({ length: 1000 }, (_, at) => String(at))
  for (const name of names.slice(1)) take(name)
  await drain()
  const before = [...happened]
  take('0')
  await drain()
  expect([before, one.isOver, two.isOver, happened.slice(0, 3), happened.length, seen().length]).toEqual([
    [],
    true,
    false,
    [`resync ${absolute('/1')} lost`, ...handedOut('1')],
    2002,
    4,
  ])
})

test('after a gap in which too much waited the next one is read again', async () => {
  const { conversation, pages, take } = taking({
    'GET /conversations': [hangs, listing('1')],
    'GET /1': conversationIn('Connected'),
  })
  pages.gap('resync')
  for (let at = 0; at < 1000; at++) take(String(at))
  await drain()
  const record = conversation()
  pages.gap('resync')
  await drain()
  expect(record.isOver).toBe(false)
})

test('silence does not count while pages wait', async () => {
  const { clock, pages, silence } = taking({ 'GET /conversations': [hangs, listing()] })
  const heard: string[] = []
  silence.channelIs(true)
  pages.gap('resync')
  void silence.wait(1000, new AbortController().signal).then(() => heard.push('lost'))
  await clock.advance(5000)
  const before = [...heard]
  pages.lost('recreated')
  await clock.advance(1000)
  const after = [...heard]
  pages.gap('resync')
  await drain()
  void silence.wait(1000, new AbortController().signal).then(() => heard.push('caught up'))
  await clock.advance(1000)
  expect([before, after, heard]).toEqual([[], ['lost'], ['lost', 'caught up']])
})

test('a defect in reading is told, and pages go on', async () => {
  const { faults, happened, pages, take } = taking({})
  pages.gap('resync')
  take('a')
  await drain()
  expect([faults, happened]).toMatchObject([
    [{ message: expect.stringContaining('not in the script') as unknown }],
    [...handedOut('a'), 'caught up'],
  ])
})

/** As many steps of promises as an answer takes to come through, and some more. */
const steps = Array.from({ length: 20 }, (_, at) => at)

/** Lets the application go, so many steps after something has been read. */
const losing = async (step: number, key: string, answer: Reply, begin: (open: ReturnType<typeof taking>) => void) => {
  let late: (answer: Reply) => void = () => undefined
  const slow = new Promise<Reply>((resolve) => (late = resolve))
  const open = taking({ 'GET /conversations': listing(), 'GET /1': hangs, [key]: slow })
  begin(open)
  await drain()
  late(answer)
  for (let taken = 0; taken < step; taken++) await Promise.resolve()
  open.pages.lost('recreated')
  await drain()
  return open
}

test.each(steps)(
  'an invitation that is read %d steps before the application goes does not outlive it',
  async (step) => {
    const invitations = [{ href: absolute('/ims/1'), rel: 'messagingInvitation' }] as const
    const { directory } = await losing(
      step,
      'GET /ims/1',
      invitationIn('Connecting'),
      ({ pages }) => void pages.resume(invitations),
    )
    expect(directory.invitations).toEqual([])
  },
)

test.each(steps)(
  'a conversation that is listed %d steps before the application goes does not outlive it',
  async (step) => {
    const { directory } = await losing(step, 'GET /conversations', listing('1'), ({ pages }) => pages.gap('resync'))
    expect([...directory.conversations]).toEqual([])
  },
)

test('a conversation that is being read when another gap comes is kept', async () => {
  const { conversation, happened, pages } = taking({
    'GET /conversations': [listing('1'), listing('1')],
    'GET /1': [hangs, conversationIn('Conferenced')],
  })
  const record = conversation()
  pages.gap('resync')
  await drain()
  pages.gap('resume')
  await drain()
  expect([record.state, record.isOver, happened]).toEqual(['Conferenced', false, ['resume', 'caught up']])
})
