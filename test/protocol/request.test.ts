import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import {
  AddMessaging,
  AddParticipant,
  ContinueMessaging,
  CreateApplication,
  decode,
  Decline,
  declineReasons,
  JoinOnlineMeeting,
  MakeMeAvailable,
  preferredAvailabilities,
  StartMessaging,
  StartOnlineMeeting,
} from '../../src/protocol/index.ts'
import { PutCommunication } from '../../src/protocol/request/communication.ts'
import {
  ExtendPresenceSubscription,
  SearchQuery,
  SetLocation,
  SetNote,
  SetPresence,
  SubscribeToPresence,
} from '../../src/protocol/request/presence.ts'
import { full } from './resources.ts'

const faultsOf = (codec: t.Mixed, value: unknown): readonly string[] => {
  const decoded = decode(codec, value)
  return E.isLeft(decoded) ? decoded.left.faults.map(({ path, expected }) => `${path} ${expected}`) : []
}

const application = { userAgent: 'rx-ucwa tests', endpointId: '0d1e2a3d', culture: 'en-GB' }
const message = { href: 'data:text/plain;charset=utf-8;base64,SGk=' }

describe('CreateApplication', () => {
  it.each(['userAgent', 'endpointId', 'culture', 'instanceId'])('takes a %s of 100 characters', (field) => {
    const body = { ...application, [field]: 'x'.repeat(100) }
    expect(decode(CreateApplication, body)).toEqual(E.right(body))
  })

  it.each(['userAgent', 'endpointId', 'culture', 'instanceId'])('refuses a %s of 101 characters', (field) => {
    expect(faultsOf(CreateApplication, { ...application, [field]: 'x'.repeat(101) })).toEqual([
      `/${field} must have 1 to 100 characters`,
    ])
  })

  it('refuses a body without its three required names', () => {
    expect(faultsOf(CreateApplication, {})).toEqual([
      '/userAgent must have 1 to 100 characters',
      '/endpointId must have 1 to 100 characters',
      '/culture must have 1 to 100 characters',
    ])
  })
})

describe('StartMessaging', () => {
  const body = {
    operationId: 'op-1',
    to: 'sip:ada@example.com',
    importance: 'Urgent',
    subject: 'Engines',
    threadId: 'thread-1',
    _links: { message, customContent: { href: 'data:application/sdp;base64,dj0w' } },
  }

  it('takes every field', () => {
    expect(decode(StartMessaging, body)).toEqual(E.right(body))
  })

  it('takes an empty body', () => {
    expect(decode(StartMessaging, {})).toEqual(E.right({}))
  })

  it('keeps fields that captured clients send besides', () => {
    const more = { ...body, sessionContext: 'abc', telemetryId: null }
    expect(decode(StartMessaging, more)).toEqual(E.right(more))
  })

  it.each([
    { field: 'operationId', longest: 50 },
    { field: 'subject', longest: 250 },
    { field: 'threadId', longest: 250 },
  ])('takes $field up to $longest characters', ({ field, longest }) => {
    expect(faultsOf(StartMessaging, { ...body, [field]: 'x'.repeat(longest) })).toEqual([])
    expect(faultsOf(StartMessaging, { ...body, [field]: 'x'.repeat(longest + 1) })).toHaveLength(1)
  })

  it.each([
    { field: 'to', value: 'ada', fault: '/to must be a SIP URI such as sip:name@domain' },
    { field: 'importance', value: 'Dire', fault: '/importance must be one of Normal, Urgent, Emergency' },
    { field: '_links', value: { message: { href: '/m' } }, fault: '/_links/message/href must be a data: URL' },
    { field: '_links', value: { customContent: {} }, fault: '/_links/customContent/href must be a data: URL' },
  ])('refuses $value as $field', ({ field, value, fault }) => {
    expect(faultsOf(StartMessaging, { ...body, [field]: value })).toEqual([fault])
  })
})

describe.each([
  ['AddMessaging', AddMessaging],
  ['ContinueMessaging', ContinueMessaging],
])('%s', (_, codec) => {
  it('takes an operationId with a message', () => {
    const body = { operationId: 'x'.repeat(50), _links: { message } }
    expect(codec.decode(body)).toEqual(E.right(body))
  })

  it('refuses an operationId of 51 characters', () => {
    expect(faultsOf(codec, { operationId: 'x'.repeat(51) })).toEqual(['/operationId must have 1 to 50 characters'])
  })
})

describe('AddParticipant', () => {
  it('takes an operationId with whom to invite', () => {
    const body = { to: 'sip:ada@example.com', operationId: 'x'.repeat(50) }
    expect(decode(AddParticipant, body)).toEqual(E.right(body))
  })

  it.each([
    { body: {}, fault: '/to must be a SIP URI such as sip:name@domain' },
    { body: { to: 'ada' }, fault: '/to must be a SIP URI such as sip:name@domain' },
    {
      body: { to: 'sip:ada@example.com', operationId: 'x'.repeat(51) },
      fault: '/operationId must have 1 to 50 characters',
    },
  ])('refuses $body', ({ body, fault }) => {
    expect(faultsOf(AddParticipant, body)).toEqual([fault])
  })
})

const meeting = {
  operationId: 'x'.repeat(50),
  importance: 'Urgent',
  subject: 'x'.repeat(250),
  threadId: 'x'.repeat(250),
  anonymousDisplayName: 'x'.repeat(250),
}

describe.each([
  { name: 'StartOnlineMeeting', codec: StartOnlineMeeting },
  { name: 'JoinOnlineMeeting', codec: JoinOnlineMeeting },
])('$name', ({ codec }) => {
  it('takes an empty body', () => {
    expect(decode(codec, {})).toEqual(E.right({}))
  })

  it('takes every field up to its limit', () => {
    expect(decode(codec, meeting)).toEqual(E.right(meeting))
  })

  it.each([
    { field: 'operationId', value: 'x'.repeat(51), rule: 'must have 1 to 50 characters' },
    { field: 'importance', value: 'Dire', rule: 'must be one of Normal, Urgent, Emergency' },
    { field: 'subject', value: 'x'.repeat(251), rule: 'must have at most 250 characters' },
    { field: 'threadId', value: 'x'.repeat(251), rule: 'must have at most 250 characters' },
    { field: 'anonymousDisplayName', value: 'x'.repeat(251), rule: 'must have 1 to 250 characters' },
    { field: 'anonymousDisplayName', value: '', rule: 'must have 1 to 250 characters' },
  ])('refuses a $field beyond its rule', ({ field, value, rule }) => {
    expect(faultsOf(codec, { ...meeting, [field]: value })).toEqual([`/${field} ${rule}`])
  })
})

describe('JoinOnlineMeeting', () => {
  it('takes the URI of a meeting', () => {
    const body = { onlineMeetingUri: 'sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C' }
    expect(decode(JoinOnlineMeeting, body)).toEqual(E.right(body))
  })

  it('refuses what is no SIP URI', () => {
    expect(faultsOf(JoinOnlineMeeting, { onlineMeetingUri: 'https://meet.contoso.com/tosh/4Q1B2C' })).toEqual([
      '/onlineMeetingUri must be a SIP URI such as sip:name@domain',
    ])
  })
})

describe('Decline', () => {
  it.each(declineReasons)('takes the reason %s', (reason) => {
    expect(decode(Decline, { reason })).toEqual(E.right({ reason }))
  })

  it('takes no reason', () => {
    expect(decode(Decline, {})).toEqual(E.right({}))
  })

  it('refuses a reason that is none', () => {
    expect(faultsOf(Decline, { reason: 'Boredom' })).toEqual([`/reason must be one of ${declineReasons.join(', ')}`])
  })
})

describe('MakeMeAvailable', () => {
  it.each(preferredAvailabilities)('takes %s as signInAs', (signInAs) => {
    expect(faultsOf(MakeMeAvailable, { signInAs })).toEqual([])
  })

  it.each(['00:05:00', 'PT5M', 5])('takes %j as inactiveTimeout', (inactiveTimeout) => {
    expect(faultsOf(MakeMeAvailable, { inactiveTimeout })).toEqual([])
  })

  it('refuses a modality that nobody knows', () => {
    expect(faultsOf(MakeMeAvailable, { supportedModalities: ['Messaging', 'Telepathy'] })).toEqual([
      '/supportedModalities/1 must be one of ApplicationSharing, Audio, DataCollaboration, Messaging, PanoramicVideo, PhoneAudio, Video',
    ])
  })

  it('refuses a message format that nobody knows', () => {
    expect(faultsOf(MakeMeAvailable, { supportedMessageFormats: ['Rtf'] })).toEqual([
      '/supportedMessageFormats/0 must be one of Html, Plain',
    ])
  })
})

describe('PutCommunication', () => {
  it('takes the whole resource with the property of a random name', () => {
    const body = { ...full.Communication, '56de7bbf': 'please pass this in a PUT request' }
    expect(decode(PutCommunication, body)).toEqual(E.right(body))
  })

  it.each([
    { field: 'supportedModalities', value: ['Telepathy'] },
    { field: 'supportedMessageFormats', value: ['Rtf'] },
  ])('refuses $value as $field', ({ field, value }) => {
    expect(faultsOf(PutCommunication, { [field]: value })).toHaveLength(1)
  })
})

describe('SetPresence', () => {
  it.each([{}, ...preferredAvailabilities.map((availability) => ({ availability }))])('takes %o', (body) => {
    expect(decode(SetPresence, body)).toEqual(E.right(body))
  })

  it('refuses an availability that only the server gives', () => {
    expect(faultsOf(SetPresence, { availability: 'IdleBusy' })).toEqual([
      '/availability must be one of Online, Busy, DoNotDisturb, BeRightBack, Away, Offwork',
    ])
  })
})

describe('SetNote and SetLocation', () => {
  it('take any note', () => {
    expect(faultsOf(SetNote, { message: 'x'.repeat(5000) })).toEqual([])
  })

  it('take a location of 60 characters', () => {
    expect(faultsOf(SetLocation, { location: 'x'.repeat(60) })).toEqual([])
  })

  it('refuse a location of 61', () => {
    expect(faultsOf(SetLocation, { location: 'x'.repeat(61) })).toEqual(['/location must have at most 60 characters'])
  })
})

describe('the duration of a presenceSubscription', () => {
  it.each([10, 30, '10', '30'])('may be %o', (duration) => {
    expect(faultsOf(ExtendPresenceSubscription, { duration })).toEqual([])
    expect(faultsOf(SubscribeToPresence, { duration, uris: ['sip:ada@example.com'] })).toEqual([])
  })

  it.each([9, 31, 10.5, '9', '1e1', '', ' 10', null, undefined])('may not be %o', (duration) => {
    expect(faultsOf(ExtendPresenceSubscription, { duration })).toEqual([
      '/duration must be a whole number from 10 to 30',
    ])
  })
})

describe('SearchQuery', () => {
  it('takes a query of 256 characters and a limit of 100', () => {
    expect(faultsOf(SearchQuery, { query: 'x'.repeat(256), limit: 100 })).toEqual([])
  })

  it('refuses more', () => {
    expect(faultsOf(SearchQuery, { query: 'x'.repeat(257), limit: 101 })).toEqual([
      '/query must have at most 256 characters',
      '/limit must be a whole number from 1 to 100',
    ])
  })
})
