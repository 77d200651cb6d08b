import { parseArgs } from 'node:util'
import { either as E, function as F } from 'fp-ts'
import { openHouse } from './play/cast.ts'
import { evening } from './play/evening.ts'
import { readArguments } from './terminal/arguments.ts'
import { runProgram } from './terminal/program.ts'

const help = `Friends find each other, talk, meet and part, over real UCWA on loopback HTTP:
once in JSON, and once more in XML.

  npm start [-- --once]

  --once      end after the play, on a terminal too
  -h, --help  this text

Every line with an arrow is a transition of a statechart: time, user, machine,
from, to, cause. On a terminal Lene then stays and answers; Ctrl-D leaves.
The exit code is 0 when everything happened, and what the clients saw is what
the server wrote down, in both formats.
`

const options = { once: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } } as const

await runProgram({
  name: 'start',
  help,
  read: (args) =>
    F.pipe(
      readArguments(() => parseArgs({ args: [...args], options }).values),
      E.map(({ help, once }) => (help === true ? 'help' : { once })),
    ),
  run: (options) => evening(openHouse, options),
})
