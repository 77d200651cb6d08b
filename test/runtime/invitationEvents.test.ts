import { either as E } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import type { EventStatus, ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import { Messaging } from '../../src/protocol/resource/messaging.ts'
import type { MessagingInvitation } from '../../src/protocol/resource/messagingInvitation.ts'
import { createInvitationEvents } from '../../src/runtime/invitationEvents.ts'
import { reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { openDirectory, taken } from './openDirectory.ts'

const origin = 'https://pool.contoso.com'
const thread = `${origin}/threads/1`
const conversation = { conversation: { href: '/threads/1' } }

type Body = Partial<Omit<MessagingInvitation, '_links'>>

const body = (more: Body = {}, links: object = {}): MessagingInvitation => ({
  state: 'Connecting',
  ...more,
  _links: { self: { href: '/ims/1' }, ...links },
})
const incoming = (more: Body = {}, links: object = conversation) => body({ direction: 'Incoming', ...more }, links)
const outgoing = (more: Body = {}, links: object = conversation) => body({ direction: 'Outgoing', ...more }, links)

const bare = (type: ResourceEvent['type'], status?: EventStatus): ResourceEvent => ({
  link: { rel: 'messagingInvitation', href: '/ims/1' },
  type,
  ...(status === undefined ? {} : { status }),
})

const bringing = (messagingInvitation: MessagingInvitation, type: ResourceEvent['type'] = 'updated') => ({
  ...bare(type),
  _embedded: { messagingInvitation },
})

/** Events reach a directory in which nothing is yet. */
const hearing = (script: Script = {}) => {
  const open = openDirectory(script)
  const { directory, fetcher, place } = open
  const { catchUp, invitation } = createInvitationEvents({ directory, fetcher, place })
  const added: string[] = []
  directory.invitationAdded.subscribe(({ state, href, conversation }) =>
    added.push(`${state} ${href} ${conversation?.href}`),
  )
  const hear = async (event: ResourceEvent) => {
    invitation(event, 'messagingInvitation')
    await drain()
  }
  const rings = () => directory.findIncoming(`${origin}/ims/1`)
  const conversations = () => [...directory.conversations].map(({ href }) => href)
  return { ...open, catchUp, invitation, hear, added, rings, conversations }
}

describe('an incoming invitation', () => {
  test('is there from its first event, and told once', async () => {
    const { added, hear, rings } = hearing()
    await hear(bringing(incoming(), 'started'))
    await hear(bringing(incoming({ subject: 'Lunch' })))
    expect(added).toEqual([`Connecting ${origin}/ims/1 ${thread}`])
    expect(rings()?.resource).toEqual(incoming({ subject: 'Lunch' }))
  })

  test('is told when it is known how it is', async () => {
    const { directory, hear } = hearing()
    const told: unknown[] = []
    directory.invitationAdded.subscribe(({ resource }) => told.push(resource))
    await hear(bringing(incoming()))
    expect(told).toEqual([incoming()])
  })

  test('is of the sort that its event is of', () => {
    const { directory, invitation } = hearing()
    const onlineMeetingInvitation = incoming({}, {})
    invitation({ ...bare('started'), _embedded: { onlineMeetingInvitation } }, 'onlineMeetingInvitation')
    expect(directory.findIncoming(`${origin}/ims/1`)?.rel).toBe('onlineMeetingInvitation')
  })

  test('belongs to the conversation that an event named first', async () => {
    const { conversations, hear, rings } = hearing()
    await hear(bringing(incoming({}, {})))
    const before = rings()?.conversation
    await hear(bringing(incoming()))
    await hear(bringing(incoming({}, { conversation: { href: '/threads/2' } })))
    expect([before, rings()?.conversation?.href, conversations()]).toEqual([undefined, thread, [thread]])
  })

  test('tells who else is in its conversation', async () => {
    const { directory, hear } = hearing()
    const from = { name: 'Lene', uri: 'sip:lene@contoso.com', _links: { self: { href: '/threads/1/lene' } } }
    await hear(bringing(incoming({ _embedded: { from } })))
    const roster = directory.findConversation(thread)?.roster
    expect(roster?.find(`${thread}/lene`)).toMatchObject({ name: 'Lene', uri: 'sip:lene@contoso.com' })
  })

  test('from somebody without a place, or without a conversation, rings all the same', async () => {
    const { faults, hear, rings } = hearing()
    await hear(bringing(incoming({ _embedded: { from: { name: 'Lene', _links: { self: { href: '/lene' } } } } }, {})))
    await hear(bringing(incoming({ _embedded: { from: { name: 'Lene' } } })))
    expect([rings()?.state, faults]).toEqual(['Connecting', []])
  })

  test('that is over is not brought back by a late event', async () => {
    const { added, conversations, directory, hear, rings } = hearing()
    await hear(bringing(incoming(), 'started'))
    await hear({ ...bringing(incoming(), 'completed'), status: 'Failure' })
    directory.findConversation(thread)?.send({ type: 'conversation.deleted' })
    await hear(bringing(incoming()))
    expect([added.length, rings(), conversations()]).toEqual([1, undefined, []])
  })

  test.each<[string, Partial<ResourceEvent>, string]>([
    ['Success', { status: 'Success' }, 'Connected'],
    ['a reason', { status: 'Failure', reason: { code: 'LocalFailure', subcode: 'Canceled' } }, 'Cancelled'],
    ['Failure alone', { status: 'Failure', reason: null }, 'Failed'],
  ])('that completes with %s is over', async (_, more, state) => {
    const { hear, rings } = hearing()
    await hear(bringing(incoming(), 'started'))
    const invitation = rings()
    await hear({ ...bringing(incoming(), 'completed'), ...more })
    expect([invitation?.state, invitation?.reason]).toEqual([state, more.reason ?? undefined])
  })

  test('is over when the messaging that it tells of has been read', async () => {
    let late: (answer: Reply) => void = () => undefined
    const { fetcher, hear, rings } = hearing({ 'GET /m': new Promise<Reply>((resolve) => (late = resolve)) })
    const order: string[] = []
    const links = { messaging: { href: '/m' } }
    await hear(bringing(incoming({}, links), 'started'))
    const invitation = rings()
    fetcher.get({ codec: Messaging, href: `${origin}/m`, operation: 'messaging', found: () => order.push('read') })
    await hear(bringing(incoming({ subject: 'Lunch' }, links)))
    const meanwhile = invitation?.resource?.subject
    invitation?.listen(() => invitation.isOver && order.push('over'))
    await hear({ ...bringing(incoming({}, links), 'completed'), status: 'Success' })
    late(resource({ state: 'Connected' }))
    await drain()
    expect([meanwhile, order]).toEqual(['Lunch', ['read', 'over']])
  })
})

test('whoever inspects the charts sees the words of the wire', async () => {
  const { hear, hub } = hearing()
  const words: string[] = []
  hub.inspect({
    next: (inspected) => inspected.type === '@xstate.event' && words.push(inspected.event.type),
  })
  await hear(bringing(incoming(), 'started'))
  await hear(bringing(incoming(), 'updated'))
  await hear({ ...bringing(incoming(), 'completed'), status: 'Success' })
  expect(words.filter((word) => word.startsWith('invitation.'))).toEqual([
    'invitation.started',
    'invitation.updated',
    'invitation.completed',
  ])
})

describe('an event without a body', () => {
  test('has it read, and is told then', async () => {
    const { hear, rings, seen } = hearing({ 'GET /ims/1': resource(incoming({ subject: 'Lunch' })) })
    await hear(bare('started'))
    expect([rings()?.resource?.subject, seen()]).toEqual(['Lunch', ['GET /ims/1 messagingInvitation']])
  })

  test('is forgotten when a later one comes first', async () => {
    let late: (answer: Reply) => void = () => undefined
    const { hear, rings } = hearing({ 'GET /ims/1': new Promise<Reply>((resolve) => (late = resolve)) })
    await hear(bare('started'))
    await hear(bringing(incoming({ subject: 'Later' })))
    late(resource(incoming({ subject: 'Earlier' })))
    await drain()
    expect(rings()?.resource?.subject).toBe('Later')
  })

  test('is forgotten when the invitation is deleted', async () => {
    let late: (answer: Reply) => void = () => undefined
    const { hear, rings } = hearing({ 'GET /ims/1': new Promise<Reply>((resolve) => (late = resolve)) })
    await hear(bare('started'))
    await hear(bare('deleted'))
    late(resource(incoming()))
    await drain()
    expect(rings()).toBeUndefined()
  })

  test('that ends an invitation ends it by what was seen last, where nothing can be read', async () => {
    const { hear, rings } = hearing({ 'GET /ims/1': reply(404) })
    await hear(bringing(incoming(), 'started'))
    const invitation = rings()
    await hear(bare('completed', 'Success'))
    expect([invitation?.state, invitation?.resource]).toEqual(['Connected', incoming()])
  })

  test('that goes on changes nothing where nothing can be read', async () => {
    const { hear, invite, rings } = hearing({ 'GET /ims/1': reply(404) })
    const ours = invite('1', taken(`${origin}/ims/1`))
    await drain()
    await hear(bare('updated'))
    expect([rings(), ours.state, ours.resource]).toEqual([undefined, 'sending', undefined])
  })

  test('that ends what nobody knows of does nothing', async () => {
    const { faults, hear, directory } = hearing({ 'GET /ims/1': reply(404) })
    await hear(bare('completed', 'Success'))
    expect([directory.invitations, faults]).toEqual([[], []])
  })

  test.each([
    ['Success', 'Connected'],
    ['Failure', 'Failed'],
    [undefined, 'Failed'],
  ] as const)('ends one of the user with %s, where nobody has ever seen it', async (status, result) => {
    const { hear, invite } = hearing({ 'GET /ims/1': reply(404) })
    const ours = invite('1', taken(`${origin}/ims/1`))
    await drain()
    await hear(bare('completed', status))
    expect([ours.result, ours.resource]).toEqual([
      result,
      {
        direction: 'Outgoing',
        state: result,
        _links: { self: { rel: 'messagingInvitation', href: '/ims/1' } },
      },
    ])
  })

  test('ends one of the user once its 201 says that it is that one, and no other', async () => {
    const { hear, invite } = hearing({ 'GET /ims/1': reply(404) })
    const answers: ((location: string) => void)[] = []
    const answered = () => () =>
      new Promise<E.Either<never, { location: string }>>((resolve) =>
        answers.push((location) => resolve(E.right({ location }))),
      )
    const [ours, other] = [invite('1', answered), invite('2', answered)]
    await drain()
    await hear(bare('completed', 'Failure'))
    ours.changed()
    const before = [ours.result, other.result]
    answers[1]?.(`${origin}/ims/2`)
    answers[0]?.(`${origin}/ims/1`)
    await drain()
    expect([before, ours.result, other.state]).toEqual([[undefined, undefined], 'Failed', 'sending'])
  })

  test('ends one of the user by what was seen last', async () => {
    const { hear, invite } = hearing({ 'GET /ims/1': reply(404) })
    const ours = invite('1')
    await hear(bringing(outgoing({ operationId: '1' })))
    await hear(bare('completed', 'Success'))
    expect([ours.result, ours.resource]).toEqual(['Connected', outgoing({ operationId: '1' })])
  })
})

describe('an invitation by the user', () => {
  test('is known by its operationId', async () => {
    const { added, conversations, hear, invite } = hearing()
    const ours = invite('1')
    await hear(bringing(outgoing({ operationId: '1' }), 'started'))
    expect([ours.state, ours.location, ours.conversation?.href]).toEqual(['Connecting', `${origin}/ims/1`, thread])
    expect([added, conversations()]).toEqual([[], [thread]])
  })

  test('is known by its operationId to somebody who says that it comes in', async () => {
    const { added, hear, invite } = hearing()
    const ours = invite('1')
    await hear(bringing(incoming({ operationId: '1' })))
    expect([ours.state, added]).toEqual(['Connecting', []])
  })

  test.each(['', undefined, 'another'])('is known by its place where its operationId is %j', async (operationId) => {
    const { hear, invite } = hearing()
    const ours = invite('1', taken(`${origin}/ims/1`))
    await drain()
    await hear(bringing(outgoing(operationId === undefined ? {} : { operationId })))
    expect(ours.state).toBe('Connecting')
  })

  test('is known by the place that an event told', async () => {
    const { hear, invite } = hearing()
    const ours = invite('1')
    await hear(bringing(outgoing({ operationId: '1' })))
    await hear(bringing(outgoing({ state: 'Alerting' })))
    expect(ours.state).toBe('Alerting')
  })

  test('is not what comes in at its place', async () => {
    const { hear, invite, rings } = hearing()
    const ours = invite('1', taken(`${origin}/ims/1`))
    await drain()
    await hear(bringing(incoming({}, {})))
    expect([ours.state, rings()?.state]).toEqual(['sending', 'Connecting'])
  })

  test('of another endpoint is nothing here', async () => {
    const { conversations, directory, hear } = hearing()
    await hear(bringing(outgoing({ operationId: '9' }), 'started'))
    await hear(bringing(body({}, conversation), 'started'))
    expect([directory.invitations, conversations()]).toEqual([[], []])
  })

  test('opens its conversation with the message that went along', async () => {
    const { directory, hear, requests } = hearing()
    requests.set('1', taken())
    const ours = directory.outgoing({ operation: 'startMessaging', operationId: '1', message: { text: 'Hi' } })
    await hear(bringing(outgoing({ operationId: '1' })))
    expect([ours.conversation?.takeOpening(), ours.conversation?.takeOpening()]).toEqual([{ text: 'Hi' }, undefined])
  })

  test('opens its conversation once', async () => {
    const { directory, hear, requests } = hearing()
    requests.set('1', taken())
    const ours = directory.outgoing({ operation: 'startMessaging', operationId: '1', message: { text: 'Hi' } })
    await hear(bringing(outgoing({ operationId: '1' })))
    ours.conversation?.takeOpening()
    await hear(bringing(outgoing({ operationId: '1' }, { conversation: { href: '/threads/2' } })))
    expect([ours.conversation?.href, ours.conversation?.awaitsOpening]).toEqual([thread, false])
  })
})

describe('an invitation that somebody else has answered', () => {
  const answered = outgoing({ operationId: '1' }, { ...conversation, derivedMessaging: { href: '/derived' } })
  const success: ResourceEvent = { ...bringing(answered, 'completed'), status: 'Success' }
  const derived = { state: 'Connected', _links: { conversation: { href: '/threads/2' } } }

  const inviting = async (script: Script) => {
    const open = hearing(script)
    open.requests.set('1', taken())
    const ours = open.directory.outgoing({ operation: 'startMessaging', operationId: '1', message: { text: 'Hi' } })
    await open.hear(bringing(outgoing({ operationId: '1' }), 'started'))
    return { ...open, ours, first: ours.conversation }
  }

  test('goes on in the conversation with her', async () => {
    const { first, hear, ours, seen } = await inviting({ 'GET /derived': resource(derived) })
    await hear(success)
    expect([ours.result, ours.conversation?.href, seen()]).toEqual([
      'Connected',
      `${origin}/threads/2`,
      ['GET /derived derivedMessaging'],
    ])
    expect([first?.awaitsOpening, ours.conversation?.takeOpening()]).toEqual([false, { text: 'Hi' }])
  })

  test('is read when it is over, not before', async () => {
    const { hear, ours, seen } = await inviting({})
    await hear(bringing(answered))
    expect([ours.conversation?.href, seen()]).toEqual([thread, []])
  })

  test('is not over before that is known', async () => {
    let late: (answer: Reply) => void = () => undefined
    const { hear, ours } = await inviting({ 'GET /derived': new Promise<Reply>((resolve) => (late = resolve)) })
    await hear(success)
    const before = ours.isOver
    late(resource(derived))
    await drain()
    expect([before, ours.isOver]).toEqual([false, true])
  })

  test.each<[string, Reply]>([
    ['cannot be read', reply(404)],
    ['names no conversation', resource({ state: 'Connected', _links: {} })],
    ['names nothing', resource({ state: 'Connected' })],
  ])('stays where it was when her messaging %s', async (_, answer) => {
    const { first, hear, ours } = await inviting({ 'GET /derived': answer })
    await hear(success)
    expect([ours.result, ours.conversation === first, first?.awaitsOpening]).toEqual(['Connected', true, true])
  })

  test('leads nowhere once it is lost', async () => {
    let late: (answer: Reply) => void = () => undefined
    const { conversations, hear, ours } = await inviting({
      'GET /derived': new Promise<Reply>((resolve) => (late = resolve)),
    })
    await hear(success)
    ours.lose('resume')
    late(resource(derived))
    await drain()
    expect([ours.result, ours.conversation?.href, conversations()]).toEqual(['lost', thread, [thread]])
  })

  test('leads somewhere that no conversation was known of before', async () => {
    const { hear, invite } = hearing({ 'GET /derived': resource(derived) })
    const ours = invite('1')
    await hear({
      ...bringing(outgoing({ operationId: '1' }, { derivedMessaging: { href: '/derived' } }), 'completed'),
      status: 'Success',
    })
    expect([ours.result, ours.conversation?.href]).toEqual(['Connected', `${origin}/threads/2`])
  })
})

describe('after a gap', () => {
  test.each(['Connecting', 'Alerting', 'TeamRing', 'Forwarded'] as const)(
    'an invitation that is %s rings on',
    (state) => {
      const { catchUp, invite } = hearing()
      const ours = invite('1')
      catchUp(`${origin}/ims/1`, 'messagingInvitation', outgoing({ operationId: '1', state }))
      expect([ours.state, ours.isOver]).toEqual([state, false])
    },
  )

  test.each(['Connected', 'Declined', 'Cancelled', 'Failed'] as const)('an invitation that is %s is over', (state) => {
    const { catchUp, invite } = hearing()
    const ours = invite('1')
    catchUp(`${origin}/ims/1`, 'messagingInvitation', outgoing({ operationId: '1', state }))
    expect([ours.result, ours.isOver]).toEqual([state, true])
  })
})
