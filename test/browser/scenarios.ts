import {
  createClient,
  crossFetch,
  passive,
  password,
  systemClock,
  xframe,
  type Client,
  type Credentials,
  type Http,
} from '../../src/index.ts'

/** How the page asks. */
export type Transport = 'fetch' | 'xframe'

const transports: Readonly<Record<Transport, () => Http>> = {
  fetch: () => crossFetch(),
  xframe: () => xframe({ patience: 2_000 }),
}

interface Place {
  readonly origin: string
  readonly by: Transport
}

/** What runs inside the page. Each gives back what it saw, as plain data. */
const withClient = async <T>(
  { origin, by }: Place,
  credentials: Credentials,
  use: (client: Client) => Promise<T>,
): Promise<T | string> => {
  const client = createClient({
    signInAddress: 'tosh@contoso.com',
    rootUrl: origin,
    credentials,
    http: transports[by](),
  })
  try {
    return await use(client)
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'something else was thrown'
  } finally {
    client.close()
  }
}

const right = password('tosh@contoso.com', 'pass@word1')

const signIn = (place: Place, credentials: Credentials) =>
  withClient(place, credentials, async (client) => {
    await client.connect()
    return client.status$.getSnapshot().state
  })

/** Opens the page in a frame and waits until she has signed in there, which moves the frame to another document. */
const inFrame = (uri: string) =>
  new Promise<void>((resolve) => {
    const frame = document.createElement('iframe')
    let loads = 0
    frame.name = 'signIn'
    frame.addEventListener('load', () => {
      loads += 1
      if (loads === 2) resolve()
    })
    frame.src = uri
    document.body.append(frame)
  })

/** Signs in, lets a moment pass on the client's clock, and waits until what happens there has made it give up its poll. */
const givesUpPollAfter = (origin: string, happen: () => void) => {
  const http = crossFetch()
  let ahead = 0
  let givenUp: () => void = () => undefined
  const client = createClient({
    signInAddress: 'tosh@contoso.com',
    rootUrl: origin,
    credentials: right,
    clock: { ...systemClock, now: () => systemClock.now() + ahead },
    http: (request, signal) => {
      if (request.operation === 'events') signal.addEventListener('abort', () => givenUp())
      return http(request, signal)
    },
  })
  return client
    .connect()
    .then(
      () =>
        new Promise<string>((resolve) => {
          givenUp = () => resolve('given up')
          ahead += 2000
          happen()
        }),
    )
    .finally(() => client.close())
}

export const scenarios = {
  holdConversation: (origin: string, by: Transport) =>
    withClient({ origin, by }, right, async (client) => {
      await client.connect()
      const conversation = await client.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' }).connected
      const texts: (string | undefined)[] = []
      conversation.messages$.subscribe((message) => texts.push(message.text))
      await conversation.send('12:30? 😀 + , %').delivered
      await client.signOut()
      return texts
    }),
  signIn: (origin: string, by: Transport) => signIn({ origin, by }, right),
  signInWrongly: (origin: string, by: Transport) => signIn({ origin, by }, password('tosh@contoso.com', 'wrong')),
  signInAtPage: (origin: string, by: Transport) => signIn({ origin, by }, passive({ signIn: inFrame })),
  backOnline: (origin: string) => givesUpPollAfter(origin, () => window.dispatchEvent(new Event('online'))),
  seenAgain: (origin: string) => givesUpPollAfter(origin, () => document.dispatchEvent(new Event('visibilitychange'))),
  framesOf: (origin: string, by: Transport) =>
    withClient({ origin, by }, right, async (client) => {
      await client.connect()
      return [...document.querySelectorAll('iframe')].map(({ src }) => src)
    }),
}

export type Scenario = keyof typeof scenarios

Object.assign(globalThis, { scenarios })
