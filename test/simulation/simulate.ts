import { parseArgs } from 'node:util'
import { faultNames } from './faults/all.ts'
import { plants } from './plants/all.ts'
import type { PlantedFault } from './plants/planting.ts'
import { playSession, type SessionOptions } from './session.ts'
import { playSeeds } from './shards.ts'
import { speedLine, violationLine } from './report.ts'
import { worlds, type World } from './world.ts'

const usage = `npm run simulate -- [--seeds N] [--from S] [--faults LIST] [--plant NAME] [--world usual|wide] [--script]

Plays N seeds (100 unless told) from seed S (1 unless told), each a world of users, clients and
a server on one virtual clock; every eleventh in the wide world besides. A seed that fails is played again and its last events are printed.

  --faults LIST  only these, separated by commas: ${faultNames.join(', ')}; none for none
  --plant NAME   puts a faulty part in the place of a sound one, to see that it is found, and lets
                 those faults strike that bring it out, in the world where it is seen, unless told: one of
                 ${plants.map(({ name }) => name).join(', ')}
  --world NAME   that one alone. In the wide one there are besides: guests of a meeting, users who sign in by Windows, at a page or with a
                 token of their own, who find the server by its name, who lurk or whose activity is
                 heard of, long polls, named threads, machines told to wake, batches of which single
                 members fail
  --script       prints everything that happens, of one seed`

const numberOf = (text: string, name: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} wants a number, not ${text}`)
  return value
}

const faultsOf = (list: string): readonly string[] => {
  const names = list === 'none' ? [] : list.split(',')
  const unknown = names.filter((name) => !faultNames.includes(name))
  if (unknown.length > 0) throw new Error(`there is no fault ${unknown.join(', ')}; there are ${faultNames.join(', ')}`)
  return names
}

const plantOf = (name: string | undefined): PlantedFault | undefined => {
  const plant = plants.find((one) => one.name === name)
  if (name !== undefined && plant === undefined) throw new Error(`there is no plant ${name}`)
  return plant
}

const worldOf = (name: string): World => {
  const world = worlds.find((one) => one === name)
  if (world === undefined) throw new Error(`there is no world ${name}; there are ${worlds.join(', ')}`)
  return world
}

const shownLines = 80

/** Plays a seed once more, for its script. */
const replay = async (seed: number, options: SessionOptions): Promise<readonly string[]> => {
  const lines: string[] = []
  await playSession(seed, { ...options, script: (line) => lines.push(line) })
  return lines
}

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    faults: { type: 'string' },
    plant: { type: 'string' },
    world: { type: 'string' },
    script: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const main = async (): Promise<number> => {
  if (values.help) {
    console.log(usage)
    return 0
  }
  const from = numberOf(values.from, 'from')
  const plant = plantOf(values.plant)
  const names = values.faults === undefined ? (plant?.faults ?? faultNames) : faultsOf(values.faults)
  const world = values.world === undefined ? plant && (plant.world ?? 'usual') : worldOf(values.world)
  const options: SessionOptions = { faults: new Set(names), ...(world && { world }), ...(plant && { plant }) }
  if (values.script) {
    for (const line of await replay(from, options)) console.log(line)
    return 0
  }
  const seeds = {
    from,
    count: numberOf(values.seeds, 'seeds'),
    faults: names,
    world,
    ...(plant && { plant: plant.name }),
  }
  const result = await playSeeds(seeds, ({ seed, world, violation }, done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} sessions`)
    else if (done % 1000 === 0) console.error(`${done} sessions`)
    if (violation !== undefined) console.error(violationLine({ seed, world, violation }))
  })
  for (const failure of result.failures.slice(0, 3)) {
    const lines = await replay(failure.seed, { ...options, world: failure.world })
    console.log(lines.slice(-shownLines).join('\n'))
    console.log(violationLine(failure))
    console.log(
      `again: npm run simulate -- --script --from ${failure.seed}${values.faults === undefined ? '' : ` --faults ${values.faults}`}${plant === undefined ? '' : ` --plant ${plant.name}`}${failure.world === 'usual' ? '' : ` --world ${failure.world}`}`,
    )
  }
  for (const failure of result.failures.slice(3)) console.log(violationLine(failure))
  if (plant !== undefined) {
    const { seed } = result.failures.find(({ violation }) => violation.invariant === plant.invariant) ?? {}
    console.log(
      `${plant.name} breaks ${plant.invariant} ${seed === undefined ? 'in no session' : `first in that of seed ${seed}`}`,
    )
  }
  console.log(speedLine(result))
  return result.failures.length === 0 ? 0 : 1
}

process.exitCode = await main()
