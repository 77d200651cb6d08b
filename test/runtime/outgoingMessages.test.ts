import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { fromPromise } from 'xstate'
import { outgoingMessageMachine, type Sent } from '../../machines/outgoingMessageMachine.ts'
import type { ResourceEvent } from '../../src/protocol/event/resourceEvent.ts'
import type { Outcome } from '../../src/protocol/failure.ts'
import { createHub } from '../../src/runtime/hub.ts'
import { OutgoingMessageRecord } from '../../src/runtime/outgoingMessage.ts'
import { OutgoingMessages } from '../../src/runtime/outgoingMessages.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const lost: Outcome<Sent> = E.left({
  name: 'Unreachable',
  operation: 'sendMessage',
  method: 'POST',
  href: 'http://pool/texts',
  code: 'ECONNRESET',
  cause: undefined,
})

const at = (name: string): Outcome<Sent> => E.right({ location: `http://pool/texts/${name}` })

/** The messages of a conversation; their POSTs are answered by hand. */
const outgoing = ({ hasSiblings = false, awaitsOpening = false, isSlow = false } = {}) => {
  const hub = createHub(virtualClock())
  const answers = new Map<string, (answer: Outcome<Sent>) => void>()
  const posted: string[] = []
  const settled: string[] = []
  const foreign: string[] = []
  const texts = new Map<string, string>()
  const read: string[] = []
  /** Reads that are under way, where they are slow. */
  const reading: (() => void)[] = []
  const machine = outgoingMessageMachine.provide({
    actors: {
      sendMessage: fromPromise<Outcome<Sent>, { readonly operationId: string }>(({ input }) => {
        posted.push(input.operationId)
        return new Promise((resolve) => answers.set(input.operationId, resolve))
      }),
      silence: fromPromise<void, undefined>(() => new Promise(() => undefined)),
    },
  })
  const messages = new OutgoingMessages({
    hasSiblings,
    awaitsOpening: () => awaitsOpening,
    absolute: (href) => new URL(href, 'http://pool').href,
    textIn: (event) => event._embedded?.message?._links.plainMessage?.href.replace('data:,', ''),
    readText: ({ link }, then) => {
      read.push(link.href)
      const arrive = () => then(texts.get(link.href))
      if (isSlow) reading.push(arrive)
      else arrive()
    },
    settled: ({ operationId }) => void settled.push(operationId),
    foreign: ({ link }) => void foreign.push(link.href),
  })
  const unused = () => {
    throw new Error('not used here')
  }
  const send = (operationId: string, text = operationId): OutgoingMessageRecord => {
    const message = new OutgoingMessageRecord({
      operationId,
      content: { text },
      charts: {
        conversation: unused,
        messaging: unused,
        incomingInvitation: unused,
        outgoingInvitation: unused,
        outgoingMessage: (id, owner) =>
          hub.spawn(machine, { id: 'outgoingMessage', input: { operationId: id }, owner }),
        stop: hub.stop,
      },
      faulted: unused,
    })
    messages.add(message)
    return message
  }
  const answer = async (operationId: string, outcome: Outcome<Sent>) => {
    answers.get(operationId)?.(outcome)
    await drain()
  }
  return { messages, send, answer, posted, settled, foreign, texts, read, reading }
}

interface About {
  readonly text?: string
  readonly operationId?: string
  readonly type?: ResourceEvent['type']
}

const event = (name: string, { text, operationId, type = 'completed' }: About = {}): ResourceEvent => ({
  link: { rel: 'message', href: `/texts/${name}` },
  status: 'Success',
  _embedded: {
    message: {
      direction: 'Outgoing',
      ...(operationId === undefined ? {} : { operationId }),
      _links: {
        self: { href: `/texts/${name}` },
        ...(text === undefined ? {} : { plainMessage: { href: `data:,${text}` } }),
      },
    },
  },
  type,
})

test('sends the next message when the one before has an answer', async () => {
  const { send, answer, posted } = outgoing()
  send('one')
  send('two')
  const before = [...posted]
  await answer('one', at('1'))
  expect([before, posted]).toEqual([['one'], ['one', 'two']])
})

test('sends the next message when the one before is unknown', async () => {
  const { send, answer, posted } = outgoing()
  send('one')
  send('two')
  await answer('one', lost)
  expect(posted).toEqual(['one', 'two'])
})

test('finds a message by its operationId', async () => {
  const { send, messages, settled } = outgoing()
  const message = send('one')
  messages.route(event('1', { operationId: 'one' }))
  await drain()
  expect([message.status, settled]).toEqual(['Succeeded', ['one']])
})

test('finds a message by its Location without regard to case', async () => {
  const { send, answer, messages, settled } = outgoing()
  send('one')
  await answer('one', at('A'))
  messages.route(event('a'))
  expect(settled).toEqual(['one'])
})

test('holds an event that may be about a message without an answer', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  send('one')
  messages.route(event('1'))
  const before = [...settled, ...foreign]
  await answer('one', at('1'))
  expect([before, settled, foreign]).toEqual([[], ['one'], []])
})

test('hands on a held event that was about another endpoint', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  send('one')
  messages.route(event('7', { text: 'from my phone' }))
  await answer('one', at('1'))
  expect([settled, foreign]).toEqual([[], ['/texts/7']])
})

test('hands on at once while nothing is being sent', async () => {
  const { send, answer, messages, foreign } = outgoing()
  send('one')
  await answer('one', at('1'))
  messages.route(event('7', { text: 'from my phone' }))
  expect(foreign).toEqual(['/texts/7'])
})

test('knows a message whose event brings no body', async () => {
  const { send, answer, messages } = outgoing()
  send('one')
  await answer('one', at('1'))
  const bodiless = (name: string): ResourceEvent => ({
    link: { rel: 'message', href: `/texts/${name}` },
    type: 'completed',
  })
  expect([messages.knows(bodiless('1')), messages.knows(bodiless('2'))]).toEqual([true, false])
})

test('gives an unknown message the next event with its text', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  send('one')
  await answer('one', lost)
  messages.route(event('7', { text: 'other' }))
  messages.route(event('8', { text: 'one' }))
  expect([settled, foreign]).toEqual([['one'], ['/texts/7']])
})

test('reads the text of an event that leaves it out', async () => {
  const { send, answer, messages, settled, texts } = outgoing()
  send('one')
  send('two')
  await answer('one', lost)
  await answer('two', lost)
  texts.set('/texts/8', 'two')
  messages.route(event('8'))
  expect(settled).toEqual(['two'])
})

test('leaves unknown which of two messages an event is about of which no text can be had', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  send('one')
  send('two')
  await answer('one', lost)
  await answer('two', lost)
  messages.route(event('8'))
  expect([settled, foreign]).toEqual([[], ['/texts/8']])
})

test('gives the only unknown message an event of which no text can be had', async () => {
  const { send, answer, messages, settled } = outgoing()
  send('one')
  await answer('one', lost)
  messages.route(event('8'))
  expect(settled).toEqual(['one'])
})

test('leaves a message unknown where an event without text may be about one that a gap has taken', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  send('one')
  await answer('one', at('1'))
  messages.abandon('gap.lost')
  send('two')
  await answer('two', lost)
  messages.route(event('1'))
  expect([settled, foreign]).toEqual([[], ['/texts/1']])
})

test('leaves a message unknown where an event without text may be about one of another instance', async () => {
  const { send, answer, messages, settled, foreign } = outgoing({ hasSiblings: true })
  send('one')
  await answer('one', lost)
  messages.route(event('8'))
  expect([settled, foreign]).toEqual([[], ['/texts/8']])
})

test('leaves a message unknown where an event without text may be about one of a client that was here before', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  messages.inherit()
  send('one')
  await answer('one', lost)
  messages.route(event('8'))
  expect([settled, foreign]).toEqual([[], ['/texts/8']])
})

test('gives one of two equal messages an event each', async () => {
  const { send, answer, messages, settled } = outgoing()
  send('one', 'Hi')
  send('two', 'Hi')
  await answer('one', lost)
  await answer('two', lost)
  messages.route(event('1', { text: 'Hi' }))
  messages.route(event('2', { text: 'Hi' }))
  expect(settled).toEqual(['one', 'two'])
})

test('remembers where a message is that a started event has claimed', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  const message = send('one')
  await answer('one', lost)
  messages.route(event('8', { text: 'one', type: 'started' }))
  const before = message.status
  messages.route(event('8'))
  expect([before, settled, foreign]).toEqual(['Pending', ['one'], []])
})

test('forgets what is settled', async () => {
  const { send, answer, messages } = outgoing()
  send('one')
  await answer('one', at('1'))
  messages.route(event('1'))
  expect(messages.unsettled).toEqual([])
})

test('a disconnection fails what is queued', async () => {
  const { send, messages } = outgoing()
  const all = ['one', 'two', 'three'].map((name) => send(name))
  messages.disconnect()
  await drain()
  expect(all.map(({ status }) => status)).toEqual(['sending', 'Failed', 'Failed'])
})

test('abandoning sends nothing of the queue', async () => {
  const { send, messages, posted } = outgoing()
  const all = ['one', 'two', 'three'].map((name) => send(name))
  messages.abandon('conversation.deleted')
  await drain()
  expect([posted, all.map(({ status }) => status)]).toEqual([['one'], ['lost', 'Failed', 'Failed']])
})

test('abandoning leaves room for later messages', async () => {
  const { send, messages, posted } = outgoing()
  send('one')
  messages.abandon('gap.lost')
  send('two')
  await drain()
  expect(posted).toEqual(['one', 'two'])
})

test('knows an event by the address that an earlier one gave together with the operationId', async () => {
  const { messages, send, answer, settled, foreign } = outgoing()
  const message = send('one')
  messages.route(event('1', { operationId: 'one', type: 'started' }))
  await answer('one', lost)
  messages.route(event('1'))
  expect({ settled, foreign, status: message.status }).toEqual({ settled: ['one'], foreign: [], status: 'Succeeded' })
})

test('gives an unknown message no event without text that came before it was sent', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  const { sent } = messages
  send('one')
  await answer('one', lost)
  messages.route(event('8'), sent)
  expect([settled, foreign]).toEqual([[], ['/texts/8']])
})

test('gives an unknown message no event without text while the opening message is awaited', async () => {
  const { send, answer, messages, settled, foreign } = outgoing({ awaitsOpening: true })
  send('one')
  await answer('one', lost)
  messages.route(event('8'))
  expect([settled, foreign]).toEqual([[], ['/texts/8']])
})

test('gives an unknown message no event without text that may be about the first try of another', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  const first = send('one')
  await answer('one', lost)
  first.send({ type: 'message.retry' })
  await answer('one', at('1'))
  send('two')
  await answer('two', lost)
  messages.route(event('8'))
  expect([settled, foreign]).toEqual([[], ['/texts/8']])
})

test('gives an unknown message an event without text where the one before it was found', async () => {
  const { send, answer, messages, settled } = outgoing()
  send('one')
  await answer('one', lost)
  messages.route(event('1', { text: 'one' }))
  send('two')
  await answer('two', lost)
  messages.route(event('2'))
  expect(settled).toEqual(['one', 'two'])
})

test('gives an unknown message no event without text after a gap in which one was on its way', async () => {
  const { send, answer, messages, settled, foreign } = outgoing()
  send('one')
  send('two')
  messages.abandon('gap.lost')
  send('three')
  await answer('three', lost)
  messages.route(event('8'))
  expect([settled, foreign]).toEqual([[], ['/texts/8']])
})

test('an event may be about what has been sent, not about what waits', async () => {
  const { send, answer, messages } = outgoing()
  const [one, two] = ['one', 'two', 'three'].map((name) => send(name))
  await answer('one', lost)
  expect(messages.sent).toEqual([one, two])
})

test('is full when a thousand wait behind the one that is being sent', () => {
  const { send, messages } = outgoing()
  for (let at = 0; at < 1000; at++) send(String(at))
  const before = messages.isFull
  send('1000')
  expect([before, messages.isFull]).toEqual([false, true])
})

test('an event that brings something else than a message is about none', () => {
  const { send, messages } = outgoing()
  send('one')
  expect(messages.knows({ ...event('1'), _embedded: {} })).toBe(false)
})

test('reads no text where no message is unknown', async () => {
  const { send, answer, messages, read, foreign } = outgoing()
  send('one')
  await answer('one', at('1'))
  messages.route(event('7'))
  expect([read, foreign]).toEqual([[], ['/texts/7']])
})

test('gives a message that was found while a text was read no other event', async () => {
  const { send, answer, messages, reading, texts, settled, foreign } = outgoing({ isSlow: true })
  send('one')
  await answer('one', lost)
  texts.set('/texts/8', 'one')
  messages.route(event('7'))
  messages.route(event('8'))
  for (const arrive of reading.reverse()) arrive()
  expect([settled, foreign]).toEqual([['one'], ['/texts/7']])
})

test.each([
  ['Success', undefined, 'Succeeded'],
  ['Success', 'Failed', 'Succeeded'],
  ['Failure', undefined, 'Failed'],
  ['Failure', 'Succeeded', 'Failed'],
  [undefined, 'Failed', 'Failed'],
  [null, 'Failed', 'Failed'],
  [undefined, 'Succeeded', 'Succeeded'],
  [null, undefined, 'Succeeded'],
] as const)('an event that says %s about a message that says %s means %s', async (status, said, outcome) => {
  const { send, answer, messages } = outgoing()
  const message = send('one')
  await answer('one', at('1'))
  const { _embedded: embedded, ...rest } = event('1')
  const body = embedded?.message && { ...embedded.message, ...(said === undefined ? {} : { status: said }) }
  messages.route({ ...rest, status, _embedded: { message: body } })
  expect(message.status).toBe(outcome)
})

test.each([{}, { _embedded: {} }])('an event that brings no more than %o means a delivery', async (more) => {
  const { send, answer, messages } = outgoing()
  const message = send('one')
  await answer('one', at('1'))
  messages.route({ link: { rel: 'message', href: '/texts/1' }, type: 'completed', ...more })
  expect(message.status).toBe('Succeeded')
})

test('gives an unknown message an event without text after a gap in which none was on its way', async () => {
  const { send, answer, messages, settled } = outgoing()
  messages.abandon('gap.lost')
  send('one')
  await answer('one', lost)
  messages.route(event('8'))
  expect(settled).toEqual(['one'])
})
