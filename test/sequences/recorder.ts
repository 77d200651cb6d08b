import type { Traffic } from '../../src/index.ts'
import type { Client } from '../../src/client/client.ts'
import type { Step } from './sequence.ts'

export const server = 'the server'

interface WireEvent {
  readonly type: string
  readonly link: { readonly rel: string }
  readonly in?: { readonly rel: string }
  readonly status?: string
  readonly reason?: { readonly subcode?: string }
}

interface WirePage {
  readonly _links: Readonly<Record<string, unknown>>
  readonly sender?: readonly { readonly rel: string; readonly events: readonly WireEvent[] }[]
}

const ackOf = (url: string): string => new URL(url).searchParams.get('ack') ?? ''

const told = (rel: string, { type, link, in: within, status, reason }: WireEvent): string =>
  [
    `${rel}: ${type} ${link.rel}`,
    within === undefined ? '' : ` in ${within.rel}`,
    status === undefined ? '' : `, ${status}`,
    reason?.subcode === undefined ? '' : ` (${reason.subcode})`,
  ].join('')

const linesOf = (body: string): readonly string[] => {
  const page = JSON.parse(body) as WirePage
  const events = (page.sender ?? []).flatMap(({ rel, events }) => events.map((event) => told(rel, event)))
  return events.length === 0 ? ['no events'] : events
}

/** What is read before there is a link has a name of ours. */
const rels: Readonly<Record<string, string>> = { discoverRoot: 'root', readUser: 'user' }

const parameters = ['grant_type', 'operationId']

const requestText = (traffic: Extract<Traffic, { readonly kind: 'request' }>): string => {
  const { method, operation, url, body } = traffic
  if (operation === 'events') return `GET events, ack=${ackOf(url)}`
  const rel = rels[operation] ?? operation
  const shown = parameters.filter((name) => body.includes(name) || url.includes(`${name}=`))
  const grant = /grant_type=([^&]*)/.exec(body)?.[1]
  if (grant !== undefined) return `POST token, grant_type=${grant}`
  return [`${method} ${rel}`, ...shown].join(', ')
}

const reasonPhrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  401: 'Unauthorized',
  404: 'Not Found',
}

const answerText = ({ status, headers, body }: Extract<Traffic, { readonly kind: 'response' }>): string => {
  const subcode = /"subcode":"(\w+)"/.exec(status >= 400 ? body : '')?.[1]
  return [
    `${status} ${reasonPhrases[status] ?? ''}`.trim(),
    ...(headers['location'] === undefined ? [] : ['Location of it']),
    ...(headers['www-authenticate'] === undefined ? [] : ['WWW-Authenticate: where tokens are']),
    ...(subcode === undefined ? [] : [subcode]),
  ].join(', ')
}

export interface Recorder {
  readonly steps: readonly Step[]
  /** Draws what goes over the wire for this client from now on, under this name. */
  readonly watch: (client: Client, name: string) => void
  readonly note: (at: string, text: string) => void
  readonly pause: (text: string) => void
}

/** Writes down real exchanges. Reads of who somebody is are left out: they are about names alone. */
export const recorder = (): Recorder => {
  const steps: Step[] = []
  const isShown = ({ operation }: Traffic): boolean => operation !== 'participant'
  return {
    steps,
    watch: (client, name) => {
      client.traffic$.subscribe((traffic) => {
        if (!isShown(traffic)) return
        if (traffic.kind === 'request') {
          steps.push({ kind: 'request', from: name, to: server, text: requestText(traffic), details: [] })
        } else if (traffic.kind === 'response') {
          const isPage = traffic.operation === 'events' && traffic.status === 200
          steps.push({
            kind: 'answer',
            from: server,
            to: name,
            text: isPage ? `${answerText(traffic)}, to ack=${ackOf(traffic.url)}` : answerText(traffic),
            details: isPage ? linesOf(traffic.body) : [],
          })
        } else steps.push({ kind: 'note', at: name, text: `no answer to ${traffic.operation}: ${traffic.failure}` })
      })
    },
    note: (at, text) => void steps.push({ kind: 'note', at, text }),
    pause: (text) => void steps.push({ kind: 'pause', text }),
  }
}
