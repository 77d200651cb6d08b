import type { taskEither as TE } from 'fp-ts'
import type { Failure } from '../../src/protocol/failure.ts'
import { admit } from '../../src/service/admit.ts'
import { demote } from '../../src/service/demote.ts'
import { disableAudienceMessaging } from '../../src/service/disableAudienceMessaging.ts'
import { eject } from '../../src/service/eject.ts'
import { enableAudienceMessaging } from '../../src/service/enableAudienceMessaging.ts'
import { userAcknowledged } from '../../src/service/userAcknowledged.ts'
import { promote } from '../../src/service/promote.ts'
import { reject } from '../../src/service/reject.ts'
import { addParticipant } from '../../src/service/addParticipant.ts'
import { startOnlineMeeting } from '../../src/service/startOnlineMeeting.ts'
import { joinOnlineMeeting } from '../../src/service/joinOnlineMeeting.ts'
import { acceptInvitation } from '../../src/service/acceptInvitation.ts'
import { addMessaging } from '../../src/service/addMessaging.ts'
import { cancelInvitation } from '../../src/service/cancelInvitation.ts'
import type { Href, Wire } from '../../src/service/command.ts'
import { continueMessaging } from '../../src/service/continueMessaging.ts'
import { createApplication } from '../../src/service/createApplication.ts'
import { declineInvitation } from '../../src/service/declineInvitation.ts'
import { deleteApplication } from '../../src/service/deleteApplication.ts'
import { leaveConversation } from '../../src/service/leaveConversation.ts'
import { markAsRead } from '../../src/service/markAsRead.ts'
import { removeConversationLog } from '../../src/service/removeConversationLog.ts'
import { makeMeAvailable } from '../../src/service/makeMeAvailable.ts'
import { putCommunication } from '../../src/service/putCommunication.ts'
import { reportMyActivity } from '../../src/service/reportMyActivity.ts'
import { sendMessage } from '../../src/service/sendMessage.ts'
import { setPresence } from '../../src/service/setPresence.ts'
import { setNote } from '../../src/service/setNote.ts'
import { subscribeToPresence } from '../../src/service/subscribeToPresence.ts'
import { extendPresenceSubscription } from '../../src/service/extendPresenceSubscription.ts'
import { deletePresenceSubscription } from '../../src/service/deletePresenceSubscription.ts'
import { setIsTyping } from '../../src/service/setIsTyping.ts'
import { startMessaging } from '../../src/service/startMessaging.ts'
import { stopMessaging } from '../../src/service/stopMessaging.ts'
import { reply, resource, type Reply } from '../support/fakeHttp.ts'
import { link } from './wire.ts'

export interface Verb {
  readonly verb: string
  /** The link it follows. */
  readonly rel: string
  readonly method: 'POST' | 'PUT' | 'DELETE'
  /** Where its request goes. */
  readonly url: string
  /** What the reference promises. */
  readonly answer: Reply
  /** What the answer means, and where its status does not only tell of success, what that adds. */
  readonly gives: unknown
  readonly statusGives?: (status: number) => object
  readonly run: (wire: Wire, href: Href, signal: AbortSignal) => TE.TaskEither<Failure, unknown>
}

const invite = {
  subject: undefined,
  importance: undefined,
  threadId: undefined,
  message: undefined,
  customContent: undefined,
}
const meeting = { subject: undefined, importance: undefined, threadId: undefined }
const application = { _links: { self: { href: '/ucwa/v1/applications/1' } } }
const location = '/ucwa/v1/applications/1/communication/9'
const done = { method: 'POST', url: link, answer: reply(204), gives: undefined } as const
const taken = {
  method: 'POST',
  answer: reply(201, '', { location }),
  gives: { location: `https://pool.contoso.com${location}` },
} as const

export const verbs: readonly Verb[] = [
  {
    verb: 'createApplication',
    rel: 'applications',
    method: 'POST',
    url: link,
    answer: resource(application, 201),
    gives: { application, url: link },
    statusGives: (status) => ({ isNew: status === 201 }),
    run: (wire, href, signal) =>
      createApplication(wire)({ href, input: { userAgent: 'u', endpointId: 'e', culture: 'en-US' } }, signal),
  },
  {
    ...done,
    verb: 'putCommunication',
    rel: 'communication',
    method: 'PUT',
    answer: reply(200),
    run: (wire, href, signal) => putCommunication(wire)({ href, etag: '7', resource: {} }, signal),
  },
  {
    ...done,
    verb: 'makeMeAvailable',
    rel: 'makeMeAvailable',
    run: (wire, href, signal) => makeMeAvailable(wire)({ href, input: {} }, signal),
  },
  {
    ...done,
    verb: 'reportMyActivity',
    rel: 'reportMyActivity',
    run: (wire, href, signal) => reportMyActivity(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'deleteApplication',
    rel: 'application',
    method: 'DELETE',
    run: (wire, href, signal) => deleteApplication(wire)({ href }, signal),
  },
  {
    ...taken,
    verb: 'startMessaging',
    rel: 'startMessaging',
    url: link,
    run: (wire, href, signal) =>
      startMessaging(wire)({ ...invite, href, operationId: '1', to: 'sip:lene@contoso.com' }, signal),
  },
  {
    ...taken,
    verb: 'addMessaging',
    rel: 'addMessaging',
    url: link,
    run: (wire, href, signal) => addMessaging(wire)({ href, operationId: '1', message: undefined }, signal),
  },
  {
    ...taken,
    verb: 'continueMessaging',
    rel: 'continueMessaging',
    url: link,
    run: (wire, href, signal) => continueMessaging(wire)({ href, operationId: '1', message: undefined }, signal),
  },
  {
    ...taken,
    verb: 'addParticipant',
    rel: 'addParticipant',
    url: link,
    run: (wire, href, signal) => addParticipant(wire)({ href, operationId: '1', to: 'sip:lene@contoso.com' }, signal),
  },
  {
    ...taken,
    verb: 'startOnlineMeeting',
    rel: 'startOnlineMeeting',
    url: link,
    run: (wire, href, signal) => startOnlineMeeting(wire)({ ...meeting, href, operationId: '1' }, signal),
  },
  {
    ...taken,
    verb: 'joinOnlineMeeting',
    rel: 'joinOnlineMeeting',
    url: link,
    run: (wire, href, signal) =>
      joinOnlineMeeting(wire)(
        { ...meeting, href, operationId: '1', onlineMeetingUri: undefined, anonymousDisplayName: undefined },
        signal,
      ),
  },
  {
    ...done,
    verb: 'admit',
    rel: 'admit',
    run: (wire, href, signal) => admit(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'demote',
    rel: 'demote',
    run: (wire, href, signal) => demote(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'disableAudienceMessaging',
    rel: 'disableAudienceMessaging',
    run: (wire, href, signal) => disableAudienceMessaging(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'eject',
    rel: 'eject',
    run: (wire, href, signal) => eject(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'enableAudienceMessaging',
    rel: 'enableAudienceMessaging',
    run: (wire, href, signal) => enableAudienceMessaging(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'userAcknowledged',
    rel: 'userAcknowledged',
    run: (wire, href, signal) => userAcknowledged(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'promote',
    rel: 'promote',
    run: (wire, href, signal) => promote(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'reject',
    rel: 'reject',
    run: (wire, href, signal) => reject(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'markAsRead',
    rel: 'markAsRead',
    run: (wire, href, signal) => markAsRead(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'removeConversationLog',
    rel: 'conversationLog',
    method: 'DELETE',
    run: (wire, href, signal) => removeConversationLog(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'acceptInvitation',
    rel: 'accept',
    run: (wire, href, signal) => acceptInvitation(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'declineInvitation',
    rel: 'decline',
    run: (wire, href, signal) => declineInvitation(wire)({ href, reason: 'Local' }, signal),
  },
  {
    ...done,
    verb: 'cancelInvitation',
    rel: 'cancel',
    run: (wire, href, signal) => cancelInvitation(wire)({ href }, signal),
  },
  {
    ...taken,
    verb: 'sendMessage',
    rel: 'sendMessage',
    url: `${link}?operationId=1`,
    run: (wire, href, signal) => sendMessage(wire)({ href, operationId: '1', content: { text: 'Hi' } }, signal),
  },
  {
    ...done,
    verb: 'setIsTyping',
    rel: 'setIsTyping',
    run: (wire, href, signal) => setIsTyping(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'stopMessaging',
    rel: 'stopMessaging',
    run: (wire, href, signal) => stopMessaging(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'leaveConversation',
    rel: 'conversation',
    method: 'DELETE',
    run: (wire, href, signal) => leaveConversation(wire)({ href }, signal),
  },
  {
    ...done,
    verb: 'setPresence',
    rel: 'presence',
    run: (wire, href, signal) => setPresence(wire)({ href, availability: 'Busy' }, signal),
  },
  {
    ...done,
    verb: 'setNote',
    rel: 'note',
    run: (wire, href, signal) => setNote(wire)({ href, message: 'At the sea' }, signal),
  },
  {
    ...taken,
    verb: 'subscribeToPresence',
    rel: 'presenceSubscriptions',
    url: link,
    run: (wire, href, signal) =>
      subscribeToPresence(wire)({ href, duration: 10, uris: ['sip:lene@contoso.com'] }, signal),
  },
  {
    ...done,
    verb: 'extendPresenceSubscription',
    rel: 'presenceSubscription',
    answer: reply(201),
    run: (wire, href, signal) => extendPresenceSubscription(wire)({ href, duration: 10 }, signal),
  },
  {
    ...done,
    verb: 'deletePresenceSubscription',
    rel: 'presenceSubscription',
    method: 'DELETE',
    run: (wire, href, signal) => deletePresenceSubscription(wire)({ href }, signal),
  },
]
