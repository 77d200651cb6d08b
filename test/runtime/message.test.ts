import { expect, test } from 'vitest'
import type { Message as MessageResource } from '../../src/protocol/resource/message.ts'
import { Message, type Person } from '../../src/runtime/message.ts'

const receivedAt = Date.UTC(2026, 0, 1)
const lene: Person = { name: 'Lene Aaling', uri: 'sip:lene@contoso.com' }

const message = (links: object = {}, more: Partial<MessageResource> = {}) =>
  new Message(
    { direction: 'Incoming', ...more, _links: { self: { href: '/messages/1' }, ...links } },
    { from: () => lene, status: 'Succeeded', receivedAt },
  )

const plain = (href: string) => ({ plainMessage: { href } })
const html = (href: string) => ({ htmlMessage: { href } })
const broken = { name: 'DataUrlFailure', reason: 'does not start with data:' }

test('shows plain text', () => {
  const { text, html, fault } = message(plain('data:text/plain,Hi+there'))
  expect({ text, html, fault }).toEqual({ text: 'Hi there', html: undefined, fault: undefined })
})

test('shows HTML as something that is not trusted', () => {
  const { text, html: markup, fault } = message(html('data:text/html,%3Cb%3EHi'))
  expect({ text, html: markup, fault }).toEqual({ text: undefined, html: { untrusted: '<b>Hi' }, fault: undefined })
})

test('shows neither where neither was sent', () => {
  const { text, html: markup, fault } = message()
  expect({ text, html: markup, fault }).toEqual({ text: undefined, html: undefined, fault: undefined })
})

test.each([
  ['plain text', plain('Hi')],
  ['HTML', html('Hi')],
  ['HTML beside plain text that can', { ...plain('data:,Hi'), ...html('Hi') }],
])('says why %s cannot be read', (_, links) => {
  expect(message(links).fault).toEqual(broken)
})

test('shows no text that cannot be read', () => {
  const { text, html: markup } = message({ ...plain('Hi'), ...html('Hi') })
  expect([text, markup]).toEqual([undefined, undefined])
})

test.each([
  ['/Date(1767312000000)/', Date.UTC(2026, 0, 2)],
  [undefined, receivedAt],
  ['yesterday', receivedAt],
])('with a timeStamp of %s was sent at %d', (timeStamp, at) => {
  expect(message({}, timeStamp === undefined ? {} : { timeStamp }).sentAt.getTime()).toBe(at)
})

test.each(['Incoming', 'Outgoing'] as const)('is %s as the server says', (direction) => {
  expect(message({}, { direction }).direction).toBe(direction)
})

test('is from whoever is known to have written it when somebody asks', () => {
  const names: string[] = []
  const from = () => ({ name: names[0], uri: undefined })
  const late = new Message(message().resource, { from, status: 'Failed', receivedAt })
  names.push('Lene Aaling')
  expect([late.from, late.status]).toEqual([{ name: 'Lene Aaling', uri: undefined }, 'Failed'])
})

test('names those who did not get it', () => {
  const failed = new Message(message().resource, {
    from: () => undefined,
    status: 'Failed',
    failedFor: () => [lene],
    receivedAt,
  })
  expect([failed.failedDeliveryParticipant, message().failedDeliveryParticipant]).toEqual([[lene], []])
})
