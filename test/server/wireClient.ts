import { expect, onTestFinished } from 'vitest'
import {
  createServer,
  type Dropped,
  type ServerOptions,
  type ServerResponse,
  type UcwaServer,
} from '../../src/server/index.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'

export interface Shown {
  readonly rel: string
  readonly state: string
  readonly _links: Readonly<Record<string, { readonly href: string }>>
  readonly _embedded: Readonly<Record<string, Shown>>
  readonly [property: string]: unknown
}

export interface ShownEvent {
  readonly link: { readonly rel: string; readonly href: string; readonly title?: string }
  readonly in?: { readonly rel: string; readonly href: string }
  readonly status?: string
  readonly reason?: { readonly code: string; readonly subcode: string }
  readonly _embedded?: Readonly<Record<string, Shown>>
  readonly type: string
}

export interface Page {
  readonly _links: Readonly<Record<string, { readonly href: string }>>
  readonly sender: readonly { readonly rel: string; readonly href: string; readonly events: readonly ShownEvent[] }[]
}

export interface Answered {
  readonly status: number
  readonly headers: ServerResponse['headers']
  readonly text: string
  readonly json: Shown
}

export interface AskOptions {
  readonly token?: string | undefined
  readonly body?: string | object
  readonly headers?: Readonly<Record<string, string>>
}

export const host = 'http://pool.contoso.com:8080'

/** A server on a virtual clock, closed when the test ends; then no timer may be left. */
export const serverOnVirtualClock = (options: ServerOptions = {}): { server: UcwaServer; clock: VirtualClock } => {
  const clock = virtualClock()
  const server = createServer({ clock, random: seededRandom(7), ...options })
  onTestFinished(async () => {
    await server.close()
    expect(clock.pending()).toBe(0)
  })
  return { server, clock }
}

const isDropped = (answer: ServerResponse | Dropped): answer is Dropped => 'dropped' in answer

/** One request without sockets; undefined when the connection breaks. */
export const askOrDrop = async (
  server: UcwaServer,
  method: string,
  href: string,
  { token, body, headers }: AskOptions = {},
  signal?: AbortSignal,
): Promise<Answered | undefined> => {
  const answer = await server.handle(
    {
      method,
      url: new URL(href, host).href,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: typeof body === 'object' ? JSON.stringify(body) : (body ?? ''),
    },
    signal,
  )
  if (isDropped(answer)) return undefined
  const isJson = String(answer.headers['Content-Type']).startsWith('application/json')
  const json = (isJson ? JSON.parse(answer.body) : {}) as Shown
  return { status: answer.status, headers: answer.headers, text: answer.body, json }
}

export const ask = async (...request: Parameters<typeof askOrDrop>): Promise<Answered> => {
  const answer = await askOrDrop(...request)
  if (answer === undefined) throw new Error('the connection broke')
  return answer
}

export const tokenFor = async (server: UcwaServer, user: string, password = 'pass@word1'): Promise<string> => {
  const answer = await ask(server, 'POST', '/webticket/oauthtoken', {
    body: new URLSearchParams({ grant_type: 'password', username: user, password }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  return String(answer.json['access_token'])
}

/** A user who has an application, and follows links. */
export interface WireUser {
  readonly token: string
  readonly application: Shown
  readonly get: (href: string, options?: AskOptions) => Promise<Answered>
  readonly post: (href: string, body?: string | object, headers?: Readonly<Record<string, string>>) => Promise<Answered>
  readonly put: (href: string, body: object, headers?: Readonly<Record<string, string>>) => Promise<Answered>
  readonly remove: (href: string) => Promise<Answered>
  /** The next page of events, once it comes. */
  readonly page: (query?: string, signal?: AbortSignal) => Promise<Page>
  /** Where the next page will be. */
  readonly next: () => string
  readonly startMessaging: (input: object) => Promise<Answered>
}

export interface SignInOptions {
  readonly endpointId?: string
  readonly available?: object | false
}

export const hrefOf = (resource: Shown | undefined, rel: string): string => {
  const href = resource?._links[rel]?.href
  if (href === undefined) throw new Error(`no link ${rel}`)
  return href
}

export const signIn = async (
  server: UcwaServer,
  user: string,
  { endpointId = 'endpoint', available = { supportedModalities: ['Messaging'] } }: SignInOptions = {},
): Promise<WireUser> => {
  const token = await tokenFor(server, user)
  const created = await ask(server, 'POST', '/ucwa/oauth/v1/apps', {
    token,
    body: { userAgent: 'test', endpointId, culture: 'en-US' },
  })
  const application = created.json
  let next = hrefOf(application, 'events')
  const post: WireUser['post'] = (href, body, headers) =>
    ask(server, 'POST', href, { token, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) })
  if (available !== false) {
    await post(hrefOf(application._embedded['me'], 'makeMeAvailable'), available)
  }
  return {
    token,
    application,
    get: (href, options) => ask(server, 'GET', href, { token, ...options }),
    post,
    put: (href, body, headers) => ask(server, 'PUT', href, { token, body, ...(headers ? { headers } : {}) }),
    remove: (href) => ask(server, 'DELETE', href, { token }),
    page: async (query = '', signal) => {
      const answer = await ask(server, 'GET', next + query, { token }, signal)
      if (answer.status !== 200) throw new Error(`the P-GET was answered ${answer.status} ${answer.text}`)
      const page = JSON.parse(answer.text) as Page
      next = page._links['next']?.href ?? page._links['resume']?.href ?? page._links['resync']?.href ?? next
      return page
    },
    next: () => next,
    startMessaging: (input) => post(hrefOf(application._embedded['communication'], 'startMessaging'), input),
  }
}

export const eventsOf = (page: Page): readonly ShownEvent[] => page.sender.flatMap(({ events }) => events)

/** Events as the guide writes them: `conversation > added participant in typingParticipants`. */
export const summary = (...pages: readonly Page[]): readonly string[] =>
  pages.flatMap(({ sender }) =>
    sender.flatMap(({ rel, events }) =>
      events.map((event) => {
        const body = event._embedded?.[event.link.rel]
        const state = body?.state === undefined ? '' : ` ${body.state}`
        const context = event.in === undefined ? '' : ` in ${event.in.rel}`
        const status = event.status === undefined ? '' : ` ${event.status}`
        const subcode = event.reason === undefined ? '' : ` (${event.reason.subcode})`
        return `${rel} > ${event.type} ${event.link.rel}${context}${state}${status}${subcode}`
      }),
    ),
  )

/** The body of the newest event about a relation. */
export const shown = (rel: string, ...pages: readonly Page[]): Shown => {
  const found = pages
    .flatMap(eventsOf)
    .findLast((event) => event.link.rel === rel && event._embedded?.[rel] !== undefined)?._embedded?.[rel]
  if (found === undefined) throw new Error(`no ${rel} was shown`)
  return found
}
