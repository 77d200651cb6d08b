import type { taskEither as TE } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../../src/protocol/failure.ts'
import { acceptInvitation } from '../../src/service/acceptInvitation.ts'
import { addMessaging } from '../../src/service/addMessaging.ts'
import { cancelInvitation } from '../../src/service/cancelInvitation.ts'
import type { Wire } from '../../src/service/command.ts'
import { continueMessaging } from '../../src/service/continueMessaging.ts'
import { createApplication } from '../../src/service/createApplication.ts'
import { declineInvitation } from '../../src/service/declineInvitation.ts'
import { deleteApplication } from '../../src/service/deleteApplication.ts'
import { leaveConversation } from '../../src/service/leaveConversation.ts'
import { makeMeAvailable } from '../../src/service/makeMeAvailable.ts'
import { markAsRead } from '../../src/service/markAsRead.ts'
import { removeConversationLog } from '../../src/service/removeConversationLog.ts'
import { reportMyActivity } from '../../src/service/reportMyActivity.ts'
import { sendMessage } from '../../src/service/sendMessage.ts'
import { setIsTyping } from '../../src/service/setIsTyping.ts'
import { startMessaging } from '../../src/service/startMessaging.ts'
import { stopMessaging } from '../../src/service/stopMessaging.ts'
import { reply } from '../support/fakeHttp.ts'
import { signal, wireTo } from './wire.ts'

const href = 'https://pool.contoso.com/x'

/** The one request that a verb sends, as text. */
const textOf = async (
  run: (wire: Wire) => TE.TaskEither<Failure, unknown>,
  url = href,
): Promise<readonly (string | undefined)[]> => {
  const { wire, http } = wireTo(reply(204), url)
  await run(wire)()
  return http.requests.flatMap(({ method, url: sent, headers, body }) => [
    `${method} ${sent}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [body]),
  ])
}

const bare = {
  subject: undefined,
  importance: undefined,
  threadId: undefined,
  message: undefined,
  customContent: undefined,
}

describe('createApplication', () => {
  const input = { userAgent: 'rx-ucwa/1', endpointId: 'a917c6f4-976c', culture: 'de-DE' }

  test('posts the names of the application', async () => {
    expect(await textOf((wire) => createApplication(wire)({ href, input }, signal))).toEqual([
      'POST https://pool.contoso.com/x',
      'Accept: application/json',
      'Content-Type: application/json',
      '{"userAgent":"rx-ucwa/1","endpointId":"a917c6f4-976c","culture":"de-DE"}',
    ])
  })

  test('needs revision 2 for one instance of several', async () => {
    const several = { ...input, instanceId: 'tab 1' }
    expect(await textOf((wire) => createApplication(wire)({ href, input: several }, signal))).toEqual([
      'POST https://pool.contoso.com/x',
      'Accept: application/json',
      'Content-Type: application/json',
      'X-MS-RequiresMinResourceVersion: 2',
      '{"userAgent":"rx-ucwa/1","endpointId":"a917c6f4-976c","culture":"de-DE","instanceId":"tab 1"}',
    ])
  })
})

test('makeMeAvailable posts what it is given', async () => {
  const input = { supportedModalities: ['Messaging'], supportedMessageFormats: ['Plain', 'Html'], signInAs: 'Busy' }
  expect(await textOf((wire) => makeMeAvailable(wire)({ href, input }, signal))).toEqual([
    'POST https://pool.contoso.com/x',
    'Accept: application/json',
    'Content-Type: application/json',
    '{"supportedModalities":["Messaging"],"supportedMessageFormats":["Plain","Html"],"signInAs":"Busy"}',
  ])
})

test.each([
  ['acceptInvitation', acceptInvitation],
  ['cancelInvitation', cancelInvitation],
  ['markAsRead', markAsRead],
  ['reportMyActivity', reportMyActivity],
  ['setIsTyping', setIsTyping],
  ['stopMessaging', stopMessaging],
])('%s posts without a body', async (_, verb) => {
  expect(await textOf((wire) => verb(wire)({ href }, signal))).toEqual([
    'POST https://pool.contoso.com/x',
    'Accept: application/json',
  ])
})

test.each([
  ['deleteApplication', deleteApplication],
  ['leaveConversation', leaveConversation],
  ['removeConversationLog', removeConversationLog],
])('%s deletes', async (_, verb) => {
  expect(await textOf((wire) => verb(wire)({ href }, signal))).toEqual([
    'DELETE https://pool.contoso.com/x',
    'Accept: application/json',
  ])
})

test.each(['Local', 'Global'] as const)('declineInvitation posts the reason %s', async (reason) => {
  expect(await textOf((wire) => declineInvitation(wire)({ href, reason }, signal))).toEqual([
    'POST https://pool.contoso.com/x',
    'Accept: application/json',
    'Content-Type: application/json',
    `{"reason":"${reason}"}`,
  ])
})

describe('startMessaging', () => {
  test('posts no more than it is given', async () => {
    const input = { ...bare, href, operationId: '5f3', to: 'sip:lene@contoso.com' }
    expect(await textOf((wire) => startMessaging(wire)(input, signal))).toEqual([
      'POST https://pool.contoso.com/x',
      'Accept: application/json',
      'Content-Type: application/json',
      '{"operationId":"5f3","to":"sip:lene@contoso.com"}',
    ])
  })

  test('posts everything it is given', async () => {
    const input = {
      href,
      operationId: '5f3',
      to: 'sip:lene@contoso.com',
      subject: 'Lunch? "Now"',
      importance: 'Urgent',
      threadId: 'Ac1',
      message: { text: 'Hi Lene' },
      customContent: { mediaType: 'application/sdp', text: 'v=0' },
    }
    expect(await textOf((wire) => startMessaging(wire)(input, signal))).toEqual([
      'POST https://pool.contoso.com/x',
      'Accept: application/json',
      'Content-Type: application/json',
      'X-MS-RequiresMinResourceVersion: 2',
      '{"operationId":"5f3","to":"sip:lene@contoso.com","subject":"Lunch? \\"Now\\"","importance":"Urgent",' +
        '"threadId":"Ac1","_links":{"message":{"href":"data:text/plain;charset=utf-8;base64,SGkgTGVuZQ=="},' +
        '"customContent":{"href":"data:application/sdp;charset=utf-8;base64,dj0w"}}}',
    ])
  })

  test.each([
    ['plain text', { text: 'Hi' }, 'data:text/plain;charset=utf-8;base64,SGk='],
    ['HTML', { html: '<b>Hi</b>' }, 'data:text/html;charset=utf-8;base64,PGI+SGk8L2I+'],
    ['emoji', { text: '👋🏽' }, 'data:text/plain;charset=utf-8;base64,8J+Ri/Cfj70='],
    ['signs', { text: '50 %, 1+1' }, 'data:text/plain;charset=utf-8;base64,NTAgJSwgMSsx'],
  ] as const)('posts a first message of %s as a data URL', async (_, message, url) => {
    const input = { ...bare, href, operationId: '1', to: 'sip:lene@contoso.com', message }
    const text = await textOf((wire) => startMessaging(wire)(input, signal))
    expect(text.at(-1)).toBe(`{"operationId":"1","to":"sip:lene@contoso.com","_links":{"message":{"href":"${url}"}}}`)
  })
})

describe.each([
  ['addMessaging', addMessaging],
  ['continueMessaging', continueMessaging],
])('%s', (_, verb) => {
  test.each([
    ['nothing else', undefined, ''],
    ['a first message', { text: 'Hi' }, ',"_links":{"message":{"href":"data:text/plain;charset=utf-8;base64,SGk="}}'],
  ] as const)('posts its operationId with %s', async (_title, message, more) => {
    expect(await textOf((wire) => verb(wire)({ href, operationId: '5f3', message }, signal))).toEqual([
      'POST https://pool.contoso.com/x',
      'Accept: application/json',
      'Content-Type: application/json',
      `{"operationId":"5f3"${more}}`,
    ])
  })
})

describe('sendMessage', () => {
  test('posts the raw text', async () => {
    const run = (wire: Wire) => sendMessage(wire)({ href, operationId: '5f3', content: { text: 'Hi Lene' } }, signal)
    expect(await textOf(run, 'https://pool.contoso.com/x?operationId=5f3')).toEqual([
      'POST https://pool.contoso.com/x?operationId=5f3',
      'Accept: application/json',
      'Content-Type: text/plain; charset=utf-8',
      'Hi Lene',
    ])
  })

  test('posts raw HTML', async () => {
    const content = { html: '<b>Hi</b> &amp; <i>bye</i>' }
    const run = (wire: Wire) => sendMessage(wire)({ href, operationId: '5f3', content }, signal)
    expect(await textOf(run, 'https://pool.contoso.com/x?operationId=5f3')).toEqual([
      'POST https://pool.contoso.com/x?operationId=5f3',
      'Accept: application/json',
      'Content-Type: text/html; charset=utf-8',
      '<b>Hi</b> &amp; <i>bye</i>',
    ])
  })

  test.each(['👩‍👩‍👧 👋🏽', '50 %, 1+1=2, %41', 'Zeile 1\r\nZeile 2\n', ' ', '{"text":"x"}', '\u0000'])(
    'posts %j as it is',
    async (text) => {
      const run = (wire: Wire) => sendMessage(wire)({ href, operationId: '1', content: { text } }, signal)
      expect((await textOf(run, `${href}?operationId=1`)).at(-1)).toBe(text)
    },
  )

  test.each([
    ['/send?session=a%2Bb&x', '/send?session=a%2Bb&x&operationId=1'],
    ['/send?empty=&plus=a+b', '/send?empty=&plus=a+b&operationId=1'],
    ['/send?operationId=old', '/send?operationId=1'],
    ['/send?', '/send?operationId=1'],
  ])('adds its operationId to %s', async (path, sent) => {
    const host = 'https://pool.contoso.com'
    const input = { href: host + path, operationId: '1', content: { text: 'Hi' } }
    const text = await textOf((wire) => sendMessage(wire)(input, signal), host + sent)
    expect(text[0]).toBe(`POST ${host}${sent}`)
  })

  test('escapes an operationId', async () => {
    const run = (wire: Wire) => sendMessage(wire)({ href, operationId: 'a b&c+d', content: { text: 'Hi' } }, signal)
    const url = `${href}?operationId=a%20b%26c%2Bd`
    expect((await textOf(run, url))[0]).toBe(`POST ${url}`)
  })
})
