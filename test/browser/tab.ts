import { createClient, password } from '../../src/index.ts'
import type { MirroredClient, MirroredConversation } from '../../src/mirror/index.ts'
import { openTab } from '../../src/tabs/index.ts'

/** What runs inside a tab: a panel without looks, which the test presses the buttons of. */
interface Panel {
  readonly client: MirroredClient
  readonly statuses: string[]
  readonly gaps: string[]
  readonly rings: string[]
  readonly texts: Map<string, string[]>
}

let panel: Panel | undefined

const present = (): Panel => {
  if (panel === undefined) throw new Error('no tab is open')
  return panel
}

const conversation = (): MirroredConversation => {
  const [first] = present().client.conversations$.getSnapshot()
  if (first === undefined) throw new Error('no conversation')
  return first
}

const words = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : 'not an error')

const tab = {
  /** `connected` resolves when the tab is online. */
  open: async (origin: string, channels?: 'own' | 'shared') => {
    const client = openTab({
      name: 'tosh@contoso.com',
      ...(channels === undefined ? {} : { channels }),
      createClient: (identity) =>
        createClient({
          signInAddress: 'tosh@contoso.com',
          rootUrl: origin,
          credentials: password('tosh@contoso.com', 'pass@word1'),
          ...identity,
        }),
    })
    panel = { client, statuses: [], gaps: [], rings: [], texts: new Map() }
    const { statuses, gaps, rings, texts } = panel
    client.status$.subscribe(({ state }) => statuses.push(state))
    client.gaps$.subscribe(({ cause }) => gaps.push(cause))
    client.invitations$.subscribe((invitation) => {
      rings.push(invitation.subject ?? '')
      invitation.accept()
    })
    client.conversationAdded$.subscribe(({ href, messages$ }) => {
      const said: string[] = []
      texts.set(href, said)
      messages$.subscribe(({ text }) => said.push(text ?? ''))
    })
    await client.connect()
  },
  state: () => {
    const { client, statuses, gaps, rings, texts } = present()
    return {
      status: client.status$.getSnapshot().state,
      statuses,
      gaps,
      rings,
      conversations: client.conversations$.getSnapshot().map(({ state$ }) => state$.getSnapshot()),
      texts: [...texts.values()].flat(),
    }
  },
  invite: (to: string) =>
    present()
      .client.startMessaging({ to, message: 'Hi' })
      .connected.then(() => 'connected', words),
  /** Says it, and tells what has become of it. */
  say: (text: string) =>
    conversation()
      .send(text)
      .delivered.then(() => 'delivered', words),
  close: () => present().client.close(),
}

export type Tab = typeof tab

Object.assign(globalThis, { tab })
