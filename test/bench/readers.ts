import { createClient, token, type Client, type Conversation } from '../../src/index.ts'
import type { Http } from '../../src/transport/http.ts'
import { HandWritten } from './handWritten.ts'
import { bearer, eventsPath } from './scene.ts'
import { Tally } from './tally.ts'

/** Somebody who reads an event channel and tells two subscribers for each conversation. */
export interface Reader {
  readonly tally: Tally
  readonly close: () => void
}

/** The library, signed in. `added` is told of each conversation when it begins. */
export const connectClient = async (
  http: Http,
  origin: string,
  added?: (conversation: Conversation) => void,
): Promise<Client> => {
  const client = createClient({
    signInAddress: 'tosh@contoso.com',
    credentials: token(bearer),
    rootUrl: `${origin}/autodiscover`,
    http,
  })
  if (added !== undefined) client.conversationAdded$.subscribe(added)
  client.faults$.subscribe((fault) => {
    throw new Error('the pages are at fault', { cause: fault })
  })
  await client.connect()
  return client
}

/** The library's, with the client itself. */
export interface LibraryReader extends Reader {
  readonly client: Client
}

export const libraryReader = async (http: Http, origin: string): Promise<LibraryReader> => {
  const tally = new Tally()
  const client = await connectClient(http, origin, (conversation) => {
    conversation.messages$.subscribe(tally.message)
    conversation.messaging.state$.subscribe(tally.state)
  })
  return { tally, client, close: () => client.close() }
}

export const handWrittenReader = (
  get: (url: string, signal: AbortSignal) => Promise<string>,
  origin: string,
): Reader => {
  const tally = new Tally()
  const loop = new HandWritten()
  loop.onConversation = (conversation) => {
    conversation.onMessage = tally.message
    conversation.onMessagingState = tally.state
    // A Live tells the present state to whoever subscribes.
    tally.state()
  }
  // Rejects when it is stopped.
  loop.run(`${origin}${eventsPath}?ack=1`, get).catch(() => undefined)
  return { tally, close: () => loop.stop() }
}

/** Throws unless both have told the same: else a ratio would compare different work. */
export const agree = (one: Reader, other: Reader): void => {
  const [a, b] = [one.tally, other.tally]
  if (a.messages !== b.messages || a.states !== b.states) {
    throw new Error(
      `the library told ${a.messages} messages and ${a.states} states, the hand-written loop ${b.messages} and ${b.states}`,
    )
  }
}
