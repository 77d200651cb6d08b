import { expect } from 'vitest'
import type { Control, ServerOptions } from '../../src/server/index.ts'
import { loopback } from '../integration/world.ts'

export const users = [
  { uri: 'sip:tosh@contoso.com', name: 'Tosh Meston', password: 'pass@word1', token: 'cwt=tosh' },
  { uri: 'sip:lene@contoso.com', name: 'Lene Aaling', password: 'pass@word1', token: 'cwt=lene' },
]

export interface Answered {
  readonly status: number
  readonly contentType: string
  readonly location: string
  readonly text: string
}

export interface Asks {
  readonly contentType?: string
  readonly accept?: string
  readonly body?: string
  /** The revision that the client insists on. */
  readonly revision?: number
  readonly query?: string
}

export interface Linked {
  readonly _links: Readonly<Record<string, { readonly href: string } | undefined>>
  readonly _embedded: Readonly<Record<string, Linked | undefined>>
}

/** Tosh over plain HTTP, by literal requests; Lene is the control handle's. */
export interface RawTosh {
  readonly url: string
  readonly control: Control
  readonly ask: (method: string, href: string, asks?: Asks) => Promise<Answered>
  readonly communication: Linked
  /** The href of the messaging of his only conversation. */
  readonly messaging: () => string
}

export const read = (text: string): unknown => JSON.parse(text)

export const hrefIn = (resource: Linked | undefined, rel: string): string => resource?._links[rel]?.href ?? ''

export const rawTosh = async (options: ServerOptions = {}): Promise<RawTosh> => {
  const { control, url } = await loopback({ users, ...options })
  const ask: RawTosh['ask'] = async (method, href, { contentType, accept, body, revision, query = '' } = {}) => {
    const response = await fetch(new URL(href + query, url), {
      method,
      headers: {
        authorization: 'Bearer cwt=tosh',
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        ...(accept === undefined ? {} : { accept }),
        ...(revision === undefined ? {} : { 'x-ms-requiresminresourceversion': String(revision) }),
      },
      ...(body === undefined ? {} : { body }),
    })
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      location: response.headers.get('location') ?? '',
      text: await response.text(),
    }
  }
  const created = await ask('POST', '/ucwa/oauth/v1/apps', {
    contentType: 'application/json',
    body: '{"userAgent":"raw","endpointId":"e","culture":"en-US"}',
  })
  const application = read(created.text) as Linked
  await ask('POST', hrefIn(application._embedded['me'], 'makeMeAvailable'), {
    contentType: 'application/json',
    body: '{"supportedModalities":["Messaging"],"supportedMessageFormats":["Plain","Html"]}',
  })
  return {
    url,
    control,
    ask,
    communication: application._embedded['communication'] ?? { _links: {}, _embedded: {} },
    messaging: () => control.hrefs('tosh@contoso.com').conversations[0]?.messaging ?? '',
  }
}

export const inJson = { contentType: 'application/json', accept: 'application/json' }
export const inXml = { contentType: 'application/xml', accept: 'application/xml' }

/** An XML body as this project writes it. */
export const input = (...children: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">\n${children
    .map((child) => `  ${child}`)
    .join('\n')}\n</input>`

export const property = (name: string, value: string): string => `<property name="${name}">${value}</property>`

/** A 201 with nothing but where the invitation is. */
export const expectCreated = ({ status, text, location }: Answered): void => {
  expect([status, text]).toEqual([201, ''])
  expect(location).toMatch(/^\/.+/)
}
