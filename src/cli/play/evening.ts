import { systemClock } from '../../index.ts'
import { createDialogue } from '../terminal/dialogue.ts'
import type { Exit } from '../terminal/program.ts'
import { screenOn } from '../terminal/screen.ts'
import { playTwice } from './playTwice.ts'
import { stay } from './stay.ts'
import { withServer, type Open } from './withServer.ts'

/** How long anything in the play may take, in milliseconds. */
const patience = 20_000

interface Evening {
  /** No company after the play, on a terminal either. */
  readonly once: boolean
}

/** The play, then company on a terminal. Closes every server that it opens. */
export const evening = async (open: Open, { once }: Evening): Promise<Exit> => {
  const { stdin, stdout } = process
  const screen = screenOn(stdout)
  const exit = await playTwice({ open, screen, clock: systemClock, patience })
  const isOver = once || !stdin.isTTY || !stdout.isTTY || exit.code !== 0
  if (isOver) return exit
  return withServer(open, (_, url) => {
    screen.print()
    screen.print(`An embedded UCWA server listens on ${url}.`)
    return stay(url, createDialogue(stdin, stdout), systemClock)
  })
}
