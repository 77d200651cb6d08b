import { type Operation, operations } from '../protocol/operation.ts'
import type { Application } from './application.ts'
import { root, user } from './discovery.ts'
import { postAddParticipant } from './handler/addParticipant.ts'
import { deleteApplication, getApplication, postApplications } from './handler/applications.ts'
import { postBatch } from './handler/batch.ts'
import { putCommunication } from './handler/communication.ts'
import {
  deleteConversation,
  getConversation,
  getConversations,
  getParticipant,
  getParticipantMessaging,
  getParticipants,
  getTypingParticipants,
  postUserAcknowledged,
} from './handler/conversation.ts'
import { postContinueMessaging } from './handler/continueMessaging.ts'
import { getEvents } from './handler/events.ts'
import {
  deleteConversationLog,
  getConversationLog,
  getConversationLogs,
  getMessageTranscript,
  getMissedItems,
  getNextTranscripts,
  getRecipient,
  getTranscript,
  getTranscripts,
  postMarkAsRead,
} from './handler/history.ts'
import { getInvitation, postAccept, postCancel, postDecline } from './handler/invitation.ts'
import { postJoinOnlineMeeting, postStartOnlineMeeting } from './handler/joinMeeting.ts'
import { getAttendees, getLeaders, getLobby, getOnlineMeeting } from './handler/meeting.ts'
import {
  postAdmit,
  postDemote,
  postDisableAudienceMessaging,
  postEject,
  postEnableAudienceMessaging,
  postPromote,
  postReject,
} from './handler/manage.ts'
import { makeMeAvailable, reportMyActivity } from './handler/makeMeAvailable.ts'
import { getMessage, getMessaging, postSendMessage, postSetIsTyping, postStopMessaging } from './handler/messaging.ts'
import { getSignInPage, postSignInPage } from './handler/signInPage.ts'
import { forContact, forMember, getMyContacts, getSearch } from './handler/people.ts'
import { getLocation, getNote, getPresence, postLocation, postNote, postPresence } from './handler/presence.ts'
import {
  deletePresenceSubscription,
  forSubscription,
  getPresenceSubscription,
  getPresenceSubscriptions,
  getSubscribedContacts,
  postPresenceSubscription,
  postPresenceSubscriptions,
} from './handler/presenceSubscriptions.ts'
import { postAddMessaging, postStartMessaging } from './handler/startMessaging.ts'
import { getXframe } from './handler/xframe.ts'
import { builtByClients, paths } from './paths.ts'
import { representOnlineMeetings, representPolicies } from './representation/application.ts'
import { representCommunication } from './representation/communication.ts'
import { representMe } from './representation/me.ts'
import {
  representContact,
  representContactLocation,
  representContactNote,
  representContactPresence,
  representPeople,
} from './representation/people.ts'
import { createRouter, type Match, type RouteDescription } from './router.ts'
import { ok } from './reply.ts'
import { forApplication, forInvitation, forLeg, forLog, forUser, type Handler } from './scope.ts'
import { issueToken } from './tokenService.ts'

/** What one path does for one verb. `link` is the relation by which clients get there. */
export interface Route {
  readonly link: string
  /** Whether the href carries the server's query when it puts one there. */
  readonly isCommand: boolean
  /** The newest revision of the resource. */
  readonly revision: number
  readonly handle: Handler
}

type Name = keyof typeof paths

const revisions: Readonly<Record<string, number>> = {
  startMessaging: 2,
  makeMeAvailable: 2,
  search: 2,
}

/** Their addresses are told whole, or known beforehand. */
const isUnqueried: ReadonlySet<Name> = new Set(['token', 'signInPage', 'applications'])

const route = (method: string, name: Name, link: string, handle: Handler): RouteDescription<Route> => ({
  path: paths[name],
  method,
  target: {
    link,
    isCommand: method === 'POST' && !isUnqueried.has(name),
    revision: revisions[link] ?? 1,
    handle,
  },
})

const get = (name: Name, handle: Handler) => route('GET', name, name, handle)

const shows = (name: Name, represent: (application: Application) => object) =>
  get(
    name,
    forApplication((application) => ok(represent(application))),
  )

const command = ({ rel, method }: Operation, name: Name, handle: Handler) => route(method, name, rel, handle)

const all: readonly RouteDescription<Route>[] = [
  get('root', root),
  get('xframe', getXframe),
  get('user', forUser(user)),
  route('POST', 'token', 'token', issueToken),
  get('signInPage', getSignInPage),
  route('POST', 'signInPage', 'signInPage', postSignInPage),
  command(operations.applications, 'applications', forUser(postApplications)),
  get('application', forApplication(getApplication)),
  command(operations.deleteApplication, 'application', forApplication(deleteApplication)),
  get('events', forApplication(getEvents)),
  route('POST', 'batch', 'batch', forApplication(postBatch)),
  shows('policies', representPolicies),
  shows('me', representMe),
  command(operations.makeMeAvailable, 'makeMeAvailable', forApplication(makeMeAvailable)),
  command(operations.reportMyActivity, 'reportMyActivity', forApplication(reportMyActivity)),
  get('presence', forApplication(getPresence)),
  command(operations.presence, 'presence', forApplication(postPresence)),
  get('note', forApplication(getNote)),
  command(operations.note, 'note', forApplication(postNote)),
  get('location', forApplication(getLocation)),
  command(operations.location, 'location', forApplication(postLocation)),
  shows('people', representPeople),
  get('myContacts', forApplication(forMember(getMyContacts))),
  get('search', forApplication(forMember(getSearch))),
  get('presenceSubscriptions', forApplication(forMember(getPresenceSubscriptions))),
  command(
    operations.presenceSubscriptions,
    'presenceSubscriptions',
    forApplication(forMember(postPresenceSubscriptions)),
  ),
  get('presenceSubscription', forApplication(forSubscription(getPresenceSubscription))),
  command(
    operations.presenceSubscription,
    'presenceSubscription',
    forApplication(forSubscription(postPresenceSubscription)),
  ),
  command(
    operations.deletePresenceSubscription,
    'presenceSubscription',
    forApplication(forSubscription(deletePresenceSubscription)),
  ),
  get('subscribedContacts', forApplication(forMember(getSubscribedContacts))),
  get('contact', forApplication(forContact(representContact))),
  get('contactPresence', forApplication(forContact(representContactPresence))),
  get('contactNote', forApplication(forContact(representContactNote))),
  get('contactLocation', forApplication(forContact(representContactLocation))),
  shows('onlineMeetings', representOnlineMeetings),
  shows('communication', representCommunication),
  command(operations.putCommunication, 'communication', forApplication(putCommunication)),
  get('conversations', forApplication(getConversations)),
  command(operations.startMessaging, 'startMessaging', forApplication(postStartMessaging)),
  command(operations.startOnlineMeeting, 'startOnlineMeeting', forApplication(postStartOnlineMeeting)),
  command(operations.joinOnlineMeeting, 'joinOnlineMeeting', forApplication(postJoinOnlineMeeting)),
  get('messagingInvitation', forInvitation(getInvitation)),
  get('participantInvitation', forInvitation(getInvitation)),
  get('onlineMeetingInvitation', forInvitation(getInvitation)),
  command(operations.accept, 'accept', forInvitation(postAccept)),
  command(operations.decline, 'decline', forInvitation(postDecline)),
  command(operations.cancel, 'cancel', forInvitation(postCancel)),
  get('conversation', forLeg(getConversation)),
  command(operations.leaveConversation, 'conversation', forLeg(deleteConversation)),
  command(operations.addParticipant, 'addParticipant', forLeg(postAddParticipant)),
  get('onlineMeeting', forLeg(getOnlineMeeting)),
  get('attendees', forLeg(getAttendees)),
  get('leaders', forLeg(getLeaders)),
  get('lobby', forLeg(getLobby)),
  command(operations.userAcknowledged, 'userAcknowledged', forLeg(postUserAcknowledged)),
  command(operations.disableAudienceMessaging, 'disableAudienceMessaging', forLeg(postDisableAudienceMessaging)),
  command(operations.enableAudienceMessaging, 'enableAudienceMessaging', forLeg(postEnableAudienceMessaging)),
  get('participants', forLeg(getParticipants)),
  get('participant', forLeg(getParticipant)),
  command(operations.admit, 'admit', forLeg(postAdmit)),
  command(operations.reject, 'reject', forLeg(postReject)),
  command(operations.eject, 'eject', forLeg(postEject)),
  command(operations.promote, 'promote', forLeg(postPromote)),
  command(operations.demote, 'demote', forLeg(postDemote)),
  get('participantMessaging', forLeg(getParticipantMessaging)),
  get('messaging', forLeg(getMessaging)),
  command(operations.addMessaging, 'addMessaging', forLeg(postAddMessaging)),
  command(operations.sendMessage, 'sendMessage', forLeg(postSendMessage)),
  get('message', forLeg(getMessage)),
  command(operations.setIsTyping, 'setIsTyping', forLeg(postSetIsTyping)),
  get('typingParticipants', forLeg(getTypingParticipants)),
  command(operations.stopMessaging, 'stopMessaging', forLeg(postStopMessaging)),
  get('conversationLogs', forApplication(getConversationLogs)),
  get('conversationLog', forLog(getConversationLog)),
  get('conversationLogRecipient', forLog(getRecipient)),
  command(operations.removeConversationLog, 'conversationLog', forLog(deleteConversationLog)),
  command(operations.markAsRead, 'markAsRead', forLog(postMarkAsRead)),
  get('conversationLogTranscripts', forLog(getTranscripts)),
  get('nextConversationLogTranscripts', forLog(getNextTranscripts)),
  get('conversationLogTranscript', forLog(getTranscript)),
  get('messageTranscript', forLog(getMessageTranscript)),
  get('missedItems', forApplication(getMissedItems)),
  command(operations.continueMessaging, 'continueMessaging', forLog(postContinueMessaging)),
]

const elsewhere: ReadonlyMap<string, string> = new Map(
  Object.entries(builtByClients).map(([name, path]) => [paths[name as Name], path]),
)

const built = all.flatMap((description) => {
  const path = elsewhere.get(description.path)
  return path === undefined ? [] : [{ ...description, path }]
})

/** Every path of the server. */
export const findRoute: (path: string) => Match<Route> | undefined = createRouter([...all, ...built])
