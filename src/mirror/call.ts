import type { ContinueMessagingOptions, StartMessagingOptions } from '../client/startMessaging.ts'
import type { JoinOnlineMeetingOptions, StartOnlineMeetingOptions } from '../client/meeting.ts'
import type { AddMessagingOptions } from '../client/conversation.ts'
import type { DeclineReason } from '../protocol/request/decline.ts'
import type { PreferredAvailability } from '../protocol/request/makeMeAvailable.ts'
import type { CommunicationChanges } from '../runtime/updateCommunication.ts'
import type { SearchOptions } from '../client/people.ts'
import type { Content } from '../service/content.ts'

/** Commands of a conversation that take nothing. */
export type PlainVerb =
  'setIsTyping' | 'stopMessaging' | 'disableAudienceMessaging' | 'enableAudienceMessaging' | 'acknowledge' | 'leave'

/** Commands of a conversation about somebody in it. */
export type RosterVerb = 'admit' | 'reject' | 'eject' | 'promote' | 'demote'

type ClientCall =
  | { readonly verb: 'connect' | 'signOut' | 'suspend' | 'resume' }
  | { readonly verb: 'startMessaging'; readonly options: StartMessagingOptions }
  | { readonly verb: 'continueMessaging'; readonly log: string; readonly options: ContinueMessagingOptions }
  | { readonly verb: 'startOnlineMeeting'; readonly options: StartOnlineMeetingOptions }
  | { readonly verb: 'joinOnlineMeeting'; readonly options: JoinOnlineMeetingOptions }
  | { readonly verb: 'update'; readonly changes: CommunicationChanges }

type MeCall =
  | { readonly verb: 'setPresence'; readonly availability: PreferredAvailability }
  | { readonly verb: 'setNote'; readonly message: string }
  | { readonly verb: 'resetPresence' | 'resetNote' | 'reportMyActivity' }

type PeopleCall =
  { readonly verb: 'myContacts' } | { readonly verb: 'search'; readonly query: string; readonly options: SearchOptions }

type ConversationCall =
  | { readonly verb: PlainVerb }
  | { readonly verb: RosterVerb; readonly participant: string }
  | { readonly verb: 'send'; readonly content: string | Content }
  | { readonly verb: 'addMessaging'; readonly options: AddMessagingOptions }
  | { readonly verb: 'addParticipant'; readonly uri: string }

type InvitationCall =
  | { readonly verb: 'accept' | 'onBehalfOf' | 'acceptedByContact' }
  | { readonly verb: 'decline'; readonly reason: DeclineReason }

/** What a mirror asks the host to do. What it is about is named by its href, or by the call that it came from. */
export type Call =
  | ({ readonly on: 'client' } & ClientCall)
  | ({ readonly on: 'me' } & MeCall)
  | ({ readonly on: 'people' } & PeopleCall)
  | ({ readonly on: 'conversation'; readonly href: string } & ConversationCall)
  | ({ readonly on: 'invitation'; readonly href: string } & InvitationCall)
  | { readonly on: 'log'; readonly href: string; readonly verb: 'markAsRead' | 'remove' }
  | { readonly on: 'call'; readonly call: string; readonly verb: 'cancel' | 'retry' }
