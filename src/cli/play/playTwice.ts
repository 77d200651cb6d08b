import { json, type Clock, type Format } from '../../index.ts'
import { xml } from '../../xml/index.ts'
import { Disappointment } from '../terminal/patience.ts'
import { done, failed, type Exit } from '../terminal/program.ts'
import type { Screen } from '../terminal/screen.ts'
import { perform } from './perform.ts'
import { differences, differencesBetween, summaryLines, type Run } from './summary.ts'
import { withServer, type Open } from './withServer.ts'

interface Twice {
  readonly open: Open
  readonly screen: Screen
  readonly clock: Clock
  /** How long anything may take, in milliseconds. */
  readonly patience: number
}

const runIn = ({ open, clock, patience }: Twice, title: string, format: Format, screen: Screen): Promise<Run> =>
  withServer(open, async (server, url) => {
    screen.print(`An embedded UCWA server listens on ${url}, and everybody speaks ${title}.`)
    try {
      return { title, ...(await perform({ server, url, format, screen, clock, patience })) }
    } catch (cause) {
      throw cause instanceof Disappointment ? new Disappointment(`in ${title}: ${cause.message}`) : cause
    }
  })

/** Plays the evening twice, in JSON for all to see and then in XML, and compares what came of it. */
export const playTwice = async (twice: Twice): Promise<Exit> => {
  const { print, paint } = twice.screen
  const headline = (title: string) => {
    print()
    print(paint('bold', `── ${title}`))
  }
  try {
    const inJson = await runIn(twice, 'JSON', json(), twice.screen)
    headline('The same evening once more, in XML')
    const inXml = await runIn(twice, 'XML', xml(), { paint, print: () => undefined })
    headline('What the clients saw, and what the server wrote down')
    const runs = [inJson, inXml]
    for (const line of summaryLines(runs, paint)) print(line)
    const wrong = [...runs.flatMap(differences), ...differencesBetween(inJson, inXml)]
    return wrong.length === 0 ? done : failed(wrong.join('; '))
  } catch (cause) {
    if (cause instanceof Disappointment) return failed(cause.message)
    throw cause
  }
}
