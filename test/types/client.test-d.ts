import { from, type Observable } from 'rxjs'
import { describe, expectTypeOf, it } from 'vitest'
import type {
  Client,
  ClientStatus,
  Conversation,
  Gap,
  IncomingInvitation,
  Live,
  Message,
  OutgoingMessage,
} from '../../src/index.ts'

declare const client: Client
declare const conversation: Conversation

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
    expectTypeOf<Exclude<Gap, { cause: 'overflow' }>['cause']>().toEqualTypeOf<
      'resync' | 'resume' | 'recreated' | 'ended'
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

  it('hands out messages with text that may be absent', () => {
    expectTypeOf(conversation.messages$).toEqualTypeOf<Observable<Message>>()
    expectTypeOf<Message['text']>().toEqualTypeOf<string | undefined>()
    expectTypeOf(conversation.send('x')).toEqualTypeOf<OutgoingMessage>()
  })
})
