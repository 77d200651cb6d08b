const application = '/ucwa/oauth/v1/apps/:application'
const owner = `${application}/owner`
const directory = `${application}/directory`
const contact = `${directory}/entries/:contact`
const comms = `${application}/comms`
const invitation = `${comms}/ims/:invitation`
const thread = `${comms}/threads/:conversation`
const person = `${thread}/roster/:participant`
const im = `${thread}/im`
const log = `${comms}/archive/:log`

/** Where everything is. No path equals its rel, so that no client gets away with building one; XFrame's is well known. */
export const paths = {
  root: '/',
  xframe: '/xframe',
  user: '/discovery/service.svc/who',
  token: '/WebTicket/oauthtoken',
  signInPage: '/sts/form',
  applications: '/ucwa/oauth/v1/apps',
  application,
  events: `${application}/feed`,
  batch: `${application}/bundle`,
  policies: `${application}/rules`,
  me: owner,
  makeMeAvailable: `${owner}/signon`,
  reportMyActivity: `${owner}/pulse`,
  presence: `${owner}/status`,
  note: `${owner}/memo`,
  location: `${owner}/whereabouts`,
  people: directory,
  myContacts: `${directory}/list`,
  search: `${directory}/lookup`,
  presenceSubscriptions: `${directory}/watches`,
  presenceSubscription: `${directory}/watches/:subscription`,
  subscribedContacts: `${directory}/watched`,
  contact,
  contactPresence: `${contact}/status`,
  contactNote: `${contact}/memo`,
  contactLocation: `${contact}/whereabouts`,
  onlineMeetings: `${application}/calendar`,
  communication: comms,
  conversations: `${comms}/threads`,
  startMessaging: `${comms}/ims`,
  startOnlineMeeting: `${comms}/gatherings`,
  joinOnlineMeeting: `${comms}/doors`,
  messagingInvitation: invitation,
  participantInvitation: `${comms}/asks/:invitation`,
  onlineMeetingInvitation: `${comms}/visits/:invitation`,
  accept: `${invitation}/pickup`,
  decline: `${invitation}/refusal`,
  cancel: `${invitation}/withdrawal`,
  conversation: thread,
  addParticipant: `${thread}/asks`,
  userAcknowledged: `${thread}/glance`,
  disableAudienceMessaging: `${thread}/hush`,
  enableAudienceMessaging: `${thread}/unhush`,
  onlineMeeting: `${thread}/event`,
  attendees: `${thread}/audience`,
  leaders: `${thread}/chairs`,
  lobby: `${thread}/anteroom`,
  participants: `${thread}/roster`,
  participant: person,
  participantMessaging: `${person}/im`,
  admit: `${person}/letin`,
  reject: `${person}/turnaway`,
  eject: `${person}/showout`,
  promote: `${person}/raise`,
  demote: `${person}/lower`,
  messaging: im,
  addMessaging: `${im}/again`,
  sendMessage: `${im}/messages`,
  message: `${im}/messages/:message`,
  setIsTyping: `${im}/typing`,
  typingParticipants: `${im}/writers`,
  stopMessaging: `${im}/hangup`,
  conversationLogs: `${comms}/archive`,
  conversationLog: log,
  conversationLogRecipient: `${log}/people/:contact`,
  continueMessaging: `${log}/again`,
  markAsRead: `${log}/seen`,
  conversationLogTranscripts: `${log}/words`,
  nextConversationLogTranscripts: `${log}/words/from/:position`,
  conversationLogTranscript: `${log}/words/:transcript`,
  messageTranscript: `${log}/words/:transcript/text`,
  missedItems: `${comms}/missed`,
} as const

/**
 * Where else it is, for clients that build an address instead of following a link: see docs/decisions/0018.
 * No link leads here.
 */
export const builtByClients: Readonly<Partial<Record<keyof typeof paths, string>>> = {
  user: '/Autodiscover/AutodiscoverService.svc/root/oauth/user',
  applications: '/ucwa/oauth/v1/applications',
  makeMeAvailable: '/ucwa/oauth/v1/applications/:application/me/makeMeAvailable',
  reportMyActivity: `${application}/reportMyActivity`,
  sendMessage: `${im}/messages/:message`,
}

/** A path with its variable parts filled in. */
export const fill = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replaceAll(/:([a-z]+)/g, (_, name: string) => values[name] ?? '')
