import { describe, expect, it } from 'vitest'
import { assign, createActor, setup, type SnapshotFrom } from 'xstate'
import { virtualClock } from '../support/virtualClock.ts'
import { assignmentMutantsOf } from './assignments.ts'
import { mutantsOf } from './mutants.ts'
import { survivors, type Scenario } from './proveChart.ts'
import { begin, slot } from './slot.ts'

const empty = slot<void, number>().logic

const door = setup({
  types: { context: {} as { readonly opened: number; readonly knocks: number } },
  actors: { ring: empty },
  guards: { isUnlocked: () => true },
  actions: { count: assign(({ context }) => ({ opened: context.opened + 1, knocks: 0 })) },
  delays: { moment: 1000 },
}).createMachine({
  id: 'door',
  context: { opened: 0, knocks: 0 },
  initial: 'closed',
  on: { leave: '.gone' },
  states: {
    closed: { on: { push: [{ guard: 'isUnlocked', target: 'open', actions: 'count' }, { actions: 'count' }] } },
    open: {
      entry: 'count',
      invoke: { id: 'ring', src: 'ring', input: 1, onDone: 'closed' },
      after: { moment: 'closed' },
    },
    gone: { type: 'final' },
  },
})

const run = async (machine: typeof door, event: string, ms = 0): Promise<SnapshotFrom<typeof door>> => {
  const clock = virtualClock()
  const actor = begin(createActor(machine, { clock }))
  actor.send({ type: event })
  if (ms > 0) await clock.advance(ms)
  return actor.getSnapshot()
}

const opens: Scenario<typeof door> = {
  title: 'opens',
  run: async (machine) => expect((await run(machine, 'push')).value).toBe('open'),
}

const counts: Scenario<typeof door> = {
  title: 'counts',
  run: async (machine) => expect((await run(machine, 'push')).context.opened).toBe(2),
}

const closes: Scenario<typeof door> = {
  title: 'closes after a moment',
  run: async (machine) => {
    expect((await run(machine, 'push', 999)).value).toBe('open')
    expect((await run(machine, 'push', 1000)).value).toBe('closed')
  },
}

describe('mutantsOf', () => {
  it('changes each thing of a chart once', () => {
    expect(mutantsOf(door).map(({ name }) => name)).toEqual([
      '(root) on leave to .gone: removed',
      '(root) on leave to .gone: target removed',
      '(root): begins in open',
      '(root): begins in gone',
      'closed on push if isUnlocked to open: removed',
      'closed on push if isUnlocked to open: guard removed',
      'closed on push if isUnlocked to open: target removed',
      'closed on push if isUnlocked to open: action count removed',
      'closed on push: removed',
      'closed on push: action count removed',
      'open after moment to closed: removed',
      'open after moment to closed: target removed',
      'open invokes ring: removed',
      'open invokes ring: input removed',
      'open on onDone of ring to closed: removed',
      'open on onDone of ring to closed: target removed',
      'open at its entry: action count removed',
      'gone: not final',
      'delay moment shorter by 1 ms',
      'delay moment longer by 1 ms',
    ])
  })

  it('makes machines that do what is left', async () => {
    const named = (name: string) => mutantsOf(door).find((mutant) => mutant.name === name)!.machine

    expect((await run(named('closed on push if isUnlocked to open: removed'), 'push')).value).toBe('closed')
    expect((await run(named('closed on push if isUnlocked to open: target removed'), 'push')).context.opened).toBe(1)
    expect((await run(named('open at its entry: action count removed'), 'push')).context.opened).toBe(1)
    expect((await run(named('gone: not final'), 'leave')).status).toBe('active')
    expect((await run(named('delay moment longer by 1 ms'), 'push', 1000)).value).toBe('open')
    expect((await run(named('delay moment shorter by 1 ms'), 'push', 999)).value).toBe('closed')
  })

  it('leaves the chart itself as it is', async () => {
    mutantsOf(door)

    await opens.run(door)
    await counts.run(door)
    await closes.run(door)
  })
})

describe('assignmentMutantsOf', () => {
  it('leaves out each property that an action is seen to assign', async () => {
    const mutants = await assignmentMutantsOf(door, async (machine) => opens.run(machine))

    expect(mutants.map(({ name }) => name)).toEqual([
      'action count: opened not assigned',
      'action count: knocks not assigned',
    ])
    expect((await run(mutants[0]!.machine, 'push')).context).toStrictEqual({ opened: 0, knocks: 0 })
  })
})

describe('survivors', () => {
  it('names the changes that no scenario notices', async () => {
    const mutants = mutantsOf(door).filter(({ name }) => name.includes('moment') || name.includes('entry'))

    expect(await survivors(mutants, [opens])).toEqual([
      'open after moment to closed: removed',
      'open after moment to closed: target removed',
      'open at its entry: action count removed',
      'delay moment shorter by 1 ms',
      'delay moment longer by 1 ms',
    ])
    expect(await survivors(mutants, [opens, closes])).toEqual(['open at its entry: action count removed'])
    expect(await survivors(mutants, [opens, closes, counts])).toEqual([])
  })
})
