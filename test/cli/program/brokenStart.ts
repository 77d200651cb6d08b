import { either as E } from 'fp-ts'
import { evening } from '../../../src/cli/play/evening.ts'
import { runProgram } from '../../../src/cli/terminal/program.ts'
import { createServer } from '../../../src/server/index.ts'

/** The program `start`, at whose server one service is refused: the one that is named. */
await runProgram({
  name: 'start',
  help: '',
  read: ([link = '']) => E.right({ link }),
  run: ({ link }) => {
    const server = createServer()
    server.control.intercept({ link, method: 'POST' }, { status: 403 })
    return evening(server, { once: true })
  },
})
