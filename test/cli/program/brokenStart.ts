import { either as E } from 'fp-ts'
import { openHouse } from '../../../src/cli/play/cast.ts'
import { evening } from '../../../src/cli/play/evening.ts'
import { runProgram } from '../../../src/cli/terminal/program.ts'

/** The program `start`, at whose servers one service is refused: the one that is named. */
await runProgram({
  name: 'start',
  help: '',
  read: ([link = '']) => E.right({ link }),
  run: ({ link }) =>
    evening(
      () => {
        const server = openHouse()
        server.control.intercept({ link, method: 'POST' }, { status: 403 })
        return server
      },
      { once: true },
    ),
})
