import { taskEither as TE } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Http, HttpRequest, HttpResponse } from '../../src/transport/http.ts'
import { password } from '../../src/transport/password.ts'
import { token } from '../../src/transport/token.ts'
import type { Credentials } from '../../src/transport/credentials.ts'
import { cast, richSession } from './richSession.ts'
import { format, secret, virtualWorld } from './world.ts'

const thief = 'evil.example'
const words = { plain: 'plain words', html: '<b>markup</b>', custom: 'custom words', note: 'noted words' }

type Meddle = (response: HttpResponse, request: HttpRequest) => HttpResponse

interface Outcome {
  /** What the thief was asked: the relation, and the headers and bodies that he got. */
  readonly asked: readonly HttpRequest[]
  readonly relations: ReadonlySet<string>
}

/** A thief who asks for a token like any server, takes each for good, and sends on to nowhere. */
const challenge = (url: string): HttpResponse => ({
  status: 401,
  url,
  header: (name) =>
    name.toLowerCase() === 'www-authenticate'
      ? `MsRtcOAuth href="${new URL(url).origin}/token",grant_type="password"`
      : undefined,
  text: '',
})

/** A rich session with a server whose answers somebody meddles with. */
const play = async (scheme: string, credentials: Credentials | undefined, meddle: Meddle): Promise<Outcome> => {
  const world = virtualWorld({ users: cast })
  const asked: HttpRequest[] = []
  const relations = new Set<string>()
  const http: Http = (request, signal) => {
    if (new URL(request.url).hostname === thief) {
      asked.push(request)
      return TE.right(challenge(request.url))
    }
    return TE.map((response: HttpResponse) => {
      led(response.text, (rel) => relations.add(rel).size < 0, scheme)
      return meddle(response, request)
    })(world.http(request, signal))
  }
  const client = world.client('tosh', {
    rootUrl: `${scheme}://pool.contoso.com/`,
    http,
    ...(credentials && { credentials }),
  })
  await richSession(world, client, words)
  return { asked, relations }
}

const amp = format.name === 'JSON' ? '&' : '&amp;'

const hrefs =
  format.name === 'JSON'
    ? [/("([\w:]+)":\s*\[?\{"href":")((?:\/|https?:)[^"]*)/g, /("rel":"([\w:]+)","href":")((?:\/|https?:)[^"]*)/g]
    : [/( rel="([\w:]+)" href=")((?:\/|https?:)[^"]*)/g]

/** Every href of these relations leads to the thief, wherever in the answer it stands. */
const led = (text: string, isLed: (rel: string) => boolean, scheme: string): string => {
  const away = (whole: string, before: string, rel: string, href: string) => {
    if (!isLed(rel)) return whole
    const { pathname, search } = new URL(href.replaceAll(amp, '&'), 'http://pool')
    return `${before}${scheme}://${thief}${pathname}${search.replaceAll('&', amp)}`
  }
  return hrefs.reduce((rest, pattern) => rest.replaceAll(pattern, away), text)
}

const credentialsOf: Readonly<Record<string, () => Credentials>> = {
  password: () => password('tosh@contoso.com', secret),
  token: () => token('cwt=preset-of-tosh'),
}

/** Without these there is no session, or little of one: each has a session of its own. All others share one. */
const needed = [
  'user',
  'applications',
  'self',
  'events',
  'next',
  'me',
  'people',
  'communication',
  'makeMeAvailable',
  'startMessaging',
  'batch',
  'conversation',
  'messaging',
  'messagingInvitation',
  'message',
  'participant',
]

const stroll = async (scheme: string, by: string, isLed: (rel: string) => boolean): Promise<readonly unknown[]> => {
  const { asked } = await play(scheme, credentialsOf[by]?.(), (response) => ({
    ...response,
    text: led(response.text, isLed, scheme),
  }))
  return asked.map(({ operation, url }) => [operation, url])
}

test('a rich session follows more than fifty relations, and asks one host', async () => {
  const { asked, relations } = await play('http', credentialsOf['password']?.(), (response) => response)
  expect([asked, relations.size > 50, needed.filter((rel) => rel !== 'self' && !relations.has(rel))]).toEqual([
    [],
    true,
    [],
  ])
})

test.each(needed)('no href of %s leads a request to another host', async (rel) => {
  expect(await stroll('http', 'password', (one) => one === rel)).toEqual([])
})

test.each([
  ['http', 'password'],
  ['https', 'password'],
  ['http', 'token'],
  ['https', 'token'],
])('over %s with a %s no other href does', async (scheme, by) => {
  expect(await stroll(scheme, by, (rel) => !needed.includes(rel))).toEqual([])
})

const signsIn: ReadonlySet<string> = new Set(['discoverRoot', 'readUser', 'token', 'applications'])

const header = (response: HttpResponse, name: string, value: string): HttpResponse => ({
  ...response,
  header: (asked) => (asked.toLowerCase() === name ? value : response.header(asked)),
})

const tricks: Readonly<Record<string, (response: HttpResponse) => HttpResponse>> = {
  'a redirect': (response) => ({ ...header(response, 'location', `https://${thief}/`), status: 307 }),
  'a followed redirect': (response) => ({ ...challenge(`https://${thief}/`), status: 401, text: response.text }),
  'a challenge': (response) => ({
    ...header(response, 'www-authenticate', `MsRtcOAuth href="https://${thief}/token",grant_type="password"`),
    status: 401,
  }),
  'a Location': (response) => header(response, 'location', `https://${thief}${new URL(response.url).pathname}`),
}

const moments: Readonly<Record<string, (request: HttpRequest) => boolean>> = {
  command: ({ method }) => method !== 'GET',
  read: ({ method, operation }) => method === 'GET' && operation !== 'events',
  'P-GET': ({ operation }) => operation === 'events',
}

test.each(Object.keys(tricks).flatMap((trick) => Object.keys(moments).map((moment) => [trick, moment] as const)))(
  '%s in answer to a %s does not',
  async (trick, moment) => {
    const { asked } = await play('https', credentialsOf['password']?.(), (response, request) =>
      !signsIn.has(request.operation) && moments[moment]?.(request) === true
        ? (tricks[trick]?.(response) ?? response)
        : response,
    )
    expect(asked).toEqual([])
  },
)
