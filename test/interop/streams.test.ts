import { Readable } from 'node:stream'
import { from, map, Observable, take, toArray, firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { createActor, fromObservable } from 'xstate'
import type { Message } from '../../src/index.ts'
import { connectedToPuppet, virtualWorld } from '../integration/world.ts'

const lene = 'lene@contoso.com'
const me = 'tosh@contoso.com'

const talking = async () => {
  const world = virtualWorld()
  const pair = await connectedToPuppet(world)
  const leneSays = async (...texts: readonly string[]) => {
    for (const text of texts) world.control.user(lene).says(me, text)
    await world.settle()
  }
  return { ...world, ...pair, leneSays }
}

/** The recipe of docs/interoperation.md. */
const toStream = <T>(source: Observable<T>): ReadableStream<T> => {
  let stop = (): void => undefined
  return new ReadableStream({
    start: (controller) => {
      const subscription = source.subscribe({
        next: (value) => controller.enqueue(value),
        error: (error) => controller.error(error),
        complete: () => controller.close(),
      })
      stop = () => subscription.unsubscribe()
    },
    cancel: () => stop(),
  })
}

test('for await walks through the states of a conversation', async () => {
  const { conversation, settle } = await talking()
  const states: string[] = []
  const walk = (async () => {
    for await (const state of conversation.state$) states.push(state)
  })()
  conversation.leave()
  await settle()
  await walk
  expect([states[0], states.at(-1)]).toEqual(['Connected', 'Disconnected'])
})

test('for await takes every message of a stream, however slow it is', async () => {
  const { conversation, leneSays, settle } = await talking()
  await leneSays('one', 'two')
  const texts: (string | undefined)[] = []
  const walk = (async () => {
    for await (const { text } of toStream(conversation.messages$)) {
      texts.push(text)
      await settle()
    }
  })()
  await leneSays('three')
  conversation.leave()
  await settle()
  await walk
  expect(texts).toEqual(['one', 'two', 'three'])
})

test('leaving the loop frees the stream', async () => {
  let isFree = false
  const endless = new Observable<number>((subscriber) => {
    subscriber.next(1)
    return () => {
      isFree = true
    }
  })
  for await (const value of toStream(endless)) {
    expect(value).toBe(1)
    break
  }
  expect(isFree).toBe(true)
})

test('Readable.from reads a Live', async () => {
  const { tosh } = await talking()
  const readable = Readable.from(tosh.status$)
  const [status] = (await readable.take(1).toArray()) as unknown[]
  expect(status).toEqual({ state: 'available' })
})

test('Readable.from reads a stream of messages', async () => {
  const { conversation, leneSays, settle } = await talking()
  await leneSays('one', 'two')
  conversation.leave()
  await settle()
  const messages = (await Readable.from(toStream(conversation.messages$)).toArray()) as Message[]
  expect(messages.map(({ text }) => text)).toEqual(['one', 'two'])
})

test('rx.from reads a Live, as it does any Observable', async () => {
  const { tosh, conversation, leneSays } = await talking()
  await leneSays('one', 'two')
  const status = firstValueFrom(from(tosh.status$))
  const texts = firstValueFrom(
    from(conversation.messages$).pipe(
      take(2),
      map(({ text }) => text),
      toArray(),
    ),
  )
  expect([await status, await texts]).toEqual([{ state: 'available' }, ['one', 'two']])
})

test('fromObservable of XState makes an actor of a Live', async () => {
  const { tosh } = await talking()
  const actor = createActor(fromObservable(() => tosh.status$)).start()
  const at = actor.getSnapshot().context
  tosh.close()
  expect([at, actor.getSnapshot()]).toMatchObject([
    { state: 'available' },
    { status: 'done', context: { state: 'ended', reason: 'closed' } },
  ])
})
