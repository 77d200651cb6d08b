import { systemClock } from '../../index.ts'
import { createVisualizer, type Visualizer } from '../../visualizer/index.ts'
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

/** The page is company too, where it has been built. */
const pageOf = (): Promise<Visualizer | undefined> =>
  createVisualizer(undefined, { commands: true }).catch(() => undefined)

/** The play, then company on a terminal. Closes every server that it opens. */
export const evening = async (open: Open, { once }: Evening): Promise<Exit> => {
  const { stdin, stdout } = process
  const screen = screenOn(stdout)
  const exit = await playTwice({ open, screen, clock: systemClock, patience })
  const isOver = once || !stdin.isTTY || !stdout.isTTY || exit.code !== 0
  if (isOver) return exit
  return withServer(open, async (_, url) => {
    screen.print()
    screen.print(`An embedded UCWA server listens on ${url}.`)
    const page = await pageOf()
    if (page !== undefined) screen.print(`What happens is shown on ${page.url}`)
    try {
      return await stay(url, createDialogue(stdin, stdout), systemClock, page?.watch)
    } finally {
      await page?.close()
    }
  })
}
