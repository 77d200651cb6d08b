import { Subject } from 'rxjs'
import type { Charts } from './charts.ts'
import { ConversationRecord, type ConversationBelongings } from './conversation.ts'
import type { Following } from './following.ts'
import { IncomingInvitationRecord, type InvitationRel } from './incomingInvitation.ts'
import { OutgoingInvitationRecord, type Outgoing } from './outgoingInvitation.ts'
import type { Loss, MissedMessages } from './loss.ts'
import { Observed } from './observed.ts'
import type { OutgoingMessages } from './outgoingMessages.ts'

interface Belongings {
  readonly charts: Charts
  readonly faulted: (error: unknown) => void
  readonly missedMessages: (conversation: ConversationRecord, cause: MissedMessages, count: number) => void
  readonly outgoing: (conversation: ConversationRecord) => OutgoingMessages
  readonly following: Following
}

/** What a gap ended. */
export interface Ended {
  readonly conversations: readonly ConversationRecord[]
  readonly invitations: readonly (IncomingInvitationRecord | OutgoingInvitationRecord)[]
}

/** How many finished invitations are remembered, so that a late event does not bring one back. */
const remembered = 256

/**
 * Everything alive in one application, by the absolute URL or the operationId
 * that events name it by. What is over is dropped. As Observed it changes when a
 * conversation comes or goes.
 */
export class Directory extends Observed {
  readonly #belongings: Belongings
  readonly #ofConversations: ConversationBelongings
  readonly #conversations = new Map<string, ConversationRecord>()
  readonly #incoming = new Map<string, IncomingInvitationRecord>()
  readonly #outgoing = new Map<string, OutgoingInvitationRecord>()
  readonly #finished = new Set<string>()
  readonly conversationAdded = new Subject<ConversationRecord>()
  readonly invitationAdded = new Subject<IncomingInvitationRecord>()

  constructor(belongings: Belongings) {
    super()
    this.#belongings = belongings
    this.#ofConversations = {
      ...belongings,
      isOver: ({ href }) => {
        this.#conversations.delete(href)
        this.changed()
      },
    }
  }

  get conversations(): Iterable<ConversationRecord> {
    return this.#conversations.values()
  }

  get invitations(): readonly (IncomingInvitationRecord | OutgoingInvitationRecord)[] {
    return [...this.#incoming.values(), ...this.#outgoing.values()]
  }

  findConversation(href: string): ConversationRecord | undefined {
    return this.#conversations.get(href)
  }

  conversation(href: string): ConversationRecord {
    const known = this.#conversations.get(href)
    if (known !== undefined) return known
    const conversation = new ConversationRecord(href, this.#ofConversations)
    this.#conversations.set(href, conversation)
    this.conversationAdded.next(conversation)
    this.changed()
    return conversation
  }

  findIncoming(href: string): IncomingInvitationRecord | undefined {
    return this.#incoming.get(href)
  }

  /** Undefined for one that is over: its late events change nothing. */
  incoming(href: string, rel: InvitationRel): IncomingInvitationRecord | undefined {
    if (this.#finished.has(href)) return undefined
    const known = this.#incoming.get(href)
    if (known !== undefined) return known
    const invitation = new IncomingInvitationRecord(href, rel, {
      ...this.#belongings,
      isOver: () => {
        this.#incoming.delete(href)
        this.#remember(href)
      },
    })
    this.#incoming.set(href, invitation)
    return invitation
  }

  findOutgoing(operationId: string): OutgoingInvitationRecord | undefined {
    return this.#outgoing.get(operationId)
  }

  /** By what the 201 said, or an event before this one; for events that bring no body. */
  findOutgoingAt(href: string): OutgoingInvitationRecord | undefined {
    for (const invitation of this.#outgoing.values()) {
      if (invitation.isAt(href)) return invitation
    }
    return undefined
  }

  /** Those of which neither a 201 nor an event has said yet where they are. */
  get outgoingWithoutPlace(): readonly OutgoingInvitationRecord[] {
    return [...this.#outgoing.values()].filter(({ location }) => location === undefined)
  }

  outgoing(outgoing: Outgoing): OutgoingInvitationRecord {
    const { operationId } = outgoing
    const invitation = new OutgoingInvitationRecord(outgoing, {
      ...this.#belongings,
      isOver: () => void this.#outgoing.delete(operationId),
    })
    // Its request may have thrown as it began.
    if (!invitation.isOver) this.#outgoing.set(operationId, invitation)
    return invitation
  }

  /** Ends everything that is alive. */
  loseAll(loss: Loss): Ended {
    const ended: Ended = { conversations: [...this.#conversations.values()], invitations: this.invitations }
    for (const invitation of ended.invitations) invitation.lose(loss)
    for (const conversation of ended.conversations) conversation.lose(loss)
    return ended
  }

  /** After this nobody hears of anything any more. */
  close(): void {
    this.loseAll('closed')
    this.conversationAdded.complete()
    this.invitationAdded.complete()
    this.end()
  }

  #remember(href: string): void {
    this.#finished.add(href)
    const [oldest] = this.#finished
    if (this.#finished.size > remembered && oldest !== undefined) this.#finished.delete(oldest)
  }
}
