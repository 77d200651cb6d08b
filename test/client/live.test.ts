import { firstValueFrom, from, type Subscription } from 'rxjs'
import { expect, test } from 'vitest'
import { Live } from '../../src/client/live.ts'
import { Observed } from '../../src/runtime/observed.ts'
import { unhandledErrors } from '../integration/unhandledErrors.ts'

/** A value that is set by hand. */
class Box<T> extends Observed {
  value: T

  constructor(value: T) {
    super()
    this.value = value
  }

  set(value: T): void {
    this.value = value
    this.changed()
  }
}

const liveBox = <T>(value: T): { readonly box: Box<T>; readonly live: Live<T> } => {
  const box = new Box(value)
  return { box, live: new Live(box, () => box.value) }
}

const collect = <T>(live: Live<T>): { readonly values: T[]; readonly isComplete: () => boolean } => {
  const values: T[] = []
  let isComplete = false
  live.subscribe({ next: (value) => values.push(value), complete: () => (isComplete = true) })
  return { values, isComplete: () => isComplete }
}

test('gives the current value before subscribe returns', () => {
  expect(collect(liveBox(1).live).values).toEqual([1])
})

test('gives each change', () => {
  const { box, live } = liveBox(1)
  const { values } = collect(live)
  box.set(2)
  box.set(3)
  expect(values).toEqual([1, 2, 3])
})

test('keeps silent where nothing changed', () => {
  const { box, live } = liveBox(1)
  const { values } = collect(live)
  box.set(1)
  expect(values).toEqual([1])
})

test('gives the last value together with the end', () => {
  const { box, live } = liveBox(1)
  const seen = collect(live)
  box.value = 2
  box.end()
  expect([seen.values, seen.isComplete()]).toEqual([[1, 2], true])
})

test('gives a late subscriber the last value, then the end', () => {
  const { box, live } = liveBox(1)
  box.set(2)
  box.end()
  const seen = collect(live)
  expect([seen.values, seen.isComplete()]).toEqual([[2], true])
})

test('the snapshot is the same object until it changes', () => {
  const { live } = liveBox<readonly number[]>([1])
  expect(live.getSnapshot()).toBe(live.getSnapshot())
})

test('the bound members work without their object', () => {
  const { box, live } = liveBox(1)
  const { getSnapshot, onChange } = live
  let calls = 0
  const stop = onChange(() => calls++)
  box.set(2)
  stop()
  box.set(3)
  expect([getSnapshot(), calls]).toEqual([3, 1])
})

test('onChange does not call for the current value', () => {
  let calls = 0
  liveBox(1).live.onChange(() => calls++)
  expect(calls).toBe(0)
})

test('onChange calls after the snapshot has changed', () => {
  const { box, live } = liveBox(1)
  const seen: number[] = []
  live.onChange(() => seen.push(live.getSnapshot()))
  box.set(2)
  expect(seen).toEqual([2])
})

test('the same listener may listen twice, as in React StrictMode', () => {
  const { box, live } = liveBox(1)
  let calls = 0
  const listener = () => calls++
  live.onChange(listener)()
  const stop = live.onChange(listener)
  box.set(2)
  stop()
  box.set(3)
  expect([calls, box.watchers]).toEqual([1, 0])
})

test('ending one of two subscriptions leaves the other', () => {
  const { box, live } = liveBox(1)
  const listener = () => calls++
  let calls = 0
  const stop = live.onChange(listener)
  live.onChange(listener)
  stop()
  stop()
  box.set(2)
  expect(calls).toBe(1)
})

test('unsubscribe works without its object', () => {
  const { box, live } = liveBox(1)
  const unsubscribe = Reflect.get<Subscription, 'unsubscribe'>(live.subscribe(), 'unsubscribe')
  unsubscribe()
  expect(box.watchers).toBe(0)
})

test('a subscription costs nothing after it ended', () => {
  const { box, live } = liveBox(1)
  live.subscribe().unsubscribe()
  expect(box.watchers).toBe(0)
})

test('takes three functions, as any Observable does', () => {
  const { box, live } = liveBox(1)
  const seen: unknown[] = []
  live.subscribe(
    (value) => seen.push(value),
    null,
    () => seen.push('over'),
  )
  box.end()
  expect(seen).toEqual([1, 'over'])
})

test('is read by firstValueFrom', async () => {
  await expect(firstValueFrom(liveBox(1).live)).resolves.toBe(1)
})

test('is read by from', () => {
  const { box, live } = liveBox(1)
  const values: number[] = []
  from(live).subscribe((value) => values.push(value))
  box.set(2)
  expect(values).toEqual([1, 2])
})

interface Subscribes {
  readonly subscribe: (observer: { readonly next: (value: unknown) => void }) => unknown
}

const isInterop = (value: unknown): value is () => Subscribes => typeof value === 'function'

test('offers itself under Symbol.observable, as native Observables ask for it', () => {
  const { live } = liveBox(1)
  const key = Reflect.get(Symbol, 'observable') as symbol | undefined
  const interop: unknown = Reflect.get(live, key ?? '@@observable')
  const values: unknown[] = []
  if (isInterop(interop)) interop.call(live).subscribe({ next: (value) => values.push(value) })
  expect(values).toEqual([1])
})

test('a subscriber that throws harms no other', async () => {
  const unhandled = unhandledErrors()
  const { box, live } = liveBox(1)
  live.subscribe(() => {
    throw new Error('mine')
  })
  const { values } = collect(live)
  box.set(2)
  expect([values, await unhandled(2)]).toEqual([
    [1, 2],
    ['mine', 'mine'],
  ])
})

test('a listener that throws harms no other', async () => {
  const unhandled = unhandledErrors()
  const { box, live } = liveBox(1)
  live.onChange(() => {
    throw new Error('mine')
  })
  const { values } = collect(live)
  box.set(2)
  expect([values, await unhandled(1)]).toEqual([[1, 2], ['mine']])
})

test('a subscriber who changes the value in the middle sees both in order', () => {
  const { box, live } = liveBox(1)
  const values: number[] = []
  live.subscribe((value) => {
    values.push(value)
    if (value === 2) box.set(3)
  })
  const second = collect(live)
  box.set(2)
  expect([values, second.values.at(-1)]).toEqual([[1, 2, 3], 3])
})
