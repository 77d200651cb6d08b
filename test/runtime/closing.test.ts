import { skip, type Observable } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { openClient, type OpenClient } from './openRuntime.ts'

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof Error ? error.name : error),
  )

const untouched = async ({ client, control, settle }: OpenClient) => {
  control.user('lene@contoso.com').answers()
  const connected = client.connect()
  await settle()
  await connected
}

const conversing = async (open: OpenClient) => {
  await untouched(open)
  const invitation = open.client.startMessaging({ to: 'sip:lene@contoso.com' })
  await open.settle()
  return invitation.connected
}

const whileHeld = (link: string) => async (open: OpenClient) => {
  open.control.intercept({ link }, 'hold')
  const connected = open.client.connect()
  await open.settle()
  return [connected]
}

const whileWaitingFor = (link: string) => async (open: OpenClient) => {
  open.control.intercept({ link, times: 9 }, { status: 503 })
  const connected = open.client.connect()
  await open.settle()
  return [connected]
}

/** Brings a client into the middle of something, and returns the promises that are still open then. */
type Middle = (open: OpenClient) => Promise<readonly Promise<unknown>[]>

const middles: Readonly<Record<string, Middle>> = {
  'before anything': () => Promise.resolve([]),
  'while the root is asked for': whileHeld('root'),
  'while the user is asked for': whileHeld('user'),
  'while a token is asked for': whileHeld('token'),
  'while the application is created': whileHeld('applications'),
  'while becoming available': whileHeld('makeMeAvailable'),
  'while waiting to discover again': whileWaitingFor('user'),
  'while waiting to become available': whileWaitingFor('makeMeAvailable'),
  'while a P-GET is parked': async (open) => {
    await untouched(open)
    return []
  },
  'while backing off': async (open) => {
    await untouched(open)
    open.control.intercept({ link: 'events', times: 9 }, { status: 503 })
    open.control.push('tosh@contoso.com', 'no page')
    await open.settle()
    return []
  },
  'while reading again after a resync': async (open) => {
    await conversing(open)
    open.control.intercept({ link: 'conversations' }, 'hold')
    open.control.resync('tosh@contoso.com')
    await open.settle()
    return []
  },
  'while waiting to read again after a resync': async (open) => {
    await conversing(open)
    open.control.intercept({ link: 'conversations', times: 9 }, { status: 503 })
    open.control.resync('tosh@contoso.com')
    await open.settle()
    return []
  },
  'while an invitation has no answer': async (open) => {
    await untouched(open)
    open.control.intercept({ link: 'startMessaging' }, 'hold')
    const invitation = open.client.startMessaging({ to: 'sip:lene@contoso.com' })
    await open.settle()
    return [invitation.connected]
  },
  'while the fate of an invitation is unknown': async (open) => {
    await untouched(open)
    open.control.intercept({ link: 'startMessaging' }, 'dropBefore')
    const invitation = open.client.startMessaging({ to: 'sip:lene@contoso.com' })
    await open.settle()
    return [invitation.connected]
  },
  'while an invitation rings elsewhere': async (open) => {
    await untouched(open)
    open.control.user('lene@contoso.com').staysSilent()
    const invitation = open.client.startMessaging({ to: 'sip:lene@contoso.com' })
    await open.settle()
    return [invitation.connected]
  },
  'while an invitation is withdrawn': async (open) => {
    await untouched(open)
    open.control.user('lene@contoso.com').staysSilent()
    open.control.intercept({ link: 'cancel' }, 'hold')
    const invitation = open.client.startMessaging({ to: 'sip:lene@contoso.com' })
    await open.settle()
    const cancel = invitation.cancel()
    await open.settle()
    return [invitation.connected, cancel.done]
  },
  'while an invitation rings here': async (open) => {
    await untouched(open)
    let connected: Promise<unknown> = Promise.resolve()
    open.client.invitations$.subscribe((invitation) => {
      connected = invitation.connected
    })
    open.control.user('lene@contoso.com').invites('tosh@contoso.com')
    await open.settle()
    return [connected]
  },
  'while an invitation is accepted': async (open) => {
    await untouched(open)
    open.control.intercept({ link: 'accept' }, 'hold')
    let done: Promise<unknown> = Promise.resolve()
    open.client.invitations$.subscribe((invitation) => {
      done = invitation.accept().done
    })
    open.control.user('lene@contoso.com').invites('tosh@contoso.com')
    await open.settle()
    return [done]
  },
  'while an invitation is declined': async (open) => {
    await untouched(open)
    open.control.intercept({ link: 'decline' }, 'hold')
    let done: Promise<unknown> = Promise.resolve()
    open.client.invitations$.subscribe((invitation) => {
      done = invitation.decline().done
    })
    open.control.user('lene@contoso.com').invites('tosh@contoso.com')
    await open.settle()
    return [done]
  },
  'while messages are sent': async (open) => {
    const conversation = await conversing(open)
    open.control.intercept({ link: 'sendMessage' }, 'hold')
    const delivered = ['one', 'two', 'three'].map((text) => conversation.send(text).delivered)
    await open.settle()
    return delivered
  },
  'while the fate of a message is unknown': async (open) => {
    const conversation = await conversing(open)
    open.control.intercept({ link: 'sendMessage' }, 'dropBefore')
    const message = conversation.send('one')
    await open.settle()
    return [message.delivered]
  },
  'while a message is looked up': async (open) => {
    const conversation = await conversing(open)
    open.control.intercept({ link: 'sendMessage' }, 'dropAfter')
    open.control.intercept({ link: 'message' }, 'hold')
    const message = conversation.send('one')
    await open.settle()
    return [message.delivered]
  },
  'while typing': async (open) => {
    const conversation = await conversing(open)
    open.control.intercept({ link: 'setIsTyping' }, 'hold')
    const { done } = conversation.setIsTyping()
    await open.settle()
    return [done]
  },
  'while messaging is stopped': async (open) => {
    const conversation = await conversing(open)
    open.control.intercept({ link: 'stopMessaging' }, 'hold')
    const { done } = conversation.stopMessaging()
    await open.settle()
    return [done]
  },
  'while a conversation is left': async (open) => {
    const conversation = await conversing(open)
    open.control.intercept({ link: 'conversation', method: 'DELETE' }, 'hold')
    const { done } = conversation.leave()
    await open.settle()
    return [done]
  },
  'while a body is fetched': async (open) => {
    await conversing(open)
    open.control.intercept({ link: 'messaging', method: 'GET' }, 'hold')
    const { conversation, messaging } = open.control.hrefs('tosh@contoso.com').conversations[0]!
    open.control.emit('tosh@contoso.com', [
      {
        rel: 'conversation',
        href: conversation,
        events: [{ link: { rel: 'messaging', href: messaging }, type: 'updated' }],
      },
    ])
    await open.settle()
    return []
  },
  'while reporting activity': async (open) => {
    await untouched(open)
    open.control.intercept({ link: 'reportMyActivity' }, 'hold')
    await open.clock.advance(4 * 60_000)
    return []
  },
  'while somebody is watched no more': async (open) => {
    await untouched(open)
    open.control.intercept({ link: 'presenceSubscription', method: 'DELETE' }, 'hold')
    const watching = open.client.people.presence$('sip:lene@contoso.com').subscribe()
    await open.settle()
    watching.unsubscribe()
    await open.settle()
    return []
  },
  'while suspended': async (open) => {
    await conversing(open)
    open.client.suspend()
    await open.settle()
    return []
  },
  'while replaced': async (open) => {
    await untouched(open)
    open.control.intercept(
      { link: 'events', times: 2 },
      { status: 409, body: { code: 'Conflict', subcode: 'PGetReplaced' } },
    )
    open.control.push('tosh@contoso.com', 'no page')
    await open.clock.advance(10_000)
    return []
  },
}

describe.each(Object.entries(middles))('closing %s', (_, middle) => {
  test('leaves nothing running', async () => {
    const open = openClient()
    for (const waiting of await middle(open)) void rejection(waiting)
    const sent = open.http.requests.length
    open.client.close()
    await open.settle()
    const inFlight = open.http.inFlight()
    await open.clock.advance(10 * 60_000)
    expect({
      timers: open.clock.pending(),
      inFlight,
      sentLater: open.http.operations().slice(sent),
      actors: open.livingActors(),
      watchers: open.observed.map(({ watchers }) => watchers).filter((watchers) => watchers > 0),
    }).toEqual({ timers: 0, inFlight: 0, sentLater: [], actors: [], watchers: [] })
  })

  test('rejects what is still open', async () => {
    const open = openClient()
    const waiting = (await middle(open)).map(rejection)
    open.client.close()
    await open.settle()
    await open.clock.advance(120_000)
    const names = await Promise.all(waiting.map((one) => Promise.race([one, open.settle().then(() => 'pending')])))
    expect(names.filter((name) => name !== 'ClientClosed')).toEqual([])
  })
})

const told = (rel: string, href: string, type: string, body?: object) => ({
  link: { rel, href },
  type,
  ...(body && { _embedded: { [rel]: { ...body, _links: { self: { href } } } } }),
})

/** What comes behind the event at which somebody closes, suspends or signs out, and begins something or asks for it. */
const behind = [
  {
    rel: 'communication',
    href: '/comms',
    events: [
      { link: { rel: 'tone' }, type: 'updated' },
      told('tone', '/tone', 'updated'),
      told('conversation', '/comms/first', 'added'),
      told('conversation', '/comms/over', 'added', { state: 'Disconnected' }),
      told('conversation', '/comms/bare', 'added'),
      told('messagingInvitation', '/comms/ring', 'started', { direction: 'Incoming', state: 'Connecting' }),
    ],
  },
  { rel: 'conversation', href: '/comms/other', events: [told('messaging', '/comms/other/messaging', 'updated')] },
]

/** Where somebody closes the client at what she is told. */
const tellers: Readonly<Record<string, (client: OpenClient['client']) => Observable<unknown>>> = {
  events$: ({ events$ }) => events$,
  faults$: ({ faults$ }) => faults$,
  conversationAdded$: ({ conversationAdded$ }) => conversationAdded$,
  conversations$: ({ conversations$ }) => conversations$.pipe(skip(1)),
  invitations$: ({ invitations$ }) => invitations$,
  resumePoint$: ({ resumePoint$ }) => resumePoint$.pipe(skip(1)),
}

test.each(Object.entries(tellers))(
  'what comes in the same page as what %s has told, where the client is closed, leaves nothing and is not asked for',
  async (_, told) => {
    const open = openClient()
    await untouched(open)
    told(open.client).subscribe(() => open.client.close())
    const sent = open.http.requests.length
    open.control.emit('tosh@contoso.com', behind)
    await open.settle()
    expect({
      timers: open.clock.pending(),
      inFlight: open.http.inFlight(),
      sentLater: open.http.operations().slice(sent),
      conversations: [...open.runtime.directory.conversations].length,
      invitations: open.runtime.directory.invitations.length,
    }).toEqual({ timers: 0, inFlight: 0, sentLater: ['events'], conversations: 0, invitations: 0 })
  },
)
