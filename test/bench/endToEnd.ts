import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent } from 'node:http'
import { fileURLToPath } from 'node:url'
import { fetch } from 'cross-fetch'
import { crossFetch } from '../../src/index.ts'
import type { Measured } from './goals.ts'
import type { Answer, Order } from './pageServer.ts'
import { agree, handWrittenReader, libraryReader } from './readers.ts'
import { fastest } from './rounds.ts'
import { bearer } from './scene.ts'

const conversations = 1_000
/** Pages in a round, by events a page: some ten milliseconds each, to fit between the turns of others. */
const sizes = [
  { eventsPerPage: 1, pages: 50 },
  { eventsPerPage: 10, pages: 40 },
  { eventsPerPage: 100, pages: 10 },
]

/** A server of pages in another process, as far from its readers as a server on the same machine can be. */
const startServer = () => {
  const child: ChildProcess = fork(fileURLToPath(new URL(`./pageServer${import.meta.url.slice(-3)}`, import.meta.url)))
  return {
    tell: (order: Order): void => void child.send(order),
    ask: async (order: Order): Promise<Answer> => {
      const answered = once(child, 'message') as Promise<[Answer]>
      child.send(order)
      return (await answered)[0]
    },
    stop: () => child.disconnect(),
  }
}

/** Kept alive, as the library keeps its own: node-fetch closes a connection after each request unless told. */
const plainGet = (agent: Agent) => async (url: string, signal: AbortSignal) => {
  const headers = { Accept: 'application/json', Authorization: `Bearer ${bearer}` }
  const init: RequestInit & { readonly agent: Agent } = { headers, agent, signal }
  const response = await fetch(url, init)
  return response.text()
}

/** P1. */
export const measureEndToEnd = async (rounds: number): Promise<Measured> => {
  const server = startServer()
  const listening = await server.ask({ order: 'listen', conversations, seed: 1 })
  if (listening.answer !== 'listening') throw new Error('the server does not listen')
  const [one = '', other = ''] = listening.origins
  const agent = new Agent({ keepAlive: true })
  const library = await libraryReader(crossFetch(), one)
  const handWritten = handWrittenReader(plainGet(agent), other)

  const write = async (order: Order) => {
    const written = await server.ask(order)
    if (written.answer !== 'written') throw new Error('the server has written nothing')
    return written
  }
  const ways = [library, handWritten].map((reader, at) => async ({ messages }: { readonly messages: number }) => {
    const read = reader.tally.more(messages)
    server.tell({ order: 'play', reader: at })
    await read
  })

  await fastest(1, () => write({ order: 'begin' }), ways)
  const measured: Record<string, number> = {}
  for (const { eventsPerPage, pages } of sizes) {
    const [ofLibrary = NaN, ofHandWritten = NaN] = await fastest(
      rounds,
      () => write({ order: 'write', pages, eventsPerPage }),
      ways,
    )
    measured[`P1/${eventsPerPage}`] = ofHandWritten / ofLibrary
  }
  agree(library, handWritten)
  library.close()
  handWritten.close()
  server.stop()
  agent.destroy()
  return measured
}
