import type { Account } from './accounts.ts'
import type { Application } from './application.ts'
import { type InvitationSide, type Leg, type Message, relOf } from './call.ts'
import type { ConversationLog } from './history.ts'
import type { Managing } from './meeting.ts'
import { fill, paths } from './paths.ts'
import type { Subscription } from './subscriptions.ts'

type Name = keyof typeof paths

/** Hrefs below an application. */
export const hrefIn = ({ id }: Application, name: Name): string => fill(paths[name], { application: id })

/** Hrefs that take a command, with the query a server may put there. */
export const commandIn = (application: Application, name: Name): string =>
  hrefIn(application, name) + application.commandQuery

export const contactHref = (
  { id }: Application,
  { address }: Pick<Account, 'address'>,
  name: 'contact' | 'contactPresence' | 'contactNote' | 'contactLocation' = 'contact',
): string => fill(paths[name], { application: id, contact: address })

export const subscriptionHref = (application: Application, { id }: Pick<Subscription, 'id'>): string =>
  fill(paths.presenceSubscription, { application: application.id, subscription: id }) + application.commandQuery

/** Hrefs below a conversation. */
export const hrefUnder = (application: Application, leg: Leg, name: Name): string =>
  fill(paths[name], { application: application.id, conversation: leg.id })

export const commandUnder = (application: Application, leg: Leg, name: Name): string =>
  hrefUnder(application, leg, name) + application.commandQuery

export const participantHref = (
  application: Application,
  leg: Leg,
  who: Leg,
  name: 'participant' | 'participantMessaging' = 'participant',
): string => fill(paths[name], { application: application.id, conversation: leg.id, participant: who.participantId })

export const participantCommand = (application: Application, leg: Leg, who: Leg, name: Managing): string =>
  fill(paths[name], { application: application.id, conversation: leg.id, participant: who.participantId }) +
  application.commandQuery

export const messageHref = (application: Application, { leg, id }: Message): string =>
  fill(paths.message, { application: application.id, conversation: leg.id, message: id })

export const invitationHref = (application: Application, side: InvitationSide): string =>
  fill(paths[relOf(side)], { application: application.id, invitation: side.id })

export const invitationCommand = (
  application: Application,
  { id }: InvitationSide,
  name: 'accept' | 'decline' | 'cancel',
): string => fill(paths[name], { application: application.id, invitation: id }) + application.commandQuery

export const logHref = (
  { id: application }: Application,
  { id }: ConversationLog,
  name: 'conversationLog' | 'conversationLogTranscripts' | LogCommand = 'conversationLog',
): string => fill(paths[name], { application, log: id })

type LogCommand = 'continueMessaging' | 'markAsRead'

export const logCommand = (application: Application, log: ConversationLog, name: LogCommand): string =>
  logHref(application, log, name) + application.commandQuery

export const recipientHref = (
  { id: application }: Application,
  { id }: ConversationLog,
  { address }: Account,
): string => fill(paths.conversationLogRecipient, { application, log: id, contact: address })

export const nextTranscriptsHref = (
  { id: application }: Application,
  { id }: ConversationLog,
  position: number,
): string => fill(paths.nextConversationLogTranscripts, { application, log: id, position: String(position) })

export const transcriptHref = (
  { id: application }: Application,
  { id }: ConversationLog,
  transcript: string,
  name: 'conversationLogTranscript' | 'messageTranscript',
): string => fill(paths[name], { application, log: id, transcript })
