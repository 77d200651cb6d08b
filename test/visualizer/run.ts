import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { docs, machineNames, picturesOf, summaries } from './pictures.ts'

/* `npm run charts`: draws every machine anew, and puts into docs/machines.md how much of each the models took. */

mkdirSync(new URL('machines/taken/', docs), { recursive: true })
for (const name of machineNames) {
  for (const { file, text } of await picturesOf(name)) writeFileSync(new URL(file, docs), text)
  process.stdout.write(`${name}\n`)
}
const page = new URL('machines.md', docs)
const text = readFileSync(page, 'utf8').replace(/(\|:--\|:--\|:--\|\n)(\|.*\n)*/, `$1${summaries().join('\n')}\n`)
writeFileSync(page, text)
