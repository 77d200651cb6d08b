import type { IncomingMessage, RequestListener, ServerResponse as NodeResponse } from 'node:http'
import { mostBody } from './core.ts'
import { type Dropped, isDropped, type ServerRequest, type ServerResponse } from './http.ts'

/** Where and how to listen. */
export interface ListenOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1: nobody but this machine. */
  readonly host?: string
  /** Key and certificate in PEM; with them the server speaks HTTPS. */
  readonly https?: { readonly key: string; readonly cert: string }
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

/** The body as text. One that is too large is read to its end, so that the answer arrives, but not kept. */
const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  for await (const chunk of incoming) {
    if (chunk instanceof Uint8Array && text.length <= mostBody) text += decoder.decode(chunk, { stream: true })
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

const serve = async (handle: Handle, scheme: string, incoming: IncomingMessage, outgoing: NodeResponse) => {
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const body = await bodyOf(incoming)
  const answer = await handle(
    { method: incoming.method ?? 'GET', url: urlOf(incoming, scheme), headers: headersOf(incoming), body },
    gone.signal,
  )
  if (isDropped(answer)) outgoing.destroy()
  else send(outgoing, answer)
}

/** Serves `handle` on a socket. Rejects when the port cannot be had. */
export const listen = async (
  handle: Handle,
  options: ListenOptions,
  report: (cause: unknown) => void,
): Promise<Listening> => {
  const { port = 0, host = '127.0.0.1', https: tls } = options
  const [http, https] = await Promise.all([import('node:http'), import('node:https')])
  const scheme = tls === undefined ? 'http' : 'https'
  const listener: RequestListener = (incoming, outgoing) => {
    serve(handle, scheme, incoming, outgoing).catch((cause: unknown) => {
      if (incoming.complete) report(cause)
      outgoing.destroy()
    })
  }
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener)
  server.keepAliveTimeout = 65_000
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
