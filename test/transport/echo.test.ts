import { expect, test } from 'vitest'
import { encodeBase64, encodePercent } from '../../src/protocol/dataUrl.ts'
import { discreet, secretsOf, withoutEchoes } from '../../src/transport/echo.ts'

const text = `5 > 4 & "ü" +\n100 %`

test.each([
  ['as it is', text],
  ['in JSON', JSON.stringify(text).slice(1, -1)],
  ['in XML', '5 &gt; 4 &amp; "ü" +\n100 %'],
  ['in an attribute', '5 &gt; 4 &amp; &quot;ü&quot; +&#10;100 %'],
  ['in a URL', encodeURIComponent(text)],
  ['in a form', '5+%3E+4+%26+%22%C3%BC%22+%2B%0A100+%25'],
  ['in a form that writes no plus', '5%20%3E%204%20%26%20%22%C3%BC%22%20%2B%0A100%20%25'],
  ['in a data URL', encodePercent('text/plain', text).split(',')[1] ?? ''],
  ['in base64', encodeBase64('text/plain', text).split(',')[1]?.replaceAll('=', '') ?? ''],
])('hides a secret %s', (_, form) => {
  expect(withoutEchoes(`before ${form} after`, [text])).toBe('before … after')
})

test('leaves alone what is too short to tell from chance', () => {
  expect(withoutEchoes('the message is too long', ['a', 'ess'])).toBe('the message is too long')
})

test.each([
  ['nothing but its token', { headers: { authorization: 'Bearer  cwt=A' } }, ['cwt=A', '']],
  ['a message', { headers: { 'Content-Type': 'text/plain' }, body: 'Hi you' }, ['', 'Hi you']],
])('knows %s in a request', (_, request, secrets) => {
  expect(secretsOf(request)).toEqual(secrets)
})

test.each([
  ['a password', 'application/x-www-form-urlencoded;charset=UTF-8', 'username=tosh&password=a%26b', ['a&b']],
  ['a first message', 'application/json', `{"href":"${encodeBase64('text/plain', text)}"}`, [text]],
  ['no message that cannot be read', 'application/json', '{"href":"data:;base64,%"}', []],
  ['a note', 'application/json', '{"message":"a\\"b"}', ['a"b']],
  ['a note in XML', 'application/xml', '<property name="message">a &lt;b&gt; &amp;lt;</property>', ['a <b> &lt;']],
  ['an empty note in XML', 'application/xml', '<property name="message"></property>', ['']],
])('knows %s in the body of a request, besides the whole', (_, type, body, secrets) => {
  expect(secretsOf({ headers: { 'Content-Type': type }, body })).toEqual(['', body, ...secrets])
})

test('knows of a batch its token alone', () => {
  const headers = { Authorization: 'Bearer cwt=A', 'Content-Type': 'Multipart/batching; boundary=a' }
  expect(secretsOf({ headers, body: '--a' })).toEqual(['cwt=A'])
})

test('hides the longer of two secrets whole, where one is part of the other', () => {
  expect(withoutEchoes('no Hidden words', ['Hidden', 'Hidden words'])).toBe('no …')
})

test('hides four characters', () => {
  expect(withoutEchoes('no word', ['word'])).toBe('no …')
})

test('hides what an answer that makes no sense repeats', () => {
  const failure = {
    name: 'Unreadable',
    operation: 'note',
    method: 'POST',
    href: 'https://pool/note',
    status: 200,
    reason: 'not Hidden',
    faults: [],
  } as const
  expect(discreet(failure, () => ['Hidden'])).toEqual({ ...failure, reason: 'not …' })
})

test('leaves alone what is of no answer', () => {
  const failure = { name: 'Aborted', operation: 'note', method: 'POST', href: 'https://pool/note' } as const
  expect(discreet(failure, () => ['Hidden'])).toBe(failure)
})

test('hides what a refusal repeats, at any level', () => {
  const failure = {
    name: 'Refused',
    operation: 'note',
    method: 'POST',
    href: 'https://pool/note',
    status: 400,
    code: 'BadRequest',
    subcode: 'of Hidden',
    message: 'not Hidden',
    parameters: [{ name: 'a', reason: { Hidden: ['Hidden!', 7] } }],
    retryAfter: undefined,
    diagnostics: 'reason="Hidden"',
  } as const
  expect(discreet(failure, () => ['Hidden'])).toEqual({
    ...failure,
    subcode: 'of …',
    message: 'not …',
    parameters: [{ name: 'a', reason: { '…': ['…!', 7] } }],
    diagnostics: 'reason="…"',
  })
})

const inLists = (item: unknown): unknown => [item]
const inObjects = (item: unknown): unknown => ({ item })

const told = (wrap: (item: unknown) => unknown, depth: number) => {
  let parameters: unknown = 'Hidden'
  for (let level = 0; level < depth; level++) parameters = wrap(parameters)
  const none = { code: undefined, subcode: undefined, message: undefined, retryAfter: undefined }
  const attempt = { operation: 'a', method: 'GET', href: 'b' }
  return JSON.stringify(
    discreet({ name: 'Refused', ...attempt, status: 400, ...none, diagnostics: undefined, parameters }, () => [
      'Hidden',
    ]),
  )
}

test.each([
  ['lists', inLists],
  ['objects', inObjects],
])('is not harmed by %s of any depth', (_, wrap) => {
  expect(told(wrap, 100_000)).not.toContain('Hidden')
})

test.each([
  ['lists', inLists],
  ['objects', inObjects],
])('tells of nine levels of %s, and of no more', (_, wrap) => {
  expect([9, 10].map((depth) => told(wrap, depth).includes('…'))).toEqual([true, false])
})

test('hides in a form what URLs write otherwise', () => {
  expect(withoutEchoes('before it%27s%20me%21%20%28%2B%29 after', ["it's me! (+)"])).toBe('before … after')
})
