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
import { isRinging, type InvitationEvents } from './invitationEvents.ts'
import type { AnnouncedLoss, Loss } from './loss.ts'
import type { Place } from './place.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import type { RosterCatchUp } from './rosterCatchUp.ts'
import type { Silence } from './silence.ts'

interface Surroundings {
  readonly place: Place
  readonly directory: Directory
  readonly invitations: InvitationEvents
  readonly rosterCatchUp: RosterCatchUp
  readonly silence: Silence
  /** Repeats what may be repeated. */
  readonly wire: Wire
  readonly conversationsHref: () => string | undefined
  /** Until `isGone`. */
  readonly route: (page: EventPage, isGone: () => boolean) => void
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
  /**
   * `handedOut` is called once everything in it has gone its way. When 1,000 pages wait,
   * reading ends: they are handed out, and what could not be read by then is lost.
   */
  readonly take: (page: EventPage, handedOut: () => void) => void
  readonly gap: (cause: 'resync' | 'resume') => void
  /**
   * Another client was here before: what there is in the application, and which
   * of these invitations still ring, is read as after a gap. Resolves when it is.
   */
  readonly resume: (invitations: ResumePoint['invitations']) => Promise<void>
  /** The application is gone: so is everything in it, and the pages that wait. */
  readonly lost: (cause: Loss) => void
}

/** Pages that wait for what is read after a gap. */
const mostWaiting = 1000

const nothing: Ended = { conversations: [], invitations: [] }

export const createPages = (s: Surroundings): Pages => {
  let life: AbortController | undefined
  let waiting: (() => void)[] = []
  /** Aborted where so much waits that reading has to end. */
  let patience = new AbortController()
  let holding: Promise<void> = Promise.resolve()
  /** Of whoever hands out: she may be closed by whom she tells. */
  let present = { isGone: false }
  /** Of another client's, not read yet. */
  let ringing: ResumePoint['invitations'] = []
  /** Each can be given up by itself, without a listener for each on one signal. */
  const reads = new Set<AbortController>()

  const read = async <A>(
    codec: t.Type<A>,
    operation: string,
    url: string,
    signal: AbortSignal,
  ): Promise<A | undefined> => {
    if (signal.aborted || patience.signal.aborted) return undefined
    const own = new AbortController()
    reads.add(own)
    const answer = await readResource(s.wire.exchange, codec, { operation, url }, own.signal)()
    reads.delete(own)
    return E.isRight(answer) ? answer.right.value : undefined
  }

  const stopReading = (): void => {
    for (const read of reads) read.abort()
  }

  const giveUp = (): void => {
    life?.abort()
    stopReading()
  }

  const restore = async (conversation: ConversationRecord, signal: AbortSignal): Promise<boolean> => {
    const body = await read(Conversation, 'conversation', conversation.href, signal)
    if (body === undefined) return false
    if (conversation.state === 'unseen') conversation.outgoing.inherit()
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

  const ringAgain = async ({ href, rel }: ResumePoint['invitations'][number], signal: AbortSignal): Promise<void> => {
    const body = await read(MessagingInvitation, rel, href, signal)
    if (!signal.aborted && body !== undefined && isRinging(body)) s.invitations.catchUp(href, rel, body)
  }

  /** Reads of one kind go out together. `doubtful` gives the invitations about which an event may have been missed. */
  const catchUp = async (
    cause: 'resync' | 'resume',
    doubtful: () => Ended['invitations'],
    signal: AbortSignal,
  ): Promise<Ended> => {
    const isGivenUp = (): boolean => signal.aborted
    const list = s.conversationsHref()
    const listed = list === undefined ? undefined : await read(Conversations, 'conversations', list, signal)
    if (isGivenUp()) return nothing
    const hrefs = new Set(linksTo(listed ?? {}, 'conversation').map(({ href }) => s.place.absolute(href)))
    for (const href of hrefs) s.directory.conversation(href)
    const conversations = [...s.directory.conversations]
    const isKept = await Promise.all(
      conversations.map(async (conversation) => hrefs.has(conversation.href) && (await restore(conversation, signal))),
    )
    const invitations = await Promise.all(doubtful().map((each) => readInvitation(each, signal)))
    const ended: { conversations: ConversationRecord[]; invitations: Ended['invitations'][number][] } = {
      conversations: conversations.filter((_, index) => isKept[index] !== true),
      invitations: [],
    }
    for (const { invitation, href, body } of invitations) {
      const rel = 'rel' in invitation ? invitation.rel : 'messagingInvitation'
      if (href !== undefined && body !== undefined) s.invitations.catchUp(href, rel, body)
      else ended.invitations.push(invitation)
    }
    await Promise.all(ringing.map((invitation) => ringAgain(invitation, signal)))
    if (isGivenUp()) return nothing
    ringing = []
    for (const invitation of ended.invitations) invitation.lose(cause)
    for (const conversation of ended.conversations) conversation.lose(cause)
    return ended
  }

  const handOutWaiting = (): void => {
    const handing = waiting
    waiting = []
    for (const handOut of handing) handOut()
  }

  /** Pages wait until `reading` is over, or another that takes its place. */
  const holdDuring = (reading: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    giveUp()
    const mine = new AbortController()
    life = mine
    patience = new AbortController()
    s.silence.pagesWait(true)
    holding = reading(mine.signal)
      .catch(s.faulted)
      .then(() => {
        if (mine.signal.aborted) return life === undefined ? undefined : holding
        life = undefined
        handOutWaiting()
        s.silence.pagesWait(false)
        s.caughtUp()
      })
    return holding
  }

  return {
    take: (page, handedOut) => {
      const mine = present
      const isGone = (): boolean => mine.isGone
      const handOut = (): void => {
        if (isGone()) return
        s.route(page, isGone)
        if (!isGone()) handedOut()
      }
      if (life === undefined) return handOut()
      waiting.push(handOut)
      if (waiting.length < mostWaiting) return
      patience.abort()
      stopReading()
    },
    gap: (cause) => {
      // They tell of what was before this gap: what it has taken away must not come back by them.
      handOutWaiting()
      // Events about those that begin from now on come by the pages that wait.
      const { invitations } = s.directory
      void holdDuring(async (signal) => {
        const ended = await catchUp(cause, () => invitations.filter(({ isOver }) => !isOver), signal)
        if (!signal.aborted) s.announce(cause, ended)
      })
    },
    resume: (invitations) => {
      ringing = invitations
      return holdDuring(async (signal) => {
        // What is known by now came through this very channel: the events about it wait.
        const ended = await catchUp('resume', () => [], signal)
        if (ended.conversations.length > 0) s.announce('resume', ended)
      })
    },
    lost: (cause) => {
      present.isGone = true
      if (cause !== 'closed') present = { isGone: false }
      giveUp()
      life = undefined
      waiting = []
      ringing = []
      s.silence.pagesWait(false)
      const ended = s.directory.loseAll(cause)
      if (cause !== 'signedOut' && cause !== 'closed') s.announce(cause, ended)
    },
  }
}
