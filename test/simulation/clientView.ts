import type { Client } from '../../src/index.ts'
import { pathOf } from './party.ts'
import type { ConversationView } from './serverView.ts'

/** What a client shows of its conversations. */
export const clientView = ({ conversations$ }: Client): readonly ConversationView[] =>
  conversations$
    .getSnapshot()
    .map(({ href, state$, messaging, participants$, typing$ }) => ({
      path: pathOf(href),
      state: state$.getSnapshot(),
      messaging: messaging.state$.getSnapshot(),
      participants: participants$
        .getSnapshot()
        .map((one) => `${pathOf(one.href)} ${one.name} ${one.role} ${one.inLobby}`)
        .sort(),
      typing: typing$
        .getSnapshot()
        .map((one) => pathOf(one.href))
        .sort(),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
