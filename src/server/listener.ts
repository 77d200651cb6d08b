import type { IncomingMessage, RequestListener, ServerResponse as NodeResponse } from 'node:http'
import { type Dropped, isDropped, type ServerRequest, type ServerResponse } from './http.ts'
import { defaultLimits } from './options.ts'

/** Where and how to listen. */
export interface ListenOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1: nobody but this machine. */
  readonly host?: string
  /** Key and certificate in PEM; with them the server speaks HTTPS. */
  readonly https?: { readonly key: string; readonly cert: string }
  /** Milliseconds in which the head of a request must have come; then 408. Default 10 s. */
  readonly headersTimeout?: number
  /** Milliseconds in which a request must have come with its body; then 408. Default 30 s. */
  readonly requestTimeout?: number
  /** Connections at the same time; further ones are closed at once. Default 10,000. */
  readonly maxConnections?: number
}

/** A socket that listens. */
export interface Listening {
  /** Without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Breaks every connection and frees the port. */
  readonly close: () => Promise<void>
}

type Handle = (request: ServerRequest, signal: AbortSignal) => Promise<ServerResponse | Dropped>

const headersOf = (incoming: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

/** Times the limit that is read of a body before the connection is broken. */
const forbearance = 64

/**
 * The body as text. Of one that is too large more is read than is kept, so that the
 * answer arrives; undefined where there is no end to it.
 */
const bodyOf = async (incoming: IncomingMessage, mostBody: number): Promise<string | undefined> => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let bytes = 0
  for await (const chunk of incoming) {
    if (!(chunk instanceof Uint8Array)) continue
    bytes += chunk.byteLength
    if (bytes > forbearance * mostBody) return undefined
    if (text.length <= mostBody) text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

const send = (outgoing: NodeResponse, { status, headers, body }: ServerResponse): void => {
  outgoing.statusCode = status
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
  if (body.length > 0 || (status !== 204 && status !== 304))
    outgoing.setHeader('Content-Length', new TextEncoder().encode(body).length)
  outgoing.end(body)
}

/** The URL as the client wrote it; a proxy is asked for it whole. */
const urlOf = ({ url = '/', headers, socket }: IncomingMessage, scheme: string): string =>
  /^https?:/i.test(url) ? url : `${scheme}://${headers.host ?? `127.0.0.1:${socket.localPort ?? 0}`}${url}`

/** What is served, and how much of it. */
interface Service {
  readonly handle: Handle
  readonly scheme: string
  readonly mostBody: number
}

const serve = async ({ handle, scheme, mostBody }: Service, incoming: IncomingMessage, outgoing: NodeResponse) => {
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const body = await bodyOf(incoming, mostBody)
  if (body === undefined) return void outgoing.destroy()
  const answer = await handle(
    { method: incoming.method ?? 'GET', url: urlOf(incoming, scheme), headers: headersOf(incoming), body },
    gone.signal,
  )
  if (isDropped(answer)) outgoing.destroy()
  else send(outgoing, answer)
}

/** Milliseconds between two looks for requests that take too long. */
const vigilance = 1000

/** Serves `handle` on a socket. Rejects when the port cannot be had. */
export const listen = async (
  handle: Handle,
  options: ListenOptions,
  report: (cause: unknown) => void,
  mostBody: number = defaultLimits.body,
): Promise<Listening> => {
  const { port = 0, host = '127.0.0.1', https: tls, headersTimeout = 10_000, requestTimeout = 30_000 } = options
  const [http, https] = await Promise.all([import('node:http'), import('node:https')])
  const scheme = tls === undefined ? 'http' : 'https'
  const listener: RequestListener = (incoming, outgoing) => {
    serve({ handle, scheme, mostBody }, incoming, outgoing).catch((cause: unknown) => {
      if (incoming.complete) report(cause)
      outgoing.destroy()
    })
  }
  const patience = {
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    connectionsCheckingInterval: Math.min(vigilance, headersTimeout, requestTimeout),
    keepAliveTimeout: 65_000,
  }
  const server =
    tls === undefined ? http.createServer(patience, listener) : https.createServer({ ...patience, ...tls }, listener)
  server.maxConnections = options.maxConnections ?? 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`cannot listen on ${host}:${port}: ${cause.message}`, { cause })))
    server.listen(port, host, resolve)
  })
  server.on('error', report)
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
