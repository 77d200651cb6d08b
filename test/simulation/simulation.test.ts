import { either as E } from 'fp-ts'
import { expect, test, vi } from 'vitest'
import type { Http } from '../../src/index.ts'
import type { Plant } from './plant.ts'
import { violationLine } from './report.ts'
import { onceFailed, wideSeeds } from './seeds.ts'
import { worlds } from './world.ts'
import { playSession, type Outcome, type SessionOptions } from './session.ts'

const failuresOf = ({ seed, world, violation }: Outcome): readonly string[] =>
  violation === undefined ? [] : [violationLine({ seed, world, violation })]

const scriptOf = async (seed: number, options: SessionOptions = {}): Promise<string> => {
  const lines: string[] = []
  await playSession(seed, { ...options, script: (line) => lines.push(line) })
  return lines.join('\n')
}

const firstSeeds = Array.from({ length: 20 }, (_, at) => at + 1)

vi.setConfig({ testTimeout: 120_000 })

test('every invariant holds in the sessions of the fixed seeds', async () => {
  const failures: string[] = []
  for (const seed of [...firstSeeds, ...onceFailed]) failures.push(...failuresOf(await playSession(seed)))
  expect(failures).toEqual([])
})

test('every invariant holds in sessions of the wide world', async () => {
  const failures: string[] = []
  for (const seed of wideSeeds) failures.push(...failuresOf(await playSession(seed, { world: 'wide' })))
  expect(failures).toEqual([])
})

test('every invariant holds in the session of a random seed', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  console.log(`random seed ${seed}`)
  const failures: string[] = []
  for (const world of worlds) failures.push(...failuresOf(await playSession(seed, { world })))
  expect(failures, `add to onceFailed, or to wideSeeds, in test/simulation/seeds.ts: ${seed},`).toEqual([])
})

test('a seed gives the same script twice', async () => {
  const script = await scriptOf(4)
  expect([script.split('\n').length > 100, await scriptOf(4)]).toEqual([true, script])
})

test('different seeds give different sessions', async () => {
  expect(await scriptOf(4)).not.toBe(await scriptOf(5))
})

test('no fault strikes where none may', async () => {
  expect(await scriptOf(4, { faults: new Set() })).not.toContain('!!')
})

/** Loses the events of every third page. */
const losing = (http: Http): Http => {
  let pages = 0
  return (request, signal) => async () => {
    const outcome = await http(request, signal)()
    if (request.operation !== 'events' || E.isLeft(outcome) || ++pages % 3 !== 0) return outcome
    return E.right({ ...outcome.right, text: outcome.right.text.replace('"sender"', '"elsewhere"') })
  }
}

test('a faulty client in place of the sound one is found', async () => {
  const plant: Plant = {
    name: 'losesPages',
    client: (options, make) => make({ ...options, http: losing(options.http) }),
  }
  const found = new Set<string>()
  for (let seed = 1; seed <= 20 && !found.has('deliveredOnceInOrder'); seed++) {
    const { violation } = await playSession(seed, { plant })
    if (violation !== undefined) found.add(violation.invariant)
  }
  expect(found).toContain('deliveredOnceInOrder')
})
