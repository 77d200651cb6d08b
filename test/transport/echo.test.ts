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
  ['in a data URL', encodePercent('text/plain', text).split(',')[1] ?? ''],
  ['in base64', encodeBase64('text/plain', text).split(',')[1]?.replaceAll('=', '') ?? ''],
])('hides a secret %s', (_, form) => {
  expect(withoutEchoes(`before ${form} after`, [text])).toBe('before … after')
})

test('leaves alone what is too short to tell from chance', () => {
  expect(withoutEchoes('the message is too long', ['a', 'ess'])).toBe('the message is too long')
})

test.each([
  ['a token', { headers: { authorization: 'Bearer cwt=A' } }, 'cwt=A'],
  ['a password', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'password=a%26b' }, 'a&b'],
  ['a message', { headers: { 'Content-Type': 'text/plain' }, body: 'Hi you' }, 'Hi you'],
  [
    'a first message',
    { headers: { 'Content-Type': 'application/json' }, body: `{"href":"${encodeBase64('text/plain', text)}"}` },
    text,
  ],
  ['a note', { headers: { 'Content-Type': 'application/json' }, body: '{"message":"a\\"b"}' }, 'a"b'],
  [
    'a note in XML',
    { headers: { 'Content-Type': 'application/xml' }, body: '<property name="message">a &lt;b&gt;</property>' },
    'a <b>',
  ],
])('knows %s in a request', (_, request, secret) => {
  expect(secretsOf(request)).toContain(secret)
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

test('is not harmed by parameters of any depth', () => {
  let parameters: unknown = 'Hidden'
  for (let depth = 0; depth < 100_000; depth++) parameters = [parameters]
  const failure = { name: 'Refused', operation: 'a', method: 'GET', href: 'b', status: 400 } as const
  const none = {
    code: undefined,
    subcode: undefined,
    message: undefined,
    retryAfter: undefined,
    diagnostics: undefined,
  }
  expect(JSON.stringify(discreet({ ...failure, ...none, parameters }, () => ['Hidden']))).not.toContain('Hidden')
})
