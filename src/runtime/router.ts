import type { EventPage, SenderBlock } from '../protocol/event/eventPage.ts'
import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import type { ConversationEvents } from './conversationEvents.ts'
import type { Directory } from './directory.ts'
import type { InvitationEvents } from './invitationEvents.ts'
import type { MessageEvents } from './messageEvents.ts'
import type { ParticipantEvents } from './participantEvents.ts'
import type { Place } from './place.ts'

interface Destinations {
  readonly place: Place
  readonly directory: Directory
  readonly conversations: ConversationEvents
  readonly participant: ParticipantEvents
  readonly messages: MessageEvents
  readonly invitations: InvitationEvents
  /** Of the user herself. */
  readonly me: (event: ResourceEvent) => void
  /** Of her contacts. */
  readonly people: (event: ResourceEvent) => void
  readonly missedItems: (event: ResourceEvent) => void
  /** Every event, before anything else is done with it. */
  readonly heard: (event: ResourceEvent, block: SenderBlock) => void
  readonly faulted: (error: unknown) => void
}

/** Whether there is an application no more: somebody has closed the client at an event before. */
type IsGone = () => boolean

/**
 * Brings every event to what it is about: one lookup for a block of a
 * conversation, one for an event of `communication`. An event that we fail to
 * handle is reported, and costs nothing but itself.
 */
export const createRouter = (to: Destinations): ((page: EventPage, isGone: IsGone) => void) => {
  const routeInConversation = (block: SenderBlock, href: string, isGone: IsGone): void => {
    let conversation = to.directory.findConversation(href)
    for (const event of block.events) {
      to.heard(event, block)
      if (isGone()) return
      if (conversation === undefined && event.type === 'deleted') continue
      conversation ??= to.directory.conversation(href)
      try {
        switch (event.link.rel) {
          case 'messaging':
            to.conversations.messaging(conversation, event)
            break
          case 'message':
            to.messages.message(conversation, event)
            break
          case 'participant':
          case 'localParticipant':
            to.participant(conversation, event)
            break
          case 'onlineMeeting':
            to.conversations.onlineMeeting(conversation, event)
            break
          case 'conversation':
            to.conversations.conversation(event)
        }
      } catch (error) {
        to.faulted(error)
      }
      if (conversation.isOver) conversation = undefined
    }
  }

  const inCommunication = (event: ResourceEvent): void => {
    switch (event.link.rel) {
      case 'conversation':
        to.conversations.conversation(event)
        break
      case 'messagingInvitation':
      case 'participantInvitation':
      case 'onlineMeetingInvitation':
        to.invitations.invitation(event, event.link.rel)
        break
      case 'missedItems':
        to.missedItems(event)
    }
  }

  const routeTo = (block: SenderBlock, take: (event: ResourceEvent) => void, isGone: IsGone): void => {
    for (const event of block.events) {
      to.heard(event, block)
      if (isGone()) return
      try {
        take(event)
      } catch (error) {
        to.faulted(error)
      }
    }
  }

  return (page, isGone) => {
    for (const block of page.blocks) {
      if (block.rel === 'conversation' && block.href !== undefined) {
        routeInConversation(block, to.place.absolute(block.href), isGone)
      } else if (block.rel === 'people') {
        routeTo(block, to.people, isGone)
      } else if (block.rel === 'me') {
        routeTo(block, to.me, isGone)
      } else {
        routeTo(block, inCommunication, isGone)
      }
    }
  }
}
