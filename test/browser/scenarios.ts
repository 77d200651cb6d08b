import { createClient, password, type Client } from '../../src/index.ts'

/** What runs inside the page. Each gives back what it saw, as plain data. */
const withClient = async <T>(
  origin: string,
  secret: string,
  use: (client: Client) => Promise<T>,
): Promise<T | string> => {
  const client = createClient({
    signInAddress: 'tosh@contoso.com',
    rootUrl: origin,
    credentials: password('tosh@contoso.com', secret),
  })
  try {
    return await use(client)
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'something else was thrown'
  } finally {
    client.close()
  }
}

const scenarios = {
  holdConversation: (origin: string) =>
    withClient(origin, 'pass@word1', async (client) => {
      await client.connect()
      const conversation = await client.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' }).connected
      const texts: (string | undefined)[] = []
      conversation.messages$.subscribe((message) => texts.push(message.text))
      await conversation.send('12:30? 😀 + , %').delivered
      await client.signOut()
      return texts
    }),
  signIn: (origin: string) =>
    withClient(origin, 'pass@word1', async (client) => {
      await client.connect()
      return client.status$.getSnapshot().state
    }),
  signInWrongly: (origin: string) => withClient(origin, 'wrong', (client) => client.connect()),
}

export type Scenario = keyof typeof scenarios

Object.assign(globalThis, { scenarios })
