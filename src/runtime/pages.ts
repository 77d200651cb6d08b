import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import type { EventPage } from '../protocol/event/eventPage.ts'
import { linksTo } from '../protocol/hypermedia.ts'
import { Conversation } from '../protocol/resource/conversation.ts'
import { Conversations } from '../protocol/resource/conversations.ts'
import { Messaging } from '../protocol/resource/messaging.ts'
import { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { Wire } from '../service/command.ts'
import { readResource } from '../transport/readResource.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Directory, Ended } from './directory.ts'
import type { InvitationEvents } from './invitationEvents.ts'
import type { AnnouncedLoss, Loss } from './loss.ts'
import type { Place } from './place.ts'
import type { RosterCatchUp } from './rosterCatchUp.ts'

interface Surroundings {
  readonly place: Place
  readonly directory: Directory
  readonly invitations: InvitationEvents
  readonly rosterCatchUp: RosterCatchUp
  /** Repeats what may be repeated. */
  readonly wire: Wire
  readonly conversationsHref: () => string | undefined
  readonly route: (page: EventPage) => void
  readonly announce: (cause: AnnouncedLoss, ended: Ended) => void
  readonly caughtUp: () => void
  readonly faulted: (error: unknown) => void
}

/**
 * Takes the pages of the event channel. After a `resync` or `resume` they wait
 * until what is still there has been read again: conversations that the server
 * lists are kept with their handles, the others end.
 */
export interface Pages {
  readonly take: (page: EventPage) => void
  readonly gap: (cause: 'resync' | 'resume') => void
  /** The application is gone: so is everything in it, and the pages that wait. */
  readonly lost: (cause: Loss) => void
}

export const createPages = (s: Surroundings): Pages => {
  let life: AbortController | undefined
  let waiting: EventPage[] = []
  /** Each can be given up by itself, without a listener for each on one signal. */
  const reads = new Set<AbortController>()

  const read = async <A>(
    codec: t.Type<A>,
    operation: string,
    url: string,
    signal: AbortSignal,
  ): Promise<A | undefined> => {
    if (signal.aborted) return undefined
    const own = new AbortController()
    reads.add(own)
    const answer = await readResource(s.wire.exchange, codec, { operation, url }, own.signal)()
    reads.delete(own)
    return E.isRight(answer) ? answer.right.value : undefined
  }

  const giveUp = (): void => {
    life?.abort()
    for (const read of reads) read.abort()
  }

  const restore = async (conversation: ConversationRecord, signal: AbortSignal): Promise<boolean> => {
    const body = await read(Conversation, 'conversation', conversation.href, signal)
    if (body === undefined) return false
    conversation.outgoing.abandon('gap.lost')
    conversation.send({ type: 'conversation.restored', conversation: body })
    const href = s.place.of(body._links.messaging)
    const messaging = href === undefined ? undefined : await read(Messaging, 'messaging', href, signal)
    if (messaging !== undefined) conversation.sendToMessaging({ type: 'messaging.updated', messaging })
    await s.rosterCatchUp(conversation, (codec, operation, url) => read(codec, operation, url, signal))
    return true
  }

  const readInvitation = async (invitation: Ended['invitations'][number], signal: AbortSignal) => {
    const href =
      s.place.of(invitation.resource?._links.self) ?? ('href' in invitation ? invitation.href : invitation.location)
    const body = href === undefined ? undefined : await read(MessagingInvitation, 'messagingInvitation', href, signal)
    return { invitation, href, body }
  }

  /** Reads of one kind go out together. */
  const catchUp = async (cause: 'resync' | 'resume', signal: AbortSignal): Promise<void> => {
    const list = s.conversationsHref()
    const listed = list === undefined ? undefined : await read(Conversations, 'conversations', list, signal)
    const hrefs = new Set(linksTo(listed ?? {}, 'conversation').map(({ href }) => s.place.absolute(href)))
    for (const href of hrefs) s.directory.conversation(href)
    const conversations = [...s.directory.conversations]
    const isKept = await Promise.all(
      conversations.map(async (conversation) => hrefs.has(conversation.href) && (await restore(conversation, signal))),
    )
    const invitations = await Promise.all([...s.directory.invitations].map((each) => readInvitation(each, signal)))
    const ended: { conversations: ConversationRecord[]; invitations: Ended['invitations'][number][] } = {
      conversations: conversations.filter((_, index) => isKept[index] !== true),
      invitations: [],
    }
    for (const { invitation, href, body } of invitations) {
      const rel = 'rel' in invitation ? invitation.rel : 'messagingInvitation'
      if (href !== undefined && body !== undefined) s.invitations.catchUp(href, rel, body)
      else ended.invitations.push(invitation)
    }
    if (signal.aborted) return
    for (const invitation of ended.invitations) invitation.lose(cause)
    for (const conversation of ended.conversations) conversation.lose(cause)
    s.announce(cause, ended)
  }

  return {
    take: (page) => {
      if (life === undefined) s.route(page)
      else waiting.push(page)
    },
    gap: (cause) => {
      giveUp()
      const mine = new AbortController()
      life = mine
      const goOn = (): void => {
        if (mine.signal.aborted) return
        life = undefined
        const pages = waiting
        waiting = []
        for (const page of pages) s.route(page)
        s.caughtUp()
      }
      void catchUp(cause, mine.signal).catch(s.faulted).then(goOn)
    },
    lost: (cause) => {
      giveUp()
      life = undefined
      waiting = []
      const ended = s.directory.loseAll(cause)
      if (cause !== 'signedOut' && cause !== 'closed') s.announce(cause, ended)
    },
  }
}
