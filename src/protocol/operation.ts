import type * as t from 'io-ts'
import { type DocumentedError, ofEveryPost, redirect } from './documentedError.ts'
import { AddMessaging } from './request/addMessaging.ts'
import { AddParticipant } from './request/addParticipant.ts'
import { CreateApplication } from './request/applications.ts'
import { ContinueMessaging } from './request/continueMessaging.ts'
import { PutCommunication } from './request/communication.ts'
import { Decline } from './request/decline.ts'
import { JoinOnlineMeeting } from './request/joinOnlineMeeting.ts'
import { MakeMeAvailable } from './request/makeMeAvailable.ts'
import {
  ExtendPresenceSubscription,
  SetLocation,
  SetNote,
  SetPresence,
  SubscribeToPresence,
} from './request/presence.ts'
import { StartMessaging } from './request/startMessaging.ts'
import { StartOnlineMeeting } from './request/startOnlineMeeting.ts'

/** One link that takes a command: what goes in and what may come out. */
export interface Operation<Input extends t.Mixed | undefined = t.Mixed | undefined> {
  readonly rel: string
  readonly method: 'POST' | 'PUT' | 'DELETE'
  /** `structure` is JSON or XML, `text` the raw text of a message. */
  readonly body: 'none' | 'structure' | 'text'
  readonly input: Input
  /** What a reference page promises. Any 2xx is a success all the same. */
  readonly success: number
  readonly errors: readonly DocumentedError[]
}

const operation = <Input extends t.Mixed | undefined>(description: Operation<Input>): Operation<Input> => description

const forbidden: DocumentedError = { status: 403, code: 'Forbidden' }
const notForAnonymous: DocumentedError = { status: 403, code: 'Forbidden', subcode: 'AnonymousNotAllowed' }

const makeMeAvailableFirst: DocumentedError = { status: 409, code: 'Conflict', subcode: 'MakeMeAvailableRequired' }

const capability = (rel: string) =>
  operation({ rel, method: 'POST', body: 'none', input: undefined, success: 204, errors: ofEveryPost })

/** Every link that takes a command. Services send by it, the embedded server answers by it. */
export const operations = {
  applications: operation({
    rel: 'applications',
    method: 'POST',
    body: 'structure',
    input: CreateApplication,
    success: 201,
    errors: [forbidden, ...ofEveryPost],
  }),
  deleteApplication: operation({
    rel: 'application',
    method: 'DELETE',
    body: 'none',
    input: undefined,
    success: 204,
    errors: [redirect],
  }),
  makeMeAvailable: operation({
    rel: 'makeMeAvailable',
    method: 'POST',
    body: 'structure',
    input: MakeMeAvailable,
    success: 204,
    errors: [forbidden, notForAnonymous, ...ofEveryPost],
  }),
  reportMyActivity: operation({
    rel: 'reportMyActivity',
    method: 'POST',
    body: 'none',
    input: undefined,
    success: 204,
    errors: [notForAnonymous, makeMeAvailableFirst, ...ofEveryPost],
  }),
  presence: operation({
    rel: 'presence',
    method: 'POST',
    body: 'structure',
    input: SetPresence,
    success: 204,
    errors: [makeMeAvailableFirst, ...ofEveryPost],
  }),
  note: operation({
    rel: 'note',
    method: 'POST',
    body: 'structure',
    input: SetNote,
    success: 204,
    errors: [makeMeAvailableFirst, ...ofEveryPost],
  }),
  location: operation({
    rel: 'location',
    method: 'POST',
    body: 'structure',
    input: SetLocation,
    success: 204,
    errors: [makeMeAvailableFirst, ...ofEveryPost],
  }),
  presenceSubscriptions: operation({
    rel: 'presenceSubscriptions',
    method: 'POST',
    body: 'structure',
    input: SubscribeToPresence,
    success: 201,
    errors: [forbidden, { status: 403, code: 'Forbidden', subcode: 'LimitExceeded' }, ...ofEveryPost],
  }),
  presenceSubscription: operation({
    rel: 'presenceSubscription',
    method: 'POST',
    body: 'structure',
    input: ExtendPresenceSubscription,
    success: 201,
    errors: [forbidden, ...ofEveryPost],
  }),
  deletePresenceSubscription: operation({
    rel: 'presenceSubscription',
    method: 'DELETE',
    body: 'none',
    input: undefined,
    success: 204,
    errors: [forbidden, redirect],
  }),
  putCommunication: operation({
    rel: 'communication',
    method: 'PUT',
    body: 'structure',
    input: PutCommunication,
    success: 200,
    errors: [{ status: 500, code: 'ServiceFailure', subcode: 'InvalidExchangeServerVersion' }, redirect],
  }),
  startMessaging: operation({
    rel: 'startMessaging',
    method: 'POST',
    body: 'structure',
    input: StartMessaging,
    success: 201,
    errors: [forbidden, { status: 409, code: 'Conflict', subcode: 'ThreadIdAlreadyExists' }, ...ofEveryPost],
  }),
  addMessaging: operation({
    rel: 'addMessaging',
    method: 'POST',
    body: 'structure',
    input: AddMessaging,
    success: 201,
    errors: ofEveryPost,
  }),
  addParticipant: operation({
    rel: 'addParticipant',
    method: 'POST',
    body: 'structure',
    input: AddParticipant,
    success: 201,
    errors: ofEveryPost,
  }),
  startOnlineMeeting: operation({
    rel: 'startOnlineMeeting',
    method: 'POST',
    body: 'structure',
    input: StartOnlineMeeting,
    success: 201,
    errors: ofEveryPost,
  }),
  joinOnlineMeeting: operation({
    rel: 'joinOnlineMeeting',
    method: 'POST',
    body: 'structure',
    input: JoinOnlineMeeting,
    success: 201,
    errors: [{ status: 404, code: 'NotFound', subcode: 'DestinationNotFound' }, forbidden, ...ofEveryPost],
  }),
  continueMessaging: operation({
    rel: 'continueMessaging',
    method: 'POST',
    body: 'structure',
    input: ContinueMessaging,
    success: 201,
    errors: ofEveryPost,
  }),
  markAsRead: capability('markAsRead'),
  removeConversationLog: operation({
    rel: 'conversationLog',
    method: 'DELETE',
    body: 'none',
    input: undefined,
    success: 204,
    errors: [redirect],
  }),
  accept: capability('accept'),
  decline: operation({
    rel: 'decline',
    method: 'POST',
    body: 'structure',
    input: Decline,
    success: 204,
    errors: ofEveryPost,
  }),
  cancel: capability('cancel'),
  sendMessage: operation({
    rel: 'sendMessage',
    method: 'POST',
    body: 'text',
    input: undefined,
    success: 201,
    errors: ofEveryPost,
  }),
  setIsTyping: capability('setIsTyping'),
  stopMessaging: capability('stopMessaging'),
  admit: capability('admit'),
  reject: capability('reject'),
  eject: capability('eject'),
  promote: capability('promote'),
  demote: capability('demote'),
  userAcknowledged: capability('userAcknowledged'),
  disableAudienceMessaging: capability('disableAudienceMessaging'),
  enableAudienceMessaging: capability('enableAudienceMessaging'),
  leaveConversation: operation({
    rel: 'conversation',
    method: 'DELETE',
    body: 'none',
    input: undefined,
    success: 204,
    errors: [redirect],
  }),
} as const
