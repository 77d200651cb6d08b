import { systemClock, type Clock } from '../seam/clock.ts'
import { identifier, systemRandom } from '../seam/random.ts'
import { createCharts } from './charts.ts'
import { Feed, type Sink } from './feed.ts'
import { readPage, servePage } from './pageServer.ts'
import { sendAsked, sendingIsOff } from './recording/asked.ts'
import { Log } from './recording/log.ts'
import type { Plain } from './recording/plain.ts'
import { Recorder } from './recording/recorder.ts'
import { linesOf } from './recording/recording.ts'
import type { Watchable } from './recording/watchable.ts'

/** Settings of a visualizer. Everything has a default. */
export interface VisualizerOptions {
  /** What the client is called in the page. Default `client`. */
  readonly name?: string
  /** Default 0: any free port of 127.0.0.1. */
  readonly port?: number
  /** The page may send events to actors. Default false. */
  readonly commands?: boolean
  /** What people say to each other is shown and recorded, where events carry it. Tokens never are. Default false. */
  readonly texts?: boolean
  readonly clock?: Clock
}

/** A page that shows what clients do, served by this process on 127.0.0.1. */
export interface Visualizer {
  /** Address of the page. It holds a token: whoever has it may look on. */
  readonly url: string
  /** Watches one more client under a name, until the returned function is called. */
  readonly watch: (watchable: Watchable, name: string) => () => void
  /** All that is still known, as JSON lines: a file that the page opens. */
  readonly recording: () => string
  /** Lets go of the clients, frees the port. */
  readonly close: () => Promise<void>
}

const memberOf = (asked: Plain, name: string): unknown =>
  typeof asked === 'object' && asked !== null ? Reflect.get(asked, name) : undefined

const textIn = (asked: Plain, name: string): string => {
  const value = memberOf(asked, name)
  return typeof value === 'string' ? value : ''
}

/**
 * Shows a client in a page, from now on; attach it whenever you like, or name nobody yet and `watch`
 * later. The newest 50,000 entries are kept. Nothing leaves this machine. Rejects where the port cannot be had.
 *
 * @example
 * ```ts
 * const visualizer = await createVisualizer(client)
 * console.log(visualizer.url)
 * ```
 */
export const createVisualizer = async (
  watchable?: Watchable,
  { name = 'client', port = 0, commands = false, texts = false, clock = systemClock }: VisualizerOptions = {},
): Promise<Visualizer> => {
  const id = identifier(systemRandom)
  const log = new Log()
  const feed = new Feed(id, log, clock)
  const recorder = new Recorder({ log, clock, texts, charts: createCharts(), added: (entry) => feed.add(entry) })
  const watched = new Set<() => void>()
  const watch = (another: Watchable, called: string): (() => void) => {
    const end = recorder.watch(another, called)
    watched.add(end)
    return () => {
      watched.delete(end)
      end()
    }
  }
  const letGo = (): void => {
    for (const end of watched) end()
    watched.clear()
  }
  const ask = (question: string, asked: Plain): Plain | undefined => {
    if (question === 'layout') {
      recorder.layOut(textIn(asked, 'chart'))
      return true
    }
    const actor = textIn(asked, 'actor')
    if (question === 'accepted') {
      const types = memberOf(asked, 'types')
      return recorder.accepted(actor, Array.isArray(types) ? types.filter((type) => typeof type === 'string') : [])
    }
    if (question !== 'send') return undefined
    return commands ? sendAsked(recorder, actor, memberOf(asked, 'event')) : sendingIsOff
  }

  if (watchable !== undefined) watch(watchable, name)
  try {
    const server = await servePage({
      ...{ html: await readPage(), port, ask },
      watch: (asked, give, end) => {
        const sink: Sink = give
        const from = memberOf(asked, 'from')
        feed.join(sink, { id: textIn(asked, 'id'), from: typeof from === 'number' ? from : 0 }, end)
        return () => feed.leave(sink)
      },
    })
    return {
      url: commands ? `${server.url}&commands=on` : server.url,
      watch,
      recording: () => `${linesOf(id, log).join('\n')}\n`,
      close: async () => {
        letGo()
        feed.close()
        await server.close()
      },
    }
  } catch (cause) {
    letGo()
    throw cause
  }
}
