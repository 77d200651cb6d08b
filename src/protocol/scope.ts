/** What a token of an online deployment may be good for. Servers on premises issue tokens without scopes. */
export const scopes = [
  'User.ReadWrite',
  'Contacts.ReadWrite',
  'Conversations.Initiate',
  'Conversations.Receive',
  'Meetings.ReadWrite',
] as const
export type Scope = (typeof scopes)[number]

const listed = (rels: string, ...needed: readonly Scope[]): readonly (readonly [string, readonly Scope[]])[] =>
  rels.split(/\s+/).map((rel) => [rel, needed])

const byRel: ReadonlyMap<string, readonly Scope[]> = new Map([
  ...listed(
    `accept acceptedByParticipant addMessaging addParticipant admit cancel communication continueMessaging
    conversationLog conversationLogRecipient conversationLogTranscript conversationLogTranscripts conversationLogs
    conversations decline demote derivedConversation derivedMessaging disableAudienceMessaging eject
    enableAudienceMessaging from invitation invitations localParticipant markAsRead message messageTranscript messages
    messaging missedItems nextConversationLogTranscripts onlineMeeting onlineMeetingInvitation organizer participant
    participantInvitation participantMessaging promote reject replayMessage sendMessage setIsTyping startMessaging
    stopMessaging`,
    'Conversations.Initiate',
    'Conversations.Receive',
  ),
  ...listed('joinOnlineMeeting messagingInvitation', 'Conversations.Initiate'),
  ...listed(
    'attendees conversation failedDeliveryParticipant leaders lobby participants typingParticipants userAcknowledged',
    'Conversations.Receive',
  ),
  ...listed('makeMeAvailable', 'User.ReadWrite', 'Conversations.Receive'),
  ...listed('location me note presence presenceSubscription reportMyActivity', 'User.ReadWrite'),
  ...listed(
    `acceptedByContact contact contactLocation contactNote contactPresence forwardedBy group myGroups onBehalfOf people search
    subscribeToGroupPresence to`,
    'Contacts.ReadWrite',
  ),
  ...listed('startOnlineMeeting', 'Meetings.ReadWrite'),
  ...listed(
    'application batch groupContacts myContacts onlineMeetings policies presenceSubscriptions subscribedContacts',
    ...scopes,
  ),
])

/** The scopes of which a token that has scopes must have one, for any operation on a resource. None: no scope is needed. */
export const scopesFor = (rel: string): readonly Scope[] => byRel.get(rel) ?? []
