import { either as E } from 'fp-ts'
import { json, type Clock } from '../../index.ts'
import { createVisualizer, type Visualizer } from '../../visualizer/index.ts'
import { createPatience, Disappointment } from '../terminal/patience.ts'
import { done, failed, type Exit } from '../terminal/program.ts'
import type { Screen } from '../terminal/screen.ts'
import { clientOf, uriOf } from './cast.ts'
import { companyOf } from './lene.ts'
import type { Watch } from './stay.ts'
import { perform } from './perform.ts'
import { withServer, type Open } from './withServer.ts'

interface Show {
  readonly open: Open
  readonly screen: Screen
  readonly clock: Clock
  /** How long anything may take, in milliseconds. */
  readonly patience: number
  /** Of the page; 0 is any free one. */
  readonly port: number
  /** Resolves when it is enough. */
  readonly interrupted: Promise<void>
}

/** Tosh and Lene, who answers, in a conversation that stays until the returned function is called. */
const company = async (url: string, clock: Clock, watch: Watch): Promise<() => Promise<void>> => {
  const [tosh, lene] = [clientOf('Tosh', url), clientOf('Lene', url)]
  watch(tosh, 'Tosh, later')
  watch(lene, 'Lene, later')
  companyOf(lene, clock)
  await Promise.all([tosh.connect(), lene.connect()])
  await tosh.startMessaging({ to: uriOf('Lene'), subject: 'Lunch', message: 'Still there?' }).connected
  return async () => {
    await Promise.all([tosh.signOut(), lene.signOut()])
    for (const client of [tosh, lene]) client.close()
  }
}

const pageOn = async (port: number, clock: Clock): Promise<E.Either<string, Visualizer>> => {
  try {
    return E.right(await createVisualizer(undefined, { port, commands: true, clock }))
  } catch (cause) {
    return E.left(cause instanceof Error ? cause.message : String(cause))
  }
}

/** The play in a page, then a conversation that the page may meddle with, until it is enough. */
export const onShow = async ({ open, screen, clock, patience, port, interrupted }: Show): Promise<Exit> => {
  const page = await pageOn(port, clock)
  if (E.isLeft(page)) return failed(page.left)
  const { url: address, watch, close } = page.right
  screen.print(`The page of the visualizer: ${address}`)
  const silent: Screen = { paint: screen.paint, print: () => undefined }
  try {
    return await withServer(open, async (server, url) => {
      await perform({ server, url, format: json(), screen: silent, clock, patience, watch })
      const leave = await createPatience(clock, patience)('Tosh and Lene meet', company(url, clock, watch))
      screen.print('The play is over; Tosh and Lene talk on. Ctrl-C ends it.')
      await interrupted
      await leave()
      return done
    })
  } catch (cause) {
    if (cause instanceof Disappointment) return failed(cause.message)
    throw cause
  } finally {
    await close()
  }
}
