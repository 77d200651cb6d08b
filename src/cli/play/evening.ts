import { systemClock } from '../../index.ts'
import type { UcwaServer } from '../../server/index.ts'
import { createDialogue } from '../terminal/dialogue.ts'
import type { Exit } from '../terminal/program.ts'
import { screenOn } from '../terminal/screen.ts'
import { perform } from './perform.ts'
import { stay } from './stay.ts'

/** How long anything in the play may take, in milliseconds. */
const patience = 20_000

interface Evening {
  /** No company after the play, on a terminal either. */
  readonly once: boolean
}

/** The play, then company on a terminal. Closes the server at the end. */
export const evening = async (server: UcwaServer, { once }: Evening): Promise<Exit> => {
  const { stdin, stdout } = process
  try {
    const { url } = await server.listen()
    const screen = screenOn(stdout)
    screen.print(`An embedded UCWA server listens on ${url}.`)
    const exit = await perform({ server, url, screen, clock: systemClock, patience })
    const isOver = once || !stdin.isTTY || !stdout.isTTY || exit.code !== 0
    return isOver ? exit : await stay(url, createDialogue(stdin, stdout), systemClock)
  } finally {
    await server.close()
  }
}
