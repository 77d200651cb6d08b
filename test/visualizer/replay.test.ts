import { expect, it } from 'vitest'
import { setup, type AnyStateMachine } from 'xstate'
import * as machines from '../../machines/index.ts'
import { openHouse } from '../../src/cli/play/cast.ts'
import { perform } from '../../src/cli/play/perform.ts'
import { withServer } from '../../src/cli/play/withServer.ts'
import { json, systemClock } from '../../src/index.ts'
import { createCharts } from '../../src/visualizer/charts.ts'
import { Log } from '../../src/visualizer/recording/log.ts'
import { Recorder } from '../../src/visualizer/recording/recorder.ts'
import { linesOf } from '../../src/visualizer/recording/recording.ts'
import { replayRecording } from '../../src/visualizer/replay.ts'
import { door, recorderOf, watchedDoor } from './doors.ts'

/** The whole demo, as a recording of that many entries. */
const evening = (entries: number): Promise<string> =>
  withServer(openHouse, async (server, url) => {
    const log = new Log({ entries })
    const recorder = new Recorder({
      ...{ log, clock: systemClock, texts: false, charts: createCharts(), added: () => undefined },
    })
    await perform({
      ...{ server, url, format: json(), clock: systemClock, patience: 20_000 },
      screen: { paint: (_, text) => text, print: () => undefined },
      watch: (client, name) => recorder.watch(client, name),
    })
    return `${linesOf('evening', log).join('\n')}\n`
  })

const replayed = (text: string, all: readonly AnyStateMachine[]) => {
  const replay = replayRecording(text, all)
  if ('refused' in replay) throw new Error(replay.refused)
  return replay
}

it('every chart of the demo comes to the same snapshots when it is run again', { timeout: 30_000 }, async () => {
  const { steps, differences, warnings } = replayed(await evening(50_000), Object.values(machines))
  expect({ differences, warnings }).toEqual({ differences: [], warnings: [] })
  expect(steps).toBeGreaterThan(200)
})

it('the rest of a demo whose beginning was dropped is run from where it begins', { timeout: 30_000 }, async () => {
  const { steps, differences, warnings } = replayed(await evening(800), Object.values(machines))
  expect({ differences, warnings }).toEqual({
    differences: [],
    warnings: [expect.stringMatching(/^\d+ older entries had been dropped\.$/)],
  })
  expect(steps).toBeGreaterThan(50)
})

/** Somebody opens and closes a door. */
const visit = (): string => {
  const { actor, watchable } = watchedDoor()
  const { recorder, log } = recorderOf()
  actor.start()
  recorder.watch(watchable, 'Tosh')
  actor.send({ type: 'door.open' })
  actor.send({ type: 'door.close' })
  return `${linesOf('r1', log).join('\n')}\n`
}

it('a chart that has changed since is found out, at the step where it goes another way', () => {
  const changed = setup({}).createMachine({
    id: 'door',
    initial: 'closed',
    states: { closed: { on: { 'door.open': 'open' } }, open: { on: { 'door.close': 'open' } }, stuck: {} },
  })
  const { steps, differences } = replayed(visit(), [changed])
  expect(steps).toBe(2)
  expect(differences.map(({ n, event, recorded, replayed: now }) => [n, event, recorded.states, now.states])).toEqual([
    [6, 'door.close', ['', 'closed'], ['', 'open']],
  ])
})

it('a recording in which a snapshot was changed is found out', () => {
  const { differences } = replayed(visit().replace('"states":["","open"]', '"states":["","stuck"]'), [door])
  expect(differences.map(({ event, recorded, replayed: now }) => [event, recorded.states, now.states])).toEqual([
    ['door.open', ['', 'stuck'], ['', 'open']],
    ['door.close', ['', 'closed'], ['', 'stuck']],
  ])
})

it('a chart that has lost a state since is named, with the states', () => {
  const changed = setup({}).createMachine({ id: 'door', initial: 'closed', states: { closed: {} } })
  const { steps, warnings } = replayed(visit(), [changed])
  expect([steps, warnings]).toEqual([1, ['door has not all of these states: open.']])
})

it('a chart that throws when it is run again is found out', () => {
  const hinge = (): boolean => {
    throw new Error('no hinge')
  }
  const changed = setup({ guards: { hinge } }).createMachine({
    id: 'door',
    initial: 'closed',
    states: { closed: { on: { 'door.open': { guard: 'hinge', target: 'open' } } }, open: {} },
  })
  const [first] = replayed(visit(), [changed]).differences
  expect([first?.event, first?.replayed.status]).toEqual(['door.open', 'error'])
})

it('a chart of which no machine is given is named', () => {
  expect(replayed(visit(), [])).toEqual({ steps: 0, differences: [], warnings: ['No machine door was given.'] })
})

it('what is no recording is refused in words', () => {
  expect(replayRecording('PNG', [])).toEqual({ refused: 'This is no recording of this visualizer.' })
})
