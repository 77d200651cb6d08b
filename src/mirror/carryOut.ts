import type { Observable } from 'rxjs'
import type { Client } from '../client/client.ts'
import type { Conversation } from '../client/conversation.ts'
import type { Command } from '../client/command.ts'
import type { IncomingInvitation } from '../client/incomingInvitation.ts'
import type { OutgoingInvitation } from '../client/outgoingInvitation.ts'
import type { OutgoingMessage } from '../client/outgoingMessage.ts'
import type { ConversationLog } from '../client/conversationLog.ts'
import type { Call } from './call.ts'
import { gone } from './gone.ts'
import { keyOf } from './messageLog.ts'
import type { Progress, Settlement } from './told.ts'

/** What a call has begun: how it goes on, if that is told, and how it ends. */
export interface Begun {
  readonly settled: Promise<Settlement>
  readonly handle?: OutgoingInvitation | OutgoingMessage
  /** Completes when nothing more will come of it. */
  readonly changes?: Observable<unknown>
  readonly progress?: () => Progress
}

/** Where what a call is about is found. */
export interface Found {
  readonly client: Client
  readonly conversation: (href: string) => Conversation | undefined
  readonly invitation: (href: string) => IncomingInvitation | undefined
  readonly log: (href: string) => ConversationLog | undefined
  readonly begun: (call: string) => Begun | undefined
}

const done = async (promise: Promise<void>): Promise<Settlement> => {
  await promise
  return { done: true }
}

const byCommand = (command: Command): Begun => ({ settled: done(command.done) })

const refused = (verb: string): Begun => ({ settled: Promise.reject(gone(verb)) })

const byInvitation = (invitation: OutgoingInvitation): Begun => ({
  settled: invitation.connected.then(({ href }) => ({ conversation: href })),
  handle: invitation,
  changes: invitation.state$,
  progress: () => ({
    invitation: {
      state: invitation.state$.getSnapshot(),
      resource: invitation.resource,
      conversation: invitation.conversation?.href,
      acceptedByParticipant: invitation.acceptedByParticipant,
    },
  }),
})

const byMessage = (message: OutgoingMessage): Begun => ({
  settled: done(message.delivered),
  handle: message,
  changes: message.status$,
  progress: () => ({
    message: {
      status: message.status$.getSnapshot(),
      failedFor: message.failedDeliveryParticipant,
      told: message.told && keyOf(message.told),
    },
  }),
})

const onLog = (log: ConversationLog | undefined, { verb }: Extract<Call, { on: 'log' }>): Begun =>
  log === undefined ? refused(verb) : byCommand(log[verb]())

const onClient = ({ client, log: logOf }: Found, call: Extract<Call, { on: 'client' }>): Begun => {
  switch (call.verb) {
    case 'connect':
    case 'signOut':
      return { settled: done(client[call.verb]()) }
    case 'suspend':
    case 'resume':
      client[call.verb]()
      return { settled: Promise.resolve({ done: true }) }
    case 'startMessaging':
      return byInvitation(client.startMessaging(call.options))
    case 'continueMessaging': {
      const log = logOf(call.log)
      return log === undefined ? refused(call.verb) : byInvitation(client.continueMessaging(log, call.options))
    }
    case 'startOnlineMeeting':
      return byInvitation(client.startOnlineMeeting(call.options))
    case 'joinOnlineMeeting':
      return byInvitation(client.joinOnlineMeeting(call.options))
    case 'update':
      return byCommand(client.communication.update(call.changes))
  }
}

const onMe = ({ me }: Client, call: Extract<Call, { on: 'me' }>): Begun => {
  switch (call.verb) {
    case 'setPresence':
      return byCommand(me.setPresence(call.availability))
    case 'setNote':
      return byCommand(me.setNote(call.message))
    case 'reportMyActivity':
      me.reportMyActivity()
      return { settled: Promise.resolve({ done: true }) }
    default:
      return byCommand(me[call.verb]())
  }
}

const onPeople = ({ people }: Client, call: Extract<Call, { on: 'people' }>): Begun => {
  const reading = call.verb === 'search' ? people.search(call.query, call.options) : people.myContacts()
  return { settled: reading.then((contacts) => ({ contacts })) }
}

const onConversation = (conversation: Conversation | undefined, call: Extract<Call, { on: 'conversation' }>): Begun => {
  if (conversation === undefined) return refused(call.verb)
  switch (call.verb) {
    case 'send':
      return byMessage(conversation.send(call.content))
    case 'addMessaging':
      return byInvitation(conversation.addMessaging(call.options))
    case 'addParticipant':
      return byInvitation(conversation.addParticipant(call.uri))
    case 'admit':
    case 'reject':
    case 'eject':
    case 'promote':
    case 'demote': {
      const { participant: href } = call
      const participant = conversation.participants$.getSnapshot().find((each) => each.href === href)
      return participant === undefined ? refused(call.verb) : byCommand(conversation[call.verb](participant))
    }
    default:
      return byCommand(conversation[call.verb]())
  }
}

const onInvitation = (invitation: IncomingInvitation | undefined, call: Extract<Call, { on: 'invitation' }>): Begun => {
  if (invitation === undefined) return refused(call.verb)
  switch (call.verb) {
    case 'accept':
      return byCommand(invitation.accept())
    case 'decline':
      return byCommand(invitation.decline(call.reason))
    default:
      return { settled: invitation[call.verb].then((person) => ({ person })) }
  }
}

const onCall = (begun: Begun | undefined, verb: 'cancel' | 'retry'): Begun => {
  const handle = begun?.handle
  if (verb === 'cancel' && handle !== undefined && 'cancel' in handle) return byCommand(handle.cancel())
  if (verb === 'retry' && handle !== undefined && 'retry' in handle) return byCommand(handle.retry())
  return refused(verb)
}

/** Does what a mirror asks, as if its caller were here. */
export const carryOut = (found: Found, call: Call): Begun => {
  switch (call.on) {
    case 'client':
      return onClient(found, call)
    case 'me':
      return onMe(found.client, call)
    case 'people':
      return onPeople(found.client, call)
    case 'conversation':
      return onConversation(found.conversation(call.href), call)
    case 'invitation':
      return onInvitation(found.invitation(call.href), call)
    case 'log':
      return onLog(found.log(call.href), call)
    case 'call':
      return onCall(found.begun(call.call), call.verb)
  }
}
