import { parseArgs } from 'node:util'
import { either as E } from 'fp-ts'
import { systemClock } from '../index.ts'
import { openHouse } from './play/cast.ts'
import { onShow } from './play/onShow.ts'
import { readArguments } from './terminal/arguments.ts'
import { untilInterrupted } from './terminal/interruption.ts'
import { runProgram } from './terminal/program.ts'
import { screenOn } from './terminal/screen.ts'

const help = `The demo in a page: every chart, event, request and value as it happens.

  npm run visualize [-- --port N]

  --port N    0, the default, is any free port of 127.0.0.1
  -h, --help  this text

Friends play their evening; then Tosh and Lene talk on, and the page may send
events to their charts. The address holds a token: whoever has it may look on.
Ctrl-C ends it.
`

const options = { port: { type: 'string', default: '0' }, help: { type: 'boolean', short: 'h' } } as const

await runProgram({
  name: 'visualize',
  help,
  read: (args) => {
    const values = readArguments(() => parseArgs({ args: [...args], options }).values)
    if (E.isLeft(values)) return values
    const { help: isAsked, port } = values.right
    if (isAsked === true) return E.right('help' as const)
    const isPort = /^\d{1,5}$/.test(port) && Number(port) < 65_536
    return isPort ? E.right({ port: Number(port) }) : E.left(`--port wants a number up to 65535, not ${port}`)
  },
  run: ({ port }) =>
    onShow({
      ...{ open: openHouse, screen: screenOn(process.stdout), clock: systemClock },
      ...{ patience: 20_000, port, interrupted: untilInterrupted() },
    }),
})
