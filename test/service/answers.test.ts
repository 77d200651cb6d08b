import { either as E } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import { createApplication } from '../../src/service/createApplication.ts'
import { sendMessage } from '../../src/service/sendMessage.ts'
import { startMessaging } from '../../src/service/startMessaging.ts'
import { reply, resource, type Reply } from '../support/fakeHttp.ts'
import { link, signal, wireTo } from './wire.ts'

const url = `${link}?operationId=1`
const message = { href: link, operationId: '1', content: { text: 'Hi' } }
const invitation = {
  href: link,
  operationId: '1',
  to: 'sip:lene@contoso.com',
  subject: undefined,
  importance: undefined,
  threadId: undefined,
  message: undefined,
  customContent: undefined,
}

const sent = (answer: Reply) => sendMessage(wireTo(answer, url).wire)(message, signal)()
const invited = (answer: Reply) => startMessaging(wireTo(answer).wire)(invitation, signal)()

describe.each([
  ['sendMessage', sent],
  ['startMessaging', invited],
] as const)('%s', (_, outcomeOf) => {
  test.each([
    ['an absolute Location', 'https://pool.contoso.com/ucwa/m/1', 'https://pool.contoso.com/ucwa/m/1'],
    ['a Location with a path', '/ucwa/m/1', 'https://pool.contoso.com/ucwa/m/1'],
    ['a relative Location', 'm/1', 'https://pool.contoso.com/ucwa/v1/applications/1/m/1'],
  ])('reads %s', async (__, location, gives) => {
    expect(await outcomeOf(reply(201, '', { location }))).toEqual(E.right({ location: gives }))
  })
})

describe.each([
  ['no Location', reply(201)],
  ['an empty Location', reply(201, '', { location: '' })],
  ['a Location that is no URL', reply(201, '', { location: 'http://[' })],
  ['an HTML page', reply(200, '<html></html>', { 'content-type': 'text/html' })],
] as const)('a success with %s', (_, answer) => {
  test('is one for startMessaging', async () => {
    expect(await invited(answer)).toEqual(E.right({ location: undefined }))
  })

  test('is unreadable for sendMessage, since its events name no operation', async () => {
    expect(await sent(answer)).toMatchObject({
      left: { name: 'Unreadable', operation: 'sendMessage', reason: 'no Location' },
    })
  })
})

test('sendMessage resolves a Location against the host that answered', async () => {
  const answer: Reply = { status: 201, text: '', headers: { location: '/m/1' }, url: 'https://pool.contoso.com/a/b' }
  expect(await sendMessage(wireTo(answer, url).wire)(message, signal)()).toEqual(
    E.right({ location: 'https://pool.contoso.com/m/1' }),
  )
})

test('sendMessage leaves an href that is no URL to the request', async () => {
  const { wire } = wireTo(reply(201), 'http://[')
  expect(await sendMessage(wire)({ ...message, href: 'http://[' }, signal)()).toMatchObject({
    left: { href: 'http://[', status: 201, reason: 'no Location' },
  })
})

describe('createApplication', () => {
  const input = { userAgent: 'u', endpointId: 'e', culture: 'en-US' }
  const outcomeOf = (answer: Reply) => createApplication(wireTo(answer).wire)({ href: link, input }, signal)()
  const application = {
    culture: 'en-US',
    userAgent: 'u',
    newerThanThisClient: [1],
    _links: { self: { href: '/ucwa/1' }, events: { href: '/ucwa/1/events?ack=1' }, newLink: { href: '/n' } },
    _embedded: { me: { uri: 'sip:tosh@contoso.com', _links: { self: { href: '/ucwa/1/me' } } } },
  }

  test('gives the application with everything in it', async () => {
    expect(await outcomeOf(resource(application, 201))).toEqual(E.right({ application, url: link, isNew: true }))
  })

  test('gives the URL that the hrefs are relative to', async () => {
    const moved = 'https://pool.contoso.com/ucwa/v2/applications'
    expect(await outcomeOf({ ...resource(application, 201), url: moved })).toEqual(
      E.right({ application, url: moved, isNew: true }),
    )
  })

  test.each<[string, Reply, string]>([
    ['no body', reply(201), 'the media type is missing, not application/json'],
    ['HTML', reply(200, '<p>', { 'content-type': 'text/html' }), 'the media type is text/html, not application/json'],
    ['cut JSON', reply(201, '{"_links"', { 'content-type': 'application/json' }), 'not JSON: SyntaxError'],
  ])('is Unreadable with %s', async (_, answer, reason) => {
    const status = 'status' in answer ? answer.status : undefined
    expect(await outcomeOf(answer)).toEqual(
      E.left({ name: 'Unreadable', operation: 'applications', method: 'POST', href: link, status, reason, faults: [] }),
    )
  })

  test('says what an application lacks', async () => {
    expect(await outcomeOf(resource({ _links: {} }, 201))).toMatchObject({
      left: { name: 'Unreadable', operation: 'applications', faults: [{ path: '/_links/self', got: 'nothing' }] },
    })
  })
})
