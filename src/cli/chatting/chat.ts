import type {
  Client,
  Clock,
  Conversation,
  IncomingInvitation,
  OutgoingInvitation,
  OutgoingMessage,
} from '../../index.ts'
import { harmlessLine } from '../terminal/harmless.ts'
import { messageText } from '../terminal/messageText.ts'
import type { Screen } from '../terminal/screen.ts'
import { followDelivery, quoted, tellOutcome } from './followDelivery.ts'
import { showConversation } from './showConversation.ts'

interface Between {
  readonly client: Client
  /** SIP URI of the one person this is about. */
  readonly to: string
  readonly screen: Screen
  readonly clock: Clock
}

/** A chat with one person, over as many conversations as it takes. */
export interface Chat {
  /** The first thing said invites; what is said until that has an answer waits for it. */
  readonly say: (words: string) => void
  readonly type: () => void
  /** Ends the conversation, or takes the invitation back. */
  readonly stop: () => void
  /** Sends the last message again whose fate is not known. */
  readonly retry: () => void
  /** Resolves when the fate of all that was said is known. */
  readonly settled: () => Promise<void>
}

type Now =
  | { readonly kind: 'apart' }
  | { readonly kind: 'inviting'; readonly invitation: OutgoingInvitation; readonly waiting: readonly string[] }
  | { readonly kind: 'together'; readonly conversation: Conversation }

interface Sent {
  readonly message: OutgoingMessage
  readonly words: string
}

/** The server takes typing back after five to six seconds. */
const typingInterval = 4_000

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

export const createChat = ({ client, to, screen, clock }: Between): Chat => {
  const { print, paint } = screen
  const pending = new Set<Promise<void>>()
  let now: Now = { kind: 'apart' }
  let last: Sent | undefined
  let typingAgainAt = 0

  const track = (fate: Promise<void>): void => {
    pending.add(fate)
    void fate.then(() => pending.delete(fate))
  }
  const send = (conversation: Conversation, words: string): void => {
    const message = conversation.send(words)
    last = { message, words }
    track(followDelivery(message, words, screen))
  }
  const enter = (conversation: Conversation): void => {
    const waiting = now.kind === 'inviting' ? now.waiting : []
    now = { kind: 'together', conversation }
    showConversation({ conversation, otherwise: to, screen, clock })
    conversation.state$.subscribe({
      complete: () => {
        print(paint('dim', '– the conversation is over'))
        if (now.kind === 'together' && now.conversation === conversation) now = { kind: 'apart' }
      },
    })
    for (const words of waiting) send(conversation, words)
  }
  const invite = (words: string): void => {
    const invitation = client.startMessaging({ to, message: words })
    now = { kind: 'inviting', invitation, waiting: [] }
    print(paint('dim', `☎ inviting ${to}`))
    invitation.state$.subscribe((state) => {
      if (state === 'Connecting') print(paint('dim', `☎ ringing at ${to}`))
    })
    const accepted = (conversation: Conversation): void => {
      print(paint('green', `✓ accepted, and delivered: ${quoted(words)}`))
      enter(conversation)
    }
    const refused = (cause: unknown): void => {
      print(paint('red', `✗ ${quoted(words)}: ${messageOf(cause)}`))
      if (now.kind !== 'inviting' || now.invitation !== invitation) return
      for (const unsaid of now.waiting) print(paint('red', `✗ not sent: ${quoted(unsaid)}`))
      now = { kind: 'apart' }
    }
    track(invitation.connected.then(accepted, refused))
  }
  const answer = (invitation: IncomingInvitation): void => {
    const { from, subject = '', preview, previewHtml } = invitation
    const words = previewHtml === undefined ? preview : messageText({ text: undefined, html: previewHtml })
    const about = [subject, words].filter(Boolean).join(': ')
    print(paint('yellow', harmlessLine(`☎ ${from?.name ?? from?.uri ?? 'somebody'} invites ${about}`)))
    if (from?.uri?.toLowerCase() !== to.toLowerCase()) return print(paint('dim', '– which is not answered here'))
    invitation.accept()
    track(invitation.connected.then(enter, (cause: unknown) => print(paint('red', `✗ ${messageOf(cause)}`))))
  }
  client.invitations$.subscribe(answer)

  return {
    say: (words) => {
      if (now.kind === 'together') send(now.conversation, words)
      else if (now.kind === 'inviting') now = { ...now, waiting: [...now.waiting, words] }
      else invite(words)
    },
    type: () => {
      if (now.kind !== 'together' || clock.now() < typingAgainAt) return
      typingAgainAt = clock.now() + typingInterval
      now.conversation.setIsTyping()
    },
    stop: () => {
      if (now.kind === 'apart') return print('– there is nothing to stop')
      const command = now.kind === 'inviting' ? now.invitation.cancel() : now.conversation.stopMessaging()
      track(command.done.catch((cause: unknown) => print(paint('red', `✗ ${messageOf(cause)}`))))
    },
    retry: () => {
      if (last === undefined) return print('– there is nothing to retry')
      track(tellOutcome(last.message.retry().done, last.words, screen))
    },
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}
