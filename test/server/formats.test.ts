import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { xml } from '../../src/xml/index.ts'
import { toshAlone } from './conversationBetween.ts'
import { ask, hrefOf, serverOnVirtualClock } from './wireClient.ts'

const format = xml()
const vendor = 'application/vnd.microsoft.com.ucwa+xml'
const read = (text: string): unknown => E.getOrElseW((failure) => failure)(format.parse(text))

const startMessaging = async (text: string, contentType: string) => {
  const { server, tosh } = await toshAlone()
  const href = hrefOf(tosh.application._embedded['communication'], 'startMessaging')
  const headers = { 'content-type': contentType }
  return ask(server, 'POST', href, { token: tosh.token, body: text, headers })
}

const invite = '<input><property name="to">sip:lene@contoso.com</property></input>'

test.each([
  [vendor, vendor],
  ['application/vnd.microsoft.ucwa+xml', vendor],
  ['application/xml', vendor],
  ['text/xml;q=0.9', vendor],
  ['image/png, application/xml, application/json', vendor],
  ['application/json, application/xml', 'application/json'],
  ['application/vnd.microsoft.com.ucwa+json', 'application/json'],
  ['application/json;q=0.1, application/xml;q=0.9', vendor],
  ['application/xml;q=0.5, */*', 'application/json'],
  ['application/xml;q=0', 'application/json'],
  ['*/*', 'application/json'],
  ['text/html', 'application/json'],
  ['', 'application/json'],
])('answers Accept %s in %s', async (accept, type) => {
  const { server } = serverOnVirtualClock()

  const answer = await ask(server, 'GET', '/', { headers: { accept } })

  expect(answer.headers['Content-Type']).toBe(`${type}; charset=utf-8`)
})

test('answers with the body of an intervention in the format asked for', async () => {
  const { server } = serverOnVirtualClock()
  const body = { code: 'Forbidden', subcode: 'AnonymousNotAllowed' }
  server.control.intercept({ link: 'root' }, { status: 403, body })

  const answer = await ask(server, 'GET', '/', { headers: { accept: vendor } })

  expect([answer.status, answer.headers['Content-Type'], read(answer.text)]).toEqual([
    403,
    `${vendor}; charset=utf-8`,
    body,
  ])
})

test('answers in XML what it answers in JSON', async () => {
  const { tosh } = await toshAlone()
  const href = hrefOf(tosh.application, 'self')

  const [inJson, inXml] = [await tosh.get(href), await tosh.get(href, { headers: { accept: vendor } })]

  expect(read(inXml.text)).toEqual(inJson.json)
})

test('tells an error in XML', async () => {
  const { server } = serverOnVirtualClock()

  const answer = await ask(server, 'GET', '/nowhere', { headers: { accept: 'application/xml' } })

  expect([answer.status, read(answer.text)]).toEqual([404, { code: 'NotFound', message: 'There is no such resource.' }])
})

test('challenges in HTML whatever is asked for', async () => {
  const { server, tosh } = await toshAlone()

  const answer = await ask(server, 'GET', hrefOf(tosh.application, 'self'), { headers: { accept: vendor } })

  expect([answer.status, answer.headers['Content-Type']]).toEqual([401, 'text/html'])
})

test.each([vendor, 'application/vnd.microsoft.ucwa+xml', 'application/xml; charset=utf-8', 'text/xml'])(
  'takes input of %s',
  async (contentType) => {
    expect((await startMessaging(invite, contentType)).status).toBe(201)
  },
)

test.each([
  ['a document type', `<!DOCTYPE input>${invite}`, 'DeserializationFailure'],
  ['an unclosed element', '<input><property name="to">', 'DeserializationFailure'],
  ['another namespace', '<input xmlns="urn:other"/>', 'DeserializationFailure'],
  ['JSON', '{"to":"sip:lene@contoso.com"}', 'DeserializationFailure'],
  ['text in place of properties', '<input>sip:lene@contoso.com</input>', 'ParameterValidationFailure'],
  ['no property to', '<input/>', 'ParameterValidationFailure'],
  [
    'a list where a text belongs',
    '<input><propertyList name="to"><item>sip:lene@contoso.com</item></propertyList></input>',
    'ParameterValidationFailure',
  ],
  [
    'content that is no data URL',
    `<input><property name="to">sip:lene@contoso.com</property><link rel="message" href="https://x/"/></input>`,
    'ParameterValidationFailure',
  ],
])('refuses XML with %s', async (_, text, subcode) => {
  const answer = await startMessaging(text, vendor)

  expect([answer.status, answer.json['code'], answer.json['subcode']]).toEqual([400, 'BadRequest', subcode])
})

test('takes input in another format than it answers in', async () => {
  const { server, tosh } = await toshAlone()
  const href = hrefOf(tosh.application._embedded['communication'], 'startMessaging')
  const headers = { 'content-type': 'application/xml', accept: 'application/json' }

  const answer = await ask(server, 'POST', href, { token: tosh.token, body: '<input/>', headers })

  expect(answer.json['parameters']).toEqual([{ name: 'to', reason: 'is missing' }])
})
