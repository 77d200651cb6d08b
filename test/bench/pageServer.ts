import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPages } from './pages.ts'
import { eventsPath, sceneAnswer } from './scene.ts'

/** What the bench asks of the server, each answered by one message. */
export type Order =
  /** Listens twice, once for each reader. */
  | { readonly order: 'listen'; readonly conversations: number; readonly seed: number }
  /** Writes what conversations begin with. */
  | { readonly order: 'begin' }
  /** Writes the next stretch of the stream. */
  | { readonly order: 'write'; readonly pages: number; readonly eventsPerPage: number }
  /** Gives what was written to one of the readers. */
  | { readonly order: 'play'; readonly reader: number }

export type Answer =
  | { readonly answer: 'listening'; readonly origins: readonly string[] }
  | { readonly answer: 'written'; readonly messages: number }

interface Channel {
  texts: readonly string[]
  at: number
  parked: ServerResponse | undefined
}

const json = { 'content-type': 'application/json; charset=utf-8' }

const serve = (channel: Channel, request: IncomingMessage, response: ServerResponse): void => {
  const [path = ''] = (request.url ?? '').split('?')
  if (path === eventsPath) {
    channel.parked = response
    release(channel)
    return
  }
  const { status, body, headers } = sceneAnswer(request.method ?? '', path, request.headers.authorization)
  request.resume()
  response.writeHead(status, { ...json, ...headers }).end(body === undefined ? '' : JSON.stringify(body))
}

const release = (channel: Channel): void => {
  const text = channel.texts[channel.at]
  if (channel.parked === undefined || text === undefined) return
  const response = channel.parked
  channel.parked = undefined
  channel.at += 1
  response.writeHead(200, json).end(text)
}

const listen = (channel: Channel): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => serve(channel, request, response))
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })

const answer = (message: Answer): void => void process.send?.(message)

const channels: readonly Channel[] = [0, 1].map(() => ({ texts: [], at: 0, parked: undefined }))
let pages = createPages({ seed: 1, conversations: 1 })
let conversations = 1
let written: readonly string[] = []

/** A message comes last: who has been told of it has read everything. */
const write = (texts: readonly string[], messages: number): void => {
  written = [...texts, pages.single('incoming', 0)]
  answer({ answer: 'written', messages: messages + 1 })
}

process.on('disconnect', () => process.exit())
process.on('message', (order: Order) => {
  switch (order.order) {
    case 'listen':
      conversations = order.conversations
      pages = createPages(order)
      void Promise.all(channels.map(listen)).then((origins) => answer({ answer: 'listening', origins }))
      break
    case 'begin':
      write([...pages.begun(0, conversations), ...pages.peopled(0, conversations)], 0)
      break
    case 'write': {
      const { texts, messages } = pages.stream(order.pages, order.eventsPerPage)
      write(texts, messages)
      break
    }
    case 'play': {
      const channel = channels[order.reader]!
      channel.texts = written
      channel.at = 0
      release(channel)
    }
  }
})
