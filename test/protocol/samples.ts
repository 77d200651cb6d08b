import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as t from 'io-ts'
import {
  AddMessaging,
  AddParticipant,
  Application,
  Communication,
  ContinueMessaging,
  Contact,
  ContactPresence,
  Conversation,
  ConversationLog,
  ConversationLogRecipient,
  ConversationLogs,
  ConversationLogTranscript,
  ConversationLogTranscripts,
  CreateApplication,
  Decline,
  MakeMeAvailable,
  Me,
  Message,
  Messaging,
  MessagingInvitation,
  MyContacts,
  Note,
  OnlineMeeting,
  OnlineMeetingInvitation,
  MissedItems,
  Participant,
  ParticipantInvitation,
  Participants,
  People,
  Presence,
  PresenceSubscription,
  Reason,
  Root,
  Search,
  StartMessaging,
  StartOnlineMeeting,
  User,
} from '../../src/protocol/index.ts'
import { PutCommunication } from '../../src/protocol/request/communication.ts'
import { SetNote } from '../../src/protocol/request/presence.ts'
import { IssuedToken, RefusedToken } from '../../src/protocol/token.ts'

/**
 * Which codec reads a body, by the `rel` that the body carries. The bodies of
 * relations that hold a participant say `participant`, on some pages the
 * relation itself.
 */
export const byRel: ReadonlyMap<string, t.Mixed> = new Map<string, t.Mixed>([
  ['root', Root],
  ['redirect', Root],
  ['user', User],
  ['application', Application],
  ['me', Me],
  ['communication', Communication],
  ['conversation', Conversation],
  ['messaging', Messaging],
  ['messagingInvitation', MessagingInvitation],
  ['onlineMeetingInvitation', OnlineMeetingInvitation],
  ['participantInvitation', ParticipantInvitation],
  ['onlineMeeting', OnlineMeeting],
  ['message', Message],
  ['participant', Participant],
  ['participants', Participants],
  ['attendees', Participants],
  ['localParticipant', Participant],
  ['acceptedByParticipant', Participant],
  ['failedDeliveryParticipant', Participant],
  ['contact', Contact],
  ['contactPresence', ContactPresence],
  ['myContacts', MyContacts],
  ['note', Note],
  ['people', People],
  ['presence', Presence],
  ['presenceSubscription', PresenceSubscription],
  ['search', Search],
  ['forwardedBy', Contact],
  ['conversationLogs', ConversationLogs],
  ['conversationLog', ConversationLog],
  ['conversationLogRecipient', ConversationLogRecipient],
  ['conversationLogTranscripts', ConversationLogTranscripts],
  ['conversationLogTranscript', ConversationLogTranscript],
  ['missedItems', MissedItems],
])

/** Bodies without a `rel`: the codec by page, position on it, kind. */
export const byFile: ReadonlyMap<string, t.Mixed> = new Map<string, t.Mixed>([
  ['CreateAnApplication/02-response.json', Root],
  ['CreateAnApplication/08-response.json', User],
  ['CreateAnApplication/06-response.json', IssuedToken],
  ['AuthenticationInUCWA/03-response.json', IssuedToken],
  ['AuthenticationInUCWA/07-response.json', RefusedToken],
  ['AuthenticationInUCWA/08-response.json', RefusedToken],
  ['ErrorsAndInformationalMessages/01-body.json', Reason],
  ['applications/01-request.json', CreateApplication],
  ['MultiTabSupport/01-request.json', CreateApplication],
  ['makeMeAvailable/01-request.json', MakeMeAvailable],
  ['startMessaging/01-request.json', StartMessaging],
  ['startMessaging2/01-request.json', StartMessaging],
  ['SendAnIM/01-request.json', StartMessaging],
  ['addMessaging/01-request.json', AddMessaging],
  ['addParticipant/01-request.json', AddParticipant],
  ['startOnlineMeeting/01-request.json', StartOnlineMeeting],
  ['continueMessaging/01-request.json', ContinueMessaging],
  ['decline/01-request.json', Decline],
  ['Setmynoteinformation/05-request.json', SetNote],
  ['communication/06-request.json', PutCommunication],
])

/** Samples that no codec accepts, each with the reason why that is right. */
export const exceptions: ReadonlyMap<string, string> = new Map([
  ['ApplicationDashboard/01-body.json', 'shows the properties of an application alone, its links follow in 02-body'],
])

/** Input that is accepted once its member names are in camel case; servers take names without regard to case. */
export const pascalCase: ReadonlyMap<string, t.Mixed> = new Map<string, t.Mixed>([
  ['CreateAnApplication/09-request.json', CreateApplication],
  ['GetMyPresenceInformation/01-request.json', MakeMeAvailable],
  ['Setmynoteinformation/01-request.json', MakeMeAvailable],
])

/** Samples that this library has no codec for, and what they are. */
export const foreign: ReadonlyMap<string, string> = new Map([
  ['ApplicationDashboard/02-body.json', 'the links of an application, torn out of it'],
  ['ApplicationDashboard/03-body.json', 'the embedded part of an application, torn out of it'],
  ['CommunicationDashboard/02-body.json', 'the links of communication, torn out of it'],
  ['CommunicationDashboard/04-body.json', 'the links of conversationLogs, torn out of it'],
  ['MeDashboard/02-body.json', 'the links of me, torn out of it'],
  ['PayloadFormat/01-body.json', 'a made-up resource'],
  ['applications/06-response.json', 'answer to OPTIONS'],
])

/** Relations that this library follows or shows, but whose bodies it does not read. */
export const foreignRels: ReadonlySet<string> = new Set(['groupContacts', 'messages', 'myGroups', 'myOnlineMeeting'])

/** `data:` URLs whose content is the name of what should stand there. */
export const placeholders: ReadonlySet<string> = new Set(['base64-encoded-sdp', 'base64-encoded-htmlmessage'])

/** Pages that the suite must have met, so that an empty folder is no success. */
export const pages = [
  'root',
  'redirect',
  'application',
  'applications',
  'me',
  'communication',
  'conversation',
  'messaging',
  'messagingInvitation',
  'message',
  'participant',
  'acceptedByParticipant',
  'contact',
  'CreateAnApplication',
  'SendAnIM',
  'EventsInUCWA',
  'EventChannelDetails',
  'ErrorsAndInformationalMessages',
] as const

export interface Sample {
  /** Page, then position and kind: `message/03-response.json`. */
  readonly file: string
  readonly text: string
}

/** Every file of the folder whose name ends so, in the order of the alphabet. */
export const readSamples = (folder: string, ending: string): readonly Sample[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((page) => page.isDirectory())
    .flatMap((page) => readdirSync(join(folder, page.name)).map((name) => `${page.name}/${name}`))
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
