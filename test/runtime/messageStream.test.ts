import { take } from 'rxjs'
import { expect, test } from 'vitest'
import { Message } from '../../src/runtime/message.ts'
import { MessageStream } from '../../src/runtime/messageStream.ts'

const message = (name: string): Message =>
  new Message(
    { direction: 'Incoming', _links: { self: { href: name }, plainMessage: { href: `data:text/plain,${name}` } } },
    { from: () => undefined, status: 'Succeeded', receivedAt: 0 },
  )

const nothing = () => undefined

const collect = (stream: MessageStream) => {
  const texts: (string | undefined)[] = []
  let isComplete = false
  stream.messages$.subscribe({ next: ({ text }) => texts.push(text), complete: () => (isComplete = true) })
  return { texts, isComplete: () => isComplete }
}

const streamThatDrops = () => {
  const dropped: number[] = []
  return { stream: new MessageStream({ messagesDropped: (count) => void dropped.push(count) }), dropped }
}

test('keeps messages for the first subscriber', () => {
  const { stream } = streamThatDrops()
  stream.push(message('one'))
  stream.push(message('two'))
  expect(collect(stream).texts).toEqual(['one', 'two'])
})

test('is hot after the first subscriber', () => {
  const { stream } = streamThatDrops()
  stream.push(message('one'))
  stream.messages$.subscribe()
  stream.push(message('two'))
  const second = collect(stream)
  stream.push(message('three'))
  expect(second.texts).toEqual(['three'])
})

test('a reservation keeps its place', () => {
  const { stream } = streamThatDrops()
  const { texts } = collect(stream)
  const reserved = stream.reserve(nothing)
  stream.push(message('two'))
  const before = [...texts]
  reserved.fill(message('one'))
  expect([before, texts]).toEqual([[], ['one', 'two']])
})

test('a dropped reservation lets those behind move up', () => {
  const { stream } = streamThatDrops()
  const { texts } = collect(stream)
  const reserved = stream.reserve(nothing)
  stream.push(message('two'))
  reserved.drop()
  expect(texts).toEqual(['two'])
})

test('reservations filled out of order come in order', () => {
  const { stream } = streamThatDrops()
  const { texts } = collect(stream)
  const [first, second] = [stream.reserve(nothing), stream.reserve(nothing)]
  second.fill(message('two'))
  first.fill(message('one'))
  expect(texts).toEqual(['one', 'two'])
})

test('the end does not wait for a reservation', () => {
  const { stream } = streamThatDrops()
  const { texts, isComplete } = collect(stream)
  stream.reserve(nothing)
  stream.push(message('two'))
  stream.end()
  expect([texts, isComplete()]).toEqual([['two'], true])
})

test('a reservation filled after the end is too late', () => {
  const { stream } = streamThatDrops()
  const { texts } = collect(stream)
  const reserved = stream.reserve(nothing)
  stream.end()
  reserved.fill(message('one'))
  expect(texts).toEqual([])
})

test('who comes after the end gets what was kept, then the end', () => {
  const { stream } = streamThatDrops()
  stream.push(message('one'))
  stream.end()
  const { texts, isComplete } = collect(stream)
  expect([texts, isComplete()]).toEqual([['one'], true])
})

test('tells of each message beyond a thousand', () => {
  const { stream, dropped } = streamThatDrops()
  for (let at = 0; at < 1002; at++) stream.push(message(String(at)))
  expect([dropped, collect(stream).texts[0]]).toEqual([[1, 1], '2'])
})

test('a first subscriber who leaves after one message leaves the rest to the next', () => {
  const { stream } = streamThatDrops()
  stream.push(message('one'))
  stream.push(message('two'))
  const texts: (string | undefined)[] = []
  stream.messages$.pipe(take(1)).subscribe(({ text }) => texts.push(text))
  expect([texts, collect(stream).texts]).toEqual([['one'], ['two']])
})

test('what arrives while the kept ones are handed out comes after them', () => {
  const { stream } = streamThatDrops()
  stream.push(message('one'))
  stream.push(message('two'))
  const texts: (string | undefined)[] = []
  stream.messages$.subscribe(({ text }) => {
    if (text === 'one') stream.push(message('three'))
    texts.push(text)
  })
  expect(texts).toEqual(['one', 'two', 'three'])
})

test('a subscriber who leaves while a message is handed out keeps nobody from it', () => {
  const { stream } = streamThatDrops()
  const first = stream.messages$.subscribe(() => first.unsubscribe())
  const { texts } = collect(stream)
  stream.push(message('one'))
  stream.push(message('two'))
  expect(texts).toEqual(['one', 'two'])
})

test('a subscriber who comes while a message is handed out gets the next', () => {
  const { stream } = streamThatDrops()
  const late: (readonly (string | undefined)[])[] = []
  stream.messages$.pipe(take(1)).subscribe(() => late.push(collect(stream).texts))
  stream.push(message('one'))
  stream.push(message('two'))
  expect(late).toEqual([['two']])
})

test('a subscriber who has left costs nothing', () => {
  const { stream } = streamThatDrops()
  const texts: (string | undefined)[] = []
  const subscription = stream.messages$.subscribe(({ text }) => texts.push(text))
  subscription.unsubscribe()
  stream.push(message('one'))
  stream.end()
  expect(texts).toEqual([])
})

test('the first word about a reserved place counts', () => {
  const { stream } = streamThatDrops()
  const { texts } = collect(stream)
  const first = stream.reserve(nothing)
  const second = stream.reserve(nothing)
  second.fill(message('two'))
  second.fill(message('other'))
  first.drop()
  expect(texts).toEqual(['two'])
})

test('what was read in time comes at the end', () => {
  const { stream } = streamThatDrops()
  const { texts } = collect(stream)
  stream.reserve(nothing)
  stream.reserve(nothing).fill(message('two'))
  stream.end()
  expect(texts).toEqual(['two'])
})

test('a place that was given up hides nothing from the first subscriber', () => {
  const { stream } = streamThatDrops()
  stream.reserve(nothing).drop()
  stream.push(message('two'))
  expect(collect(stream).texts).toEqual(['two'])
})

test('nothing comes after the end', () => {
  const { stream } = streamThatDrops()
  stream.end()
  stream.push(message('late'))
  expect([collect(stream).texts, collect(stream).isComplete()]).toEqual([[], true])
})
