import { expect, it } from 'vitest'
import { Feed } from '../../src/visualizer/feed.ts'
import type { Entry } from '../../src/visualizer/recording/entry.ts'
import { Log } from '../../src/visualizer/recording/log.ts'
import { virtualClock } from '../support/virtualClock.ts'

const trouble = (n: number): Entry => ({ n, at: n, kind: 'trouble', what: `${n}` })

const scene = (entries = 100) => {
  const clock = virtualClock()
  const log = new Log({ entries })
  const feed = new Feed('r1', log, clock)
  const got: string[] = []
  const add = (n: number) => {
    log.add(trouble(n))
    feed.add(trouble(n))
  }
  const sink = (lines: string) => {
    got.push(...lines.trimEnd().split('\n'))
    return true
  }
  const numbers = () => got.map((line) => (JSON.parse(line) as { readonly n?: number }).n)
  return { clock, feed, add, sink, numbers, got }
}

it('begins with all that is there, goes on with what comes', async () => {
  const { clock, feed, add, sink, numbers } = scene()
  add(0)
  feed.join(sink, { id: '', from: 0 }, () => undefined)
  add(1)
  add(2)
  expect(numbers()).toEqual([undefined, 0])
  await clock.advance(20)
  expect(numbers()).toEqual([undefined, 0, 1, 2])
})

it('goes on where one who comes back had been', () => {
  const { feed, add, sink, numbers } = scene()
  for (let n = 0; n < 5; n++) add(n)
  feed.join(sink, { id: 'r1', from: 3 }, () => undefined)
  expect(numbers()).toEqual([undefined, 3, 4])
})

it('begins anew for one who missed entries that are dropped, or comes from another recording', () => {
  for (const [id, from] of [
    ['r1', 1],
    ['r0', 4],
  ] as const) {
    const { feed, add, sink, got } = scene(2)
    for (let n = 0; n < 5; n++) add(n)
    feed.join(sink, { id, from }, () => undefined)
    expect(got[0]).toBe('{"format":"rx-ucwa recording","version":1,"id":"r1","dropped":3}')
  }
})

it('lets one go who does not keep up, and no other', async () => {
  const { clock, feed, add, sink, numbers } = scene()
  let letGo = 0
  feed.join(sink, { id: '', from: 0 }, () => undefined)
  feed.join(
    () => false,
    { id: '', from: 0 },
    () => letGo++,
  )
  add(0)
  await clock.advance(20)
  expect([letGo, numbers()]).toEqual([1, [undefined, 0]])
})

it('leaves no timer behind', () => {
  const { clock, feed, add, sink } = scene()
  let ended = 0
  feed.join(sink, { id: '', from: 0 }, () => ended++)
  add(0)
  feed.close()
  expect([clock.pending(), ended]).toEqual([0, 1])
})
