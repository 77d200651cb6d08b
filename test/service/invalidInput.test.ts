import { either as E, type taskEither as TE } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../../src/protocol/failure.ts'
import type { Wire } from '../../src/service/command.ts'
import type { Content } from '../../src/service/content.ts'
import { addMessaging } from '../../src/service/addMessaging.ts'
import { createApplication } from '../../src/service/createApplication.ts'
import { declineInvitation } from '../../src/service/declineInvitation.ts'
import { makeMeAvailable } from '../../src/service/makeMeAvailable.ts'
import { sendMessage } from '../../src/service/sendMessage.ts'
import { startMessaging, type StartMessagingInput } from '../../src/service/startMessaging.ts'
import { reply } from '../support/fakeHttp.ts'
import { characters, link, signal, wireTo } from './wire.ts'

const invite: StartMessagingInput = {
  href: link,
  operationId: '1',
  to: 'sip:lene@contoso.com',
  subject: undefined,
  importance: undefined,
  threadId: undefined,
  message: undefined,
  customContent: undefined,
}

/** What a verb comes to, with what it sent, when the server would take anything. */
const outcomeOf = async (run: (wire: Wire) => TE.TaskEither<Failure, unknown>, url = link) => {
  const { wire, http } = wireTo(reply(201, '', { location: link }), url)
  const outcome = await run(wire)()
  return { outcome, sent: http.requests.length }
}

const refused = (operation: string, ...faults: readonly (readonly [field: string, rule: string])[]) => ({
  outcome: E.left({ name: 'InvalidInput', operation, faults: faults.map(([field, rule]) => ({ field, rule })) }),
  sent: 0,
})

const notSip = 'must be a SIP URI such as sip:name@domain'
const upTo = (limit: number) => `must have 1 to ${limit} characters`
const atMost = (limit: number) => `must have at most ${limit} characters`
const empty = 'must not be empty'
const notMediaType = 'must be a media type such as application/sdp'

describe('startMessaging', () => {
  const startWith = (part: Partial<StartMessagingInput>) =>
    outcomeOf((wire) => startMessaging(wire)({ ...invite, ...part }, signal))

  test.each<[string, Partial<StartMessagingInput>]>([
    ['an operationId of 50', { operationId: characters(50) }],
    ['a subject of 250', { subject: characters(250) }],
    ['an empty subject', { subject: '' }],
    ['a threadId of 250', { threadId: characters(250) }],
    ['a message of one', { message: { text: ' ' } }],
    ['custom content without text', { customContent: { mediaType: 'application/vnd.x+json', text: '' } }],
  ])('takes %s', async (_, part) => {
    expect(await startWith(part)).toMatchObject({ outcome: { _tag: 'Right' }, sent: 1 })
  })

  test.each<[string, Partial<StartMessagingInput>, string, string]>([
    ['an operationId of 51', { operationId: characters(51) }, 'operationId', upTo(50)],
    ['an empty operationId', { operationId: '' }, 'operationId', upTo(50)],
    ['a subject of 251', { subject: characters(251) }, 'subject', atMost(250)],
    ['a threadId of 251', { threadId: characters(251) }, 'threadId', atMost(250)],
    ['an empty recipient', { to: '' }, 'to', notSip],
    ['a recipient without scheme', { to: 'lene@contoso.com' }, 'to', notSip],
    ['another scheme', { to: 'mailto:lene@contoso.com' }, 'to', notSip],
    ['a word for importance', { importance: 'High' }, 'importance', 'must be one of Normal, Urgent, Emergency'],
    ['an empty message', { message: { text: '' } }, 'message', empty],
    ['an empty message of HTML', { message: { html: '' } }, 'message', empty],
    ['no media type', { customContent: { mediaType: '', text: 'x' } }, 'customContent.mediaType', notMediaType],
    ['half a media type', { customContent: { mediaType: 'sdp', text: 'x' } }, 'customContent.mediaType', notMediaType],
    [
      'parameters of a media type',
      { customContent: { mediaType: 'text/plain;base64,', text: 'x' } },
      'customContent.mediaType',
      notMediaType,
    ],
  ])('refuses %s', async (_, part, field, rule) => {
    expect(await startWith(part)).toEqual(refused('startMessaging', [field, rule]))
  })

  test('names every field with its rule', async () => {
    const part = {
      operationId: '',
      to: 'x',
      subject: characters(251),
      threadId: characters(251),
      importance: '!',
      message: { text: '' },
    }
    expect(await startWith(part)).toEqual(
      refused(
        'startMessaging',
        ['operationId', upTo(50)],
        ['to', notSip],
        ['importance', 'must be one of Normal, Urgent, Emergency'],
        ['subject', atMost(250)],
        ['threadId', atMost(250)],
        ['message', empty],
      ),
    )
  })

  test('refuses what is invalid before it misses the link', async () => {
    expect(await startWith({ href: undefined, to: '' })).toEqual(refused('startMessaging', ['to', notSip]))
  })
})

describe('addMessaging', () => {
  const addWith = (operationId: string, message: Content | undefined) =>
    outcomeOf((wire) => addMessaging(wire)({ href: link, operationId, message }, signal))

  test('takes an operationId of 50', async () => {
    expect(await addWith(characters(50), { text: 'Hi' })).toMatchObject({ outcome: { _tag: 'Right' }, sent: 1 })
  })

  test.each<[string, string, Content | undefined, string, string]>([
    ['an operationId of 51', characters(51), undefined, 'operationId', upTo(50)],
    ['an empty operationId', '', undefined, 'operationId', upTo(50)],
    ['an empty message', '1', { text: '' }, 'message', empty],
  ])('refuses %s', async (_, operationId, message, field, rule) => {
    expect(await addWith(operationId, message)).toEqual(refused('addMessaging', [field, rule]))
  })
})

describe('sendMessage', () => {
  const sendWith = (operationId: string, content: Content) =>
    outcomeOf(
      (wire) => sendMessage(wire)({ href: link, operationId, content }, signal),
      `${link}?operationId=${operationId}`,
    )

  test('takes an operationId of 50', async () => {
    expect(await sendWith(characters(50), { text: 'Hi' })).toMatchObject({ outcome: { _tag: 'Right' }, sent: 1 })
  })

  test.each<[string, string, Content, string, string]>([
    ['an operationId of 51', characters(51), { text: 'Hi' }, 'operationId', upTo(50)],
    ['an empty operationId', '', { text: 'Hi' }, 'operationId', upTo(50)],
    ['empty text', '1', { text: '' }, 'message', empty],
    ['empty HTML', '1', { html: '' }, 'message', empty],
  ])('refuses %s', async (_, operationId, content, field, rule) => {
    expect(await sendWith(operationId, content)).toEqual(refused('sendMessage', [field, rule]))
  })

  test('names every field with its rule', async () => {
    expect(await sendWith('', { text: '' })).toEqual(
      refused('sendMessage', ['operationId', upTo(50)], ['message', empty]),
    )
  })
})

describe('createApplication', () => {
  const names = ['userAgent', 'endpointId', 'culture', 'instanceId'] as const
  const input = { userAgent: 'u', endpointId: 'e', culture: 'c' }
  const createWith = (part: Partial<Record<(typeof names)[number], string>>) =>
    outcomeOf((wire) => createApplication(wire)({ href: link, input: { ...input, ...part } }, signal))

  test.each(names)('takes 100 characters of %s', async (name) => {
    expect(await createWith({ [name]: characters(100) })).toMatchObject({ sent: 1 })
  })

  test.each(names)('refuses 101 characters of %s', async (name) => {
    expect(await createWith({ [name]: characters(101) })).toEqual(refused('applications', [name, upTo(100)]))
  })

  test.each(names)('refuses an empty %s', async (name) => {
    expect(await createWith({ [name]: '' })).toEqual(refused('applications', [name, upTo(100)]))
  })

  test('names every field with its rule', async () => {
    const long = characters(101)
    expect(await createWith({ userAgent: '', endpointId: long, culture: '', instanceId: long })).toEqual(
      refused('applications', ...names.map((name) => [name, upTo(100)] as const)),
    )
  })
})

test('makeMeAvailable names every word that it does not know', async () => {
  const input = { supportedModalities: ['Messaging', 'Smell'], supportedMessageFormats: ['Rtf'], signInAs: 'Offline' }
  expect(await outcomeOf((wire) => makeMeAvailable(wire)({ href: link, input }, signal))).toEqual(
    refused(
      'makeMeAvailable',
      [
        'supportedModalities.1',
        'must be one of ApplicationSharing, Audio, DataCollaboration, Messaging, PanoramicVideo, PhoneAudio, Video',
      ],
      ['supportedMessageFormats.0', 'must be one of Html, Plain'],
      ['signInAs', 'must be one of Online, Busy, DoNotDisturb, BeRightBack, Away, Offwork'],
    ),
  )
})

test('declineInvitation refuses a reason that the protocol does not know', async () => {
  const reason = 'Bored' as 'Local'
  expect(await outcomeOf((wire) => declineInvitation(wire)({ href: link, reason }, signal))).toMatchObject({
    outcome: { left: { name: 'InvalidInput', operation: 'decline', faults: [{ field: 'reason' }] } },
    sent: 0,
  })
})
