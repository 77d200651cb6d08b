import { onTestFinished } from 'vitest'
import { createServer, type ServerOptions, type UcwaServer } from '../../src/server/index.ts'
import { seededRandom } from '../support/seededRandom.ts'
import type { Shown } from './wireClient.ts'

/** Preset tokens of the users that `overHttp` knows. */
export const tokens = { tosh: 'cwt=tosh', lene: 'cwt=lene' } as const

export interface RawRequest {
  readonly as?: keyof typeof tokens
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Of a JSON body; otherwise without members. */
  readonly json: Shown
}

export interface OverHttp {
  readonly server: UcwaServer
  readonly url: string
  /** One request over a socket; Tosh's unless told, and without an Authorization in `headers`. */
  readonly ask: (method: string, href: string, request?: RawRequest) => Promise<RawAnswer>
  /** POSTs to `applications`. */
  readonly create: (input?: Readonly<Record<string, unknown>>, request?: RawRequest) => Promise<RawAnswer>
}

/** A server on a free port of this machine, for requests that are written by hand. */
export const overHttp = async (options: ServerOptions = {}): Promise<OverHttp> => {
  const server = createServer({
    users: [
      { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'x', token: tokens.tosh },
      { uri: 'sip:lene@contoso.com', name: 'Lene', password: 'x', token: tokens.lene },
    ],
    random: seededRandom(3),
    ...options,
  })
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  const ask: OverHttp['ask'] = async (method, href, { as = 'tosh', body, headers, signal } = {}) => {
    const response = await fetch(new URL(href, url), {
      method,
      headers: { Authorization: `Bearer ${tokens[as]}`, ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
    const json = (isJson ? JSON.parse(text) : { _links: {}, _embedded: {} }) as Shown
    return { status: response.status, headers: response.headers, text, json }
  }
  return {
    server,
    url,
    ask,
    create: (input, request) =>
      ask('POST', '/ucwa/oauth/v1/apps', {
        body: JSON.stringify({ userAgent: 'test', endpointId: 'endpoint', culture: 'en-US', ...input }),
        ...request,
        headers: { 'Content-Type': 'application/json', ...request?.headers },
      }),
  }
}
