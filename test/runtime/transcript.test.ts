import { expect, test } from 'vitest'
import type { ConversationLogTranscript } from '../../src/protocol/resource/conversationLogTranscripts.ts'
import { Transcript } from '../../src/runtime/transcript.ts'

const messageOf = (links: Readonly<Record<string, { readonly href: string }>>): ConversationLogTranscript => ({
  timeStamp: '/Date(1000)/',
  _links: { contact: { href: '/lene' } },
  _embedded: { messageTranscript: { _links: links } },
})

const readingOf = (resource: ConversationLogTranscript) => {
  const { kind, direction, sentAt, text, html } = new Transcript(resource, undefined)
  return { kind, direction, sentAt, text, html }
}

test.each([
  ['plain text', { plainMessage: { href: 'data:text/plain,Hi+you' } }, { text: 'Hi you', html: undefined }],
  ['HTML', { htmlMessage: { href: 'data:text/html,%3cb%3e' } }, { text: undefined, html: { untrusted: '<b>' } }],
  ['nothing', {}, { text: undefined, html: undefined }],
  ['what cannot be read', { plainMessage: { href: 'https://a/' } }, { text: undefined, html: undefined }],
])('reads a message of %s', (_, links, content) => {
  expect(readingOf(messageOf(links))).toEqual({
    kind: 'messageTranscript',
    direction: 'Incoming',
    sentAt: new Date(1000),
    ...content,
  })
})

test("knows the user's own", () => {
  expect(new Transcript({ _links: { me: { href: '/me' } } }, undefined).direction).toBe('Outgoing')
})

test('names a kind that is not read', () => {
  const embedded = { audioTranscript: {}, messageTranscript: null }
  const resource: ConversationLogTranscript = { _embedded: embedded }
  expect(readingOf(resource)).toEqual({
    kind: 'audioTranscript',
    direction: 'Incoming',
    sentAt: undefined,
    text: undefined,
    html: undefined,
  })
})

test.each<[ConversationLogTranscript, string | undefined]>([
  [{}, undefined],
  [{ _embedded: { messageTranscript: {} } }, 'messageTranscript'],
])('makes nothing of %o', (resource, kind) => {
  expect(readingOf(resource)).toEqual({
    kind,
    direction: 'Incoming',
    sentAt: undefined,
    text: undefined,
    html: undefined,
  })
})
