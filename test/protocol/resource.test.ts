import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import {
  Application,
  Communication,
  Contact,
  ContactPresence,
  Conversation,
  ConversationLog,
  ConversationLogRecipient,
  ConversationLogs,
  ConversationLogTranscript,
  ConversationLogTranscripts,
  Conversations,
  decode,
  type Fault,
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
  ResourceEvent,
  Root,
  Search,
  SubscribedContacts,
  User,
} from '../../src/protocol/index.ts'
import { full, type Name } from './resources.ts'

interface AnyStruct extends t.Mixed {
  readonly required: Readonly<Record<string, t.Mixed>>
  readonly optional: Readonly<Record<string, t.Mixed>>
}

const codecs: Readonly<Record<Name, AnyStruct>> = {
  Root,
  User,
  Application,
  Me,
  Communication,
  Conversation,
  Conversations,
  ConversationLogs,
  ConversationLog,
  ConversationLogRecipient,
  ConversationLogTranscripts,
  ConversationLogTranscript,
  MissedItems,
  Messaging,
  MessagingInvitation,
  ParticipantInvitation,
  OnlineMeetingInvitation,
  OnlineMeeting,
  Message,
  Participant,
  Participants,
  Contact,
  ContactPresence,
  MyContacts,
  Search,
  SubscribedContacts,
  Note,
  People,
  Presence,
  PresenceSubscription,
  Reason,
  ResourceEvent,
}
const rows = (Object.keys(full) as Name[]).map((name) => ({ name, codec: codecs[name], value: full[name] }))

const faultsOf = (codec: t.Mixed, value: unknown): readonly Fault[] => {
  const decoded = decode(codec, value)
  return E.isLeft(decoded) ? decoded.left.faults : []
}

describe.each(rows)('$name', ({ name, codec, value }) => {
  const required = Object.keys(codec.required)
  const optional = Object.keys(codec.optional)
  const least = Object.fromEntries(Object.entries(value).filter(([key]) => required.includes(key)))

  it('names itself', () => {
    expect(codec.name).toBe(name)
  })

  it('has a fixture with every member that it knows', () => {
    expect(Object.keys(value)).toEqual(expect.arrayContaining([...required, ...optional]))
  })

  it('decodes to the very same object', () => {
    expect(decode(codec, value)).toEqual(E.right(value))
    expect(E.getOrElseW(() => undefined)(decode(codec, value))).toBe(value)
  })

  it('decodes without its optional members', () => {
    expect(decode(codec, least)).toEqual(E.right(least))
  })

  it('takes null for each optional member', () => {
    const nulls = { ...least, ...Object.fromEntries(optional.map((key) => [key, null])) }
    expect(decode(codec, nulls)).toEqual(E.right(nulls))
  })

  it('keeps members that it does not know', () => {
    const more = { ...value, '56de': 'please pass this in a PUT request', later: { deep: [1] } }
    expect(decode(codec, more)).toEqual(E.right(more))
  })

  it('keeps links that it does not know', () => {
    const links = (value as { readonly _links?: object })._links
    const more = { ...value, _links: { ...links, tomorrow: { href: '/t', revision: '2' } } }
    expect(decode(codec, more)).toEqual(E.right(more))
  })

  it.each(required.map((key) => ({ key })))('refuses a value without $key', ({ key }) => {
    const less = Object.fromEntries(Object.entries(value).filter(([member]) => member !== key))
    const expected = codec.required[key]?.name
    expect(faultsOf(codec, less)).toEqual([{ path: `/${key}`, expected, got: 'nothing' }])
  })

  it.each(required.map((key) => ({ key })))('refuses null as $key', ({ key }) => {
    const expected = codec.required[key]?.name
    expect(faultsOf(codec, { ...value, [key]: null })).toEqual([{ path: `/${key}`, expected, got: 'null' }])
  })

  it.each(optional.filter((key) => codec.optional[key]?.name !== 'unknown').map((key) => ({ key })))(
    'refuses a function as $key',
    ({ key }) => {
      const expected = codec.optional[key]?.name
      const wrong = { ...value, [key]: () => undefined }
      expect(faultsOf(codec, wrong)).toEqual([{ path: `/${key}`, expected, got: 'a function' }])
    },
  )

  it.each([
    { not: 'null', value: null, got: 'null' },
    { not: 'an array', value: [], got: 'an array of 0' },
    { not: 'a string', value: 'abc', got: 'a string of 3 characters' },
    { not: 'nothing', value: undefined, got: 'nothing' },
    { not: 'a number', value: 1, got: 'a number' },
  ])('refuses $not', ({ value: wrong, got }) => {
    expect(faultsOf(codec, wrong)).toEqual([{ path: '', expected: name, got }])
  })
})

const words: readonly { readonly name: Name; readonly key: string }[] = [
  { name: 'Conversation', key: 'state' },
  { name: 'Conversation', key: 'importance' },
  { name: 'ConversationLog', key: 'direction' },
  { name: 'ConversationLog', key: 'importance' },
  { name: 'ConversationLog', key: 'status' },
  { name: 'ConversationLog', key: 'type' },
  { name: 'Messaging', key: 'state' },
  { name: 'MessagingInvitation', key: 'state' },
  { name: 'MessagingInvitation', key: 'direction' },
  { name: 'MessagingInvitation', key: 'importance' },
  { name: 'Message', key: 'direction' },
  { name: 'Message', key: 'status' },
  { name: 'Participant', key: 'role' },
  { name: 'Presence', key: 'availability' },
  { name: 'ContactPresence', key: 'availability' },
  { name: 'ContactPresence', key: 'deviceType' },
  { name: 'Note', key: 'type' },
  { name: 'Reason', key: 'code' },
  { name: 'Reason', key: 'subcode' },
  { name: 'ResourceEvent', key: 'type' },
  { name: 'ResourceEvent', key: 'status' },
]

it.each(words)('$name keeps a word that nobody knows as $key', ({ name, key }) => {
  const strange = { ...full[name], [key]: 'Levitating' }
  expect(decode(codecs[name], strange)).toEqual(E.right(strange))
})

it.each(words)('$name refuses a number as $key', ({ name, key }) => {
  const expected = (codecs[name].required[key] ?? codecs[name].optional[key])?.name
  expect(faultsOf(codecs[name], { ...full[name], [key]: 7 })).toEqual([{ path: `/${key}`, expected, got: 'a number' }])
})

it('refuses a link without href deep inside an embedded resource', () => {
  const from = { ...full.Participant, _links: { self: { title: 'Ada' } } }
  expect(faultsOf(MessagingInvitation, { ...full.MessagingInvitation, _embedded: { from } })).toEqual([
    { path: '/_embedded/from/_links/self/href', expected: 'string', got: 'nothing' },
  ])
})

it('does not list an optional member that is null among the faults', () => {
  expect(faultsOf(Conversation, { state: 1, subject: null, _links: { self: { href: '/a', title: null } } })).toEqual([
    { path: '/state', expected: 'ConversationState', got: 'a number' },
  ])
})

it('names the position of a wrong element', () => {
  const wrong = { ...full.Communication, supportedModalities: ['Messaging', 4] }
  expect(faultsOf(Communication, wrong)).toEqual([
    { path: '/supportedModalities/1', expected: 'ModalityType', got: 'a number' },
  ])
})

it('lists every fault of a value', () => {
  expect(faultsOf(Conversation, { state: 1, subject: {}, _links: { self: {}, messaging: [] } })).toEqual([
    { path: '/state', expected: 'ConversationState', got: 'a number' },
    { path: '/_links/self/href', expected: 'string', got: 'nothing' },
    { path: '/_links/messaging', expected: 'Link', got: 'an array of 0' },
    { path: '/subject', expected: 'string', got: 'an object' },
  ])
})

it('says of a refused text how long it is', () => {
  expect(faultsOf(Conversation, { ...full.Conversation, participantCount: 'secret' })).toEqual([
    { path: '/participantCount', expected: 'number', got: 'a string of 6 characters' },
  ])
})

it('takes an event whose embedded relation nobody knows', () => {
  const event = { ...full.ResourceEvent, _embedded: { photo: 'whatever' } }
  expect(decode(ResourceEvent, event)).toEqual(E.right(event))
})

it.each([
  { rel: 'me', links: 'MeLinks' },
  { rel: 'communication', links: 'CommunicationLinks' },
  { rel: 'conversation', links: 'ConversationLinks' },
  { rel: 'messaging', links: 'MessagingLinks' },
  { rel: 'messagingInvitation', links: 'InvitationLinks' },
  { rel: 'participantInvitation', links: 'ParticipantInvitationLinks' },
  { rel: 'onlineMeetingInvitation', links: 'OnlineMeetingInvitationLinks' },
  { rel: 'message', links: 'MessageLinks' },
  { rel: 'participant', links: 'ParticipantLinks' },
  { rel: 'localParticipant', links: 'ParticipantLinks' },
  { rel: 'onlineMeeting', links: 'OnlineMeetingLinks' },
  { rel: 'contact', links: 'ContactLinks' },
  { rel: 'missedItems', links: 'MissedItemsLinks' },
])('reads the body of an event about $rel by its relation', ({ rel, links }) => {
  const body = { state: 'Connecting', direction: 'Incoming', _links: 4 }
  expect(faultsOf(ResourceEvent, { ...full.ResourceEvent, _embedded: { [rel]: body } })).toEqual([
    { path: `/_embedded/${rel}/_links`, expected: links, got: 'a number' },
  ])
})
