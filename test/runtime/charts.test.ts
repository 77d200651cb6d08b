import { either as E, taskEither as TE } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../../src/protocol/failure.ts'
import type { MessagingInvitation } from '../../src/protocol/resource/messagingInvitation.ts'
import type { ChartOwner } from '../../src/runtime/hub.ts'
import { breaks, hangs, reply, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { openDirectory, taken } from './openDirectory.ts'

const self = { self: { href: '/it' } }
const nowhere: Failure = { name: 'NotAvailable', link: 'it', reason: 'nowhere' }
const timedOut: Failure = { name: 'TimedOut', operation: 'it', method: 'POST', href: 'https://it', after: 30_000 }

/** Charts whose owner notes what becomes of them. */
const charting = (script: Script) => {
  const unanswered: unknown[] = []
  const open = openDirectory(script, {
    leave: (...told) => unanswered.push(['leave', ...told]),
    stopMessaging: (...told) => unanswered.push(['stopMessaging', ...told]),
    cancel: (...told) => unanswered.push(['cancel', ...told]),
  })
  const told: unknown[] = []
  const owner: ChartOwner = {
    chartIsOver: () => void told.push('over'),
    chartBroke: (error) => void told.push(error),
  }
  const bodies = () => open.http.requests.map(({ body }) => body)
  return { ...open, owner, told, unanswered, bodies }
}

describe('a conversation', () => {
  const connected = { state: 'Connected', _links: self } as const

  const leaving = async (answer: Reply) => {
    const open = charting({ 'DELETE /it': answer })
    const chart = open.charts.conversation(open.owner)
    chart.send({ type: 'conversation.added', conversation: connected })
    chart.send({ type: 'conversation.leave' })
    await drain()
    return { ...open, chart }
  }

  test('is left where it is', async () => {
    const { chart, seen, unanswered } = await leaving(reply(204))
    expect([seen(), unanswered, chart.getSnapshot().context.refusal]).toEqual([
      ['DELETE /it conversation'],
      [],
      undefined,
    ])
  })

  test('that cannot be left says why', async () => {
    const { chart, unanswered } = await leaving(reply(403))
    expect([chart.getSnapshot().context.refusal, unanswered]).toMatchObject([{ name: 'Refused', status: 403 }, []])
  })

  test('is asked for again where leaving it has no answer', async () => {
    const { unanswered } = await leaving(breaks('ECONNRESET'))
    expect(unanswered).toMatchObject([['leave', connected, { name: 'Unreachable' }]])
  })

  test('is not asked for again once nobody waits for it', async () => {
    const { charts, chart, unanswered } = await leaving(hangs)
    charts.stop(chart)
    await drain()
    expect(unanswered).toEqual([])
  })

  test('tells its owner when it is over', () => {
    const { charts, owner, told } = charting({})
    charts.conversation(owner).send({ type: 'conversation.deleted' })
    expect(told).toEqual(['over'])
  })
})

describe('messaging', () => {
  const messaging = { state: 'Connected', _links: { ...self, stopMessaging: { href: '/stop' } } } as const

  const stopping = async (answer: Reply) => {
    const open = charting({ 'POST /stop': answer })
    const chart = open.charts.messaging(open.owner)
    chart.send({ type: 'messaging.updated', messaging })
    chart.send({ type: 'messaging.stop' })
    await drain()
    return { ...open, chart }
  }

  test('is stopped where its body says', async () => {
    const { seen, unanswered } = await stopping(reply(204))
    expect([seen(), unanswered]).toEqual([['POST /stop stopMessaging'], []])
  })

  test('that cannot be stopped says why', async () => {
    const { chart, unanswered } = await stopping(reply(403))
    expect([chart.getSnapshot().value, chart.getSnapshot().context.refusal, unanswered]).toMatchObject([
      'Connected',
      { name: 'Refused', status: 403 },
      [],
    ])
  })

  test('is asked for again where stopping it has no answer', async () => {
    const { unanswered } = await stopping(breaks('ECONNRESET'))
    expect(unanswered).toMatchObject([['stopMessaging', messaging, { name: 'Unreachable' }]])
  })

  test('is not asked for again once nobody waits for it', async () => {
    const { charts, chart, unanswered } = await stopping(hangs)
    charts.stop(chart)
    await drain()
    expect(unanswered).toEqual([])
  })
})

const invitation = (links: object): MessagingInvitation => ({ state: 'Connecting', _links: { ...self, ...links } })

describe('an incoming invitation', () => {
  const ringing = (script: Script) => {
    const open = charting(script)
    const chart = open.charts.incomingInvitation(open.owner)
    const links = { accept: { href: '/accept' }, decline: { href: '/decline' } }
    chart.send({ type: 'invitation.started', rel: 'messagingInvitation', invitation: invitation(links) })
    return { ...open, chart }
  }

  test('is accepted where its body says', async () => {
    const { chart, seen } = ringing({ 'POST /accept': reply(204) })
    chart.send({ type: 'invitation.accept' })
    await drain()
    expect(seen()).toEqual(['POST /accept accept'])
  })

  test('is declined with a reason where its body says', async () => {
    const { bodies, chart, seen } = ringing({ 'POST /decline': reply(204) })
    chart.send({ type: 'invitation.decline', reason: 'Local' })
    await drain()
    expect([seen(), bodies()]).toEqual([['POST /decline decline'], ['{"reason":"Local"}']])
  })
})

describe('an outgoing invitation', () => {
  const withdrawing = async (answer: Reply) => {
    const open = charting({ 'POST /cancel': answer })
    open.requests.set('1', taken())
    const chart = open.charts.outgoingInvitation('1', open.owner)
    const body = invitation({ cancel: { href: '/cancel' } })
    chart.send({ type: 'invitation.started', rel: 'messagingInvitation', invitation: body })
    chart.send({ type: 'invitation.cancel' })
    await drain()
    return { ...open, body, chart }
  }

  test('is withdrawn where its body says', async () => {
    const { seen, unanswered } = await withdrawing(reply(204))
    expect([seen(), unanswered]).toEqual([['POST /cancel cancel'], []])
  })

  test('that cannot be withdrawn says why', async () => {
    const { chart, unanswered } = await withdrawing(reply(403))
    expect([chart.getSnapshot().context.refusal, unanswered]).toMatchObject([{ name: 'Refused', status: 403 }, []])
  })

  test('is asked for again where cancelling it has no answer', async () => {
    const { body, unanswered } = await withdrawing(breaks('ECONNRESET'))
    expect(unanswered).toMatchObject([['cancel', body, { name: 'Unreachable' }]])
  })

  test('sends the request that was kept for it, once', async () => {
    const { charts, owner, requests } = charting({})
    let sent = 0
    requests.set('1', () => () => Promise.resolve(E.right({ location: `https://${++sent}` })))
    requests.set('2', taken('https://other'))
    const chart = charts.outgoingInvitation('1', owner)
    await drain()
    expect([sent, chart.getSnapshot().context.location]).toEqual([1, 'https://1'])
  })

  test('for which no request was kept is a defect', async () => {
    const { charts, owner, told } = charting({})
    charts.outgoingInvitation('1', owner).subscribe({ error: () => undefined })
    await drain()
    expect(told).toEqual([new Error('no request 1')])
  })

  test('gives up its request when it is stopped', async () => {
    const { charts, owner, requests } = charting({})
    const signals: AbortSignal[] = []
    requests.set('1', (signal) => {
      signals.push(signal)
      return () => new Promise(() => undefined)
    })
    charts.stop(charts.outgoingInvitation('1', owner))
    await drain()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  test('of which nothing is heard for a minute of open channel is lost', async () => {
    const { charts, clock, owner, requests, silence, told } = charting({})
    silence.channelIs(true)
    requests.set('1', () => TE.left(timedOut))
    const chart = charts.outgoingInvitation('1', owner)
    await clock.advance(59_999)
    const before = [...told]
    await clock.advance(1)
    expect([before, told, chart.getSnapshot().context.result]).toEqual([[], ['over'], 'lost'])
  })
})

describe('a message of the user', () => {
  const sending = async (request: ReturnType<typeof taken>) => {
    const open = charting({})
    open.silence.channelIs(true)
    open.requests.set('1', request)
    const chart = open.charts.outgoingMessage('1', open.owner)
    chart.send({ type: 'message.send' })
    await drain()
    return { ...open, chart }
  }

  test('is sent by the request that was kept for it', async () => {
    const { chart } = await sending(taken('https://it'))
    const { context, value } = chart.getSnapshot()
    expect([value, context.location]).toEqual(['Pending', 'https://it'])
  })

  test('that was refused has failed', async () => {
    const { chart, told } = await sending(() => TE.left(nowhere))
    expect([chart.getSnapshot().context.refusal, told]).toEqual([nowhere, ['over']])
  })

  test('of which nothing is heard for a minute of open channel is silent', async () => {
    const { chart, clock } = await sending(() => TE.left(timedOut))
    await clock.advance(59_999)
    const before = chart.getSnapshot().value
    await clock.advance(1)
    expect([before, chart.getSnapshot().value]).toEqual([{ unknown: 'listening' }, { unknown: 'silent' }])
  })
})

test('each sort of chart has a name of its own to whoever inspects them', () => {
  const { charts, hub, owner, requests } = charting({})
  requests.set('1', taken())
  charts.conversation(owner)
  charts.messaging(owner)
  charts.incomingInvitation(owner)
  charts.outgoingInvitation('1', owner)
  charts.outgoingMessage('1', owner)
  const ids: unknown[] = []
  hub.inspect({ next: ({ type, actorRef }) => type === '@xstate.actor' && ids.push(Reflect.get(actorRef, 'id')) })
  expect(ids).toEqual([
    'hub',
    'conversation:0',
    'messaging:1',
    'incomingInvitation:2',
    'outgoingInvitation:3',
    'request',
    'outgoingMessage:4',
  ])
})
