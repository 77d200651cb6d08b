import { from, type Observable } from 'rxjs'
import { describe, expectTypeOf, it } from 'vitest'
import type {
  Client,
  ClientStatus,
  Command,
  Contact,
  ContactPresence,
  Conversation,
  ConversationLog,
  Gap,
  IncomingInvitation,
  Live,
  Message,
  OutgoingInvitation,
  OutgoingMessage,
  Participant,
  Presence,
  Transcript,
  UntrustedHtml,
} from '../../src/index.ts'

import type {
  MirroredClient,
  MirroredConversation,
  MirroredInvitation,
  MirroredOutgoingInvitation,
} from '../../src/mirror/index.ts'

declare const client: Client
declare const conversation: Conversation
declare const log: ConversationLog
declare const participant: Participant

describe('Live', () => {
  it('is an Observable of its value', () => {
    expectTypeOf(client.status$).toExtend<Observable<ClientStatus>>()
  })

  it('is what rx.from takes', () => {
    expectTypeOf(from(client.conversations$)).toEqualTypeOf<Observable<readonly Conversation[]>>()
  })

  it('is an async iterable of its value', () => {
    expectTypeOf(client.status$).toExtend<AsyncIterable<ClientStatus>>()
  })

  it('has what useSyncExternalStore wants', () => {
    expectTypeOf<Live<number>['getSnapshot']>().toEqualTypeOf<() => number>()
    expectTypeOf<Live<number>['onChange']>().toEqualTypeOf<(listener: () => void) => () => void>()
  })
})

describe('Client', () => {
  it('has a status that is told apart by its state', () => {
    expectTypeOf<Extract<ClientStatus, { state: 'waiting' }>['retryAt']>().toEqualTypeOf<number>()
    expectTypeOf<ClientStatus['state']>().toEqualTypeOf<
      | 'signedOut'
      | 'signingIn'
      | 'available'
      | 'lurking'
      | 'waiting'
      | 'reconnecting'
      | 'suspended'
      | 'replaced'
      | 'signingOut'
      | 'ended'
    >()
  })

  it('hands out invitations', () => {
    expectTypeOf(client.invitations$).toEqualTypeOf<Observable<IncomingInvitation>>()
    expectTypeOf(client.startMessaging).parameter(0).toHaveProperty('to').toBeString()
    expectTypeOf(client.startMessaging({ to: 'sip:lene@contoso.com' }).connected).resolves.toEqualTypeOf<Conversation>()
  })

  it('tells an overflow apart from what the server dropped', () => {
    expectTypeOf<Extract<Gap, { cause: 'overflow' }>>().toHaveProperty('messages')
    expectTypeOf<Extract<Gap, { cause: 'recreated' }>>().toEqualTypeOf<never>()
    expectTypeOf<Exclude<Gap, { messages: number }>['cause']>().toEqualTypeOf<
      'resync' | 'resume' | 'recreated' | 'ended' | 'notResumed'
    >()
  })
})

describe('Conversation', () => {
  it('takes plain text or HTML, not both', () => {
    expectTypeOf(conversation.send).toBeCallableWith('12:30?')
    expectTypeOf(conversation.send).toBeCallableWith({ html: '<b>12:30?</b>' })
    // @ts-expect-error one or the other
    conversation.send({ text: '12:30?', html: '<b>12:30?</b>' })
  })

  it('hands out HTML that is no markup until it is sanitised', () => {
    expectTypeOf<Message['html']>().toEqualTypeOf<UntrustedHtml | undefined>()
    expectTypeOf<Transcript['html']>().toEqualTypeOf<UntrustedHtml | undefined>()
    expectTypeOf<IncomingInvitation['previewHtml']>().toEqualTypeOf<UntrustedHtml | undefined>()
    expectTypeOf<UntrustedHtml>().not.toExtend<string>()
  })

  it('hands out messages with text that may be absent', () => {
    expectTypeOf(conversation.messages$).toEqualTypeOf<Observable<Message>>()
    expectTypeOf<Message['text']>().toEqualTypeOf<string | undefined>()
    expectTypeOf(conversation.send('x')).toEqualTypeOf<OutgoingMessage>()
  })
})

describe('Meetings', () => {
  it('are joined by invitations as any', () => {
    expectTypeOf(client.joinOnlineMeeting).toBeCallableWith()
    expectTypeOf(client.joinOnlineMeeting({ onlineMeetingUri: 'sip:a@b;c' })).toEqualTypeOf<OutgoingInvitation>()
    expectTypeOf(client.startOnlineMeeting()).toEqualTypeOf<OutgoingInvitation>()
    expectTypeOf(conversation.addParticipant('sip:adam@contoso.com')).toEqualTypeOf<OutgoingInvitation>()
    // @ts-expect-error importance is one of three words
    client.startOnlineMeeting({ importance: 'Low' })
  })

  it('are led by commands about participants', () => {
    type Moderate = (participant: Participant) => Command
    type Verb = 'admit' | 'reject' | 'eject' | 'promote' | 'demote'
    expectTypeOf<Pick<Conversation, Verb>>().toEqualTypeOf<Record<Verb, Moderate>>()
    expectTypeOf(conversation.disableAudienceMessaging()).toEqualTypeOf<Command>()
    expectTypeOf(participant.inLobby).toEqualTypeOf<boolean>()
    // @ts-expect-error a participant, not her URI
    conversation.eject('sip:adam@contoso.com')
  })
})

describe('Me', () => {
  it('appears as what a user may choose', () => {
    expectTypeOf(client.me.presence$).toEqualTypeOf<Live<Presence>>()
    expectTypeOf(client.me.setPresence('BeRightBack')).toEqualTypeOf<Command>()
    // @ts-expect-error nobody chooses to be idle
    client.me.setPresence('IdleOnline')
  })
})

describe('People', () => {
  it('are followed by what a search gave or by URI', () => {
    expectTypeOf(client.people.search('lene', { limit: 5 })).resolves.toEqualTypeOf<readonly Contact[]>()
    expectTypeOf(client.people.presence$).parameter(0).toEqualTypeOf<Contact | string>()
    expectTypeOf(client.people.presence$('sip:lene@contoso.com')).toEqualTypeOf<Observable<ContactPresence>>()
  })
})

describe('History', () => {
  it('gives logs, which can be taken up again', () => {
    expectTypeOf(client.history.conversationLogs({ limit: 5 })).toEqualTypeOf<Observable<ConversationLog>>()
    expectTypeOf(client.continueMessaging(log)).toEqualTypeOf<OutgoingInvitation>()
    // @ts-expect-error the log, not its address
    client.continueMessaging(log.href)
  })
})

describe('MirroredClient', () => {
  it('is what a Client is, too', () => {
    expectTypeOf<Client>().toExtend<MirroredClient>()
    expectTypeOf<Conversation>().toExtend<MirroredConversation>()
    expectTypeOf<IncomingInvitation>().toExtend<MirroredInvitation>()
    expectTypeOf<OutgoingInvitation>().toExtend<MirroredOutgoingInvitation>()
  })
})
