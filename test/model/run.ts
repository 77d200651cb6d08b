import { parseArgs } from 'node:util'
import { summaryOf } from './coverage.ts'
import { models, type PlayableModel } from './models.ts'
import type { Walk } from './walk.ts'
import { inProcess, overHttp } from './world.ts'
import { write } from './written.ts'

const usage = `npm run model -- [--http] [--write] [--mutants] [machine …]

Walks every path through every machine, or those named, on a real client against the embedded server, and prints what
was taken of the charts. Fails where client and model differ, or something is not taken.

  --http     over HTTP; in process unless told
  --write    writes what was taken to docs/machines/coverage.json
  --mutants  changes each chart in every way, one at a time, and prints the changes that users would not notice; minutes`

const problemsOf = ({
  disagreements,
  movesNotMade,
  statesNotEntered,
  transitionsNotTaken,
}: Walk): readonly string[] => [
  ...disagreements,
  ...movesNotMade.map((move) => `on no path: ${move}`),
  ...statesNotEntered.map((id) => `not entered: ${id}`),
  ...transitionsNotTaken.map((id) => `not taken: ${id}`),
]

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`

const walkOne = async (model: PlayableModel, http: boolean): Promise<Walk> => {
  const since = Date.now()
  const walked = await model.walk(http ? overHttp : inProcess)
  print(`${model.machine.padEnd(20)} ${summaryOf(walked.result)}, ${walked.paths} paths, ${seconds(since)}`)
  for (const problem of problemsOf(walked)) print(`  ${problem}`)
  return walked
}

const tryMutants = async (model: PlayableModel): Promise<boolean> => {
  const since = Date.now()
  let tried = 0
  const names = await model.unnoticed(() => (tried += 1) > 0)
  print(`${model.machine.padEnd(20)} ${tried - names.length} of ${tried} changes noticed, ${seconds(since)}`)
  for (const name of names) print(`  not noticed: ${name}`)
  return names.length === 0
}

const options = {
  http: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  mutants: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const { values, positionals } = parseArgs({ options, allowPositionals: true })
const unknown = positionals.filter((name) => models.every(({ machine }) => machine !== name))

if (values.help || unknown.length > 0) {
  print(unknown.length > 0 ? `no machine ${unknown.join(', ')}\n\n${usage}` : usage)
  process.exitCode = values.help ? 0 : 2
} else {
  // XState warns of events that come to a chart which is over.
  console.warn = () => undefined
  const chosen = models.filter(({ machine }) => positionals.length === 0 || positionals.includes(machine))
  let isWell = true
  const walks: Walk[] = []
  for (const model of chosen) {
    if (values.mutants) {
      isWell = (await tryMutants(model)) && isWell
      continue
    }
    const walked = await walkOne(model, values.http)
    isWell = problemsOf(walked).length === 0 && isWell
    walks.push(walked)
  }
  if (values.write && chosen.length === models.length) write(walks.map(({ result }) => result))
  process.exitCode = isWell ? 0 : 1
}
