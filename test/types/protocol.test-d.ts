import type { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import { describe, expectTypeOf, it } from 'vitest'
import type { StartMessaging, withQuery } from '../../src/protocol/index.ts'
import {
  type Conversation,
  type ConversationState,
  decode,
  decodeDate,
  type DecodeFailure,
  decodeEventPage,
  decodeText,
  type DataUrlFailure,
  describeFailure,
  type EventPage,
  type Failure,
  hrefTo,
  type Link,
  type Message,
  Messaging,
  type MessagingInvitation,
  type MessagingState,
  type Onward,
  type Open,
  operations,
  type OpenEnum,
  openEnum,
  type OnlineMeeting,
  type OnlineMeetingInvitation,
  type Participant,
  type ParticipantInvitation,
  type Refused,
  relations,
  type RequestFailure,
  type ResourceEvent,
  type SignInFailure,
  struct,
  type UndecodableEvent,
} from '../../src/protocol/index.ts'

type Nullish<T> = T | null | undefined
type StateWord =
  | 'Incoming'
  | 'Connecting'
  | 'Connected'
  | 'Conferencing'
  | 'InLobby'
  | 'Conferenced'
  | 'Disconnecting'
  | 'Disconnected'

describe('a resource', () => {
  it('has an open union as its state', () => {
    expectTypeOf<Conversation['state']>().toEqualTypeOf<Open<StateWord>>()
    expectTypeOf<Conversation['state']>().toEqualTypeOf<ConversationState>()
    expectTypeOf<Messaging['state']>().toEqualTypeOf<MessagingState>()
  })

  it('has optional members that may be null or absent', () => {
    expectTypeOf<Conversation['subject']>().toEqualTypeOf<Nullish<string>>()
    expectTypeOf<Conversation['participantCount']>().toEqualTypeOf<Nullish<number>>()
    expectTypeOf<Conversation['activeModalities']>().toEqualTypeOf<Nullish<readonly string[]>>()
    expectTypeOf<MessagingInvitation['operationId']>().toEqualTypeOf<Nullish<string>>()
    expectTypeOf<Message['_links']['failedDeliveryParticipant']>().toEqualTypeOf<Nullish<readonly Link[]>>()
  })

  it('has required members that may not', () => {
    expectTypeOf<Conversation['_links']['self']>().toEqualTypeOf<Link>()
    expectTypeOf<Message['direction']>().toEqualTypeOf<Open<'Incoming' | 'Outgoing'>>()
    expectTypeOf<{ state: 'Connected' }>().not.toExtend<Conversation>()
  })

  it('holds participants under the relations of an invitation', () => {
    type Embedded = NonNullable<MessagingInvitation['_embedded']>
    expectTypeOf<Embedded['from']>().toEqualTypeOf<Nullish<Participant>>()
    expectTypeOf<Embedded['acceptedByParticipant']>().toEqualTypeOf<Nullish<readonly Participant[]>>()
  })

  it('is readonly', () => {
    expectTypeOf<Conversation>().toExtend<{ readonly state: string }>()
    // @ts-expect-error: what came from the wire is not written to
    expectTypeOf((conversation: Conversation) => (conversation.state = 'Connected')).toBeFunction()
  })

  it('has no member that no codec names', () => {
    expectTypeOf<Conversation>().not.toHaveProperty('rel')
  })
})

describe('an open enumeration', () => {
  it('takes words that it does not know', () => {
    expectTypeOf<'Levitating'>().toExtend<ConversationState>()
    expectTypeOf<string>().toExtend<ConversationState>()
    expectTypeOf<number>().not.toExtend<ConversationState>()
  })

  it('remembers its words', () => {
    const Colour = openEnum('Colour', ['Red', 'Green'])
    expectTypeOf(Colour).toEqualTypeOf<OpenEnum<'Red' | 'Green'>>()
    expectTypeOf(Colour.known).toEqualTypeOf<readonly ('Red' | 'Green')[]>()
    expectTypeOf<t.TypeOf<typeof Colour>>().toEqualTypeOf<Open<'Red' | 'Green'>>()
  })

  it('narrows to its words', () => {
    const Colour = openEnum('Colour', ['Red', 'Green'])
    const word: unknown = 'Red'
    if (Colour.isKnown(word)) expectTypeOf(word).toEqualTypeOf<'Red' | 'Green'>()
  })
})

describe('a struct', () => {
  const Thing = struct('Thing', { size: openEnum('Size', ['S', 'L']) }, { inner: struct('Inner', {}, {}) })

  it('is an ordinary io-ts codec', () => {
    expectTypeOf(Thing).toExtend<t.Type<t.TypeOf<typeof Thing>>>()
  })

  it('has the type of its stock codec', () => {
    expectTypeOf<t.TypeOf<typeof Thing.stock>>().toEqualTypeOf<t.TypeOf<typeof Thing>>()
  })

  it('has required members beside optional ones', () => {
    type Thing = t.TypeOf<typeof Thing>
    expectTypeOf<Thing['size']>().toEqualTypeOf<Open<'S' | 'L'>>()
    expectTypeOf<object>().toExtend<NonNullable<Thing['inner']>>()
    expectTypeOf<undefined>().toExtend<Thing['inner']>()
    expectTypeOf<null>().toExtend<Thing['inner']>()
  })

  it('makes every relation optional', () => {
    const Bodies = relations('Bodies', { messaging: Messaging })
    expectTypeOf(Bodies).toExtend<t.Type<{ readonly messaging?: Messaging | null }>>()
    expectTypeOf<t.TypeOf<typeof Bodies>['messaging']>().toEqualTypeOf<Nullish<Messaging>>()
  })
})

describe('decoding', () => {
  it('gives the value or a failure', () => {
    expectTypeOf(decode(Messaging, {})).toEqualTypeOf<E.Either<DecodeFailure, Messaging>>()
    expectTypeOf(decodeEventPage).parameter(0).toBeUnknown()
    expectTypeOf(decodeEventPage({})).toEqualTypeOf<E.Either<DecodeFailure, EventPage>>()
    expectTypeOf(decodeText('')).toEqualTypeOf<E.Either<DataUrlFailure, string>>()
    expectTypeOf(decodeDate('')).toEqualTypeOf<Date | undefined>()
  })
})

describe('an event page', () => {
  it('goes on by one of three links', () => {
    expectTypeOf<Onward['rel']>().toEqualTypeOf<'next' | 'resume' | 'resync'>()
  })

  it('has events in blocks', () => {
    expectTypeOf<EventPage['blocks'][number]['events']>().toEqualTypeOf<readonly ResourceEvent[]>()
    expectTypeOf<EventPage['undecodable']>().toEqualTypeOf<readonly UndecodableEvent[]>()
    expectTypeOf<UndecodableEvent['raw']>().returns.toBeUnknown()
  })

  it('embeds bodies by relation', () => {
    type Embedded = NonNullable<ResourceEvent['_embedded']>
    expectTypeOf<Embedded['messaging']>().toEqualTypeOf<Nullish<Messaging>>()
    expectTypeOf<Embedded['localParticipant']>().toEqualTypeOf<Nullish<Participant>>()
    expectTypeOf<Embedded['participantInvitation']>().toEqualTypeOf<Nullish<ParticipantInvitation>>()
    expectTypeOf<Embedded['onlineMeeting']>().toEqualTypeOf<Nullish<OnlineMeeting>>()
  })

  it('has in every sort of invitation what an invitation to messaging has', () => {
    expectTypeOf<ParticipantInvitation>().toExtend<MessagingInvitation>()
    expectTypeOf<OnlineMeetingInvitation>().toExtend<MessagingInvitation>()
  })
})

describe('an operation', () => {
  it('has the type of its input', () => {
    expectTypeOf(operations.startMessaging.input).toEqualTypeOf<typeof StartMessaging>()
    expectTypeOf<t.TypeOf<typeof operations.startMessaging.input>>().toEqualTypeOf<StartMessaging>()
    expectTypeOf<StartMessaging['to']>().toEqualTypeOf<Nullish<string>>()
  })

  it('has no input where it has no body', () => {
    expectTypeOf(operations.accept.input).toEqualTypeOf<undefined>()
    expectTypeOf(operations.sendMessage.input).toEqualTypeOf<undefined>()
    expectTypeOf(operations.leaveConversation.input).toEqualTypeOf<undefined>()
  })

  it('is a POST or a DELETE', () => {
    expectTypeOf(operations.startMessaging.method).toEqualTypeOf<'POST' | 'PUT' | 'DELETE'>()
  })
})

describe('a failure', () => {
  it('is told apart by its name', () => {
    expectTypeOf<Extract<Failure, { readonly name: 'Refused' }>>().toEqualTypeOf<Refused>()
    expectTypeOf<Failure['name']>().toEqualTypeOf<
      | 'Refused'
      | 'Unreachable'
      | 'TimedOut'
      | 'Unreadable'
      | 'NotFramed'
      | 'Aborted'
      | 'NotAvailable'
      | 'InvalidInput'
      | 'TokenRefused'
    >()
  })

  it('of a request is one of a command, which is one of signing in', () => {
    expectTypeOf<RequestFailure>().toExtend<Failure>()
    expectTypeOf<Failure>().toExtend<SignInFailure>()
    expectTypeOf<SignInFailure>().not.toExtend<Failure>()
  })

  it('is described whatever it is', () => {
    expectTypeOf(describeFailure).parameter(0).toEqualTypeOf<SignInFailure>()
    expectTypeOf(describeFailure).returns.toBeString()
  })
})

describe('hypermedia', () => {
  it('finds an href or nothing', () => {
    expectTypeOf(hrefTo).returns.toEqualTypeOf<string | undefined>()
  })

  it('takes any resource with links, known or not', () => {
    expectTypeOf<Conversation>().toExtend<Parameters<typeof hrefTo>[0]>()
    expectTypeOf<Participant>().toExtend<Parameters<typeof hrefTo>[0]>()
    expectTypeOf<{ readonly _links: string }>().not.toExtend<Parameters<typeof hrefTo>[0]>()
  })

  it('takes numbers as query parameters', () => {
    expectTypeOf<{ timeout: number; low: undefined; key: string }>().toExtend<Parameters<typeof withQuery>[1]>()
    expectTypeOf<{ timeout: null }>().not.toExtend<Parameters<typeof withQuery>[1]>()
  })
})
