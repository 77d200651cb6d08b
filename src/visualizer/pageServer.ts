import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plain } from './recording/plain.ts'

/** What the page may ask. */
export interface PageServerOptions {
  /** The document, whose script and policy stand in it. */
  readonly html: string
  /** 0: any free port. */
  readonly port: number
  /** Somebody looks on, until `gone` is called. */
  readonly watch: (asked: Plain, give: (lines: string) => boolean, end: () => void) => () => void
  /** Answers a question; undefined where there is none such. */
  readonly ask: (question: string, asked: Plain) => Plain | undefined
}

export interface PageServer {
  /** With the token, which whoever knows may look on. */
  readonly url: string
  readonly close: () => Promise<void>
}

const mostBody = 1_000_000
/** A page that lets so many bytes wait has stopped reading. */
const mostWaiting = 128_000_000

const bodyOf = async (incoming: IncomingMessage): Promise<Plain | undefined> => {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of incoming) {
    if (chunk instanceof Uint8Array) text += decoder.decode(chunk, { stream: true })
    if (text.length > mostBody) return undefined
  }
  try {
    return JSON.parse(text) as Plain
  } catch {
    return undefined
  }
}

const policyOf = (html: string): string =>
  `${/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "default-src 'none'"}; frame-ancestors 'none'`

const always = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

const answer = (outgoing: ServerResponse, status: number, type: string, body: string): void => {
  outgoing.writeHead(status, { ...always, 'Content-Type': `${type}; charset=utf-8` })
  outgoing.end(body)
}

/** Where the built document lies: beside the compiled package, or in a checkout. */
const places = ['../../page/visualizer.html', '../../dist/page/visualizer.html']

/** The document of the page. Rejects where it has not been built. */
export const readPage = async (): Promise<string> => {
  const { readFile } = await import('node:fs/promises')
  for (const place of places) {
    try {
      return await readFile(new URL(place, import.meta.url), 'utf8')
    } catch {
      // The other place, then.
    }
  }
  throw new Error('the page of the visualizer has not been built: npm run build')
}

/**
 * Serves the page on 127.0.0.1 alone. The document is for whoever asks for it under that name and
 * holds nothing; everything else wants the token in a header, and the page's own origin.
 */
export const servePage = async ({ html, port, watch, ask }: PageServerOptions): Promise<PageServer> => {
  const [{ createServer }, { randomBytes, timingSafeEqual, createHash }] = await Promise.all([
    import('node:http'),
    import('node:crypto'),
  ])
  const token = randomBytes(24).toString('base64url')
  const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest()
  const wanted = digest(token)
  let origin = ''

  const isAllowed = ({ headers }: IncomingMessage): boolean =>
    headers.origin === origin &&
    typeof headers['x-visualizer-token'] === 'string' &&
    timingSafeEqual(digest(headers['x-visualizer-token']), wanted)

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method, url = '/', headers } = incoming
    if (`http://${headers.host ?? ''}` !== origin) return answer(outgoing, 421, 'text/plain', 'Not this host.')
    if (method === 'GET' && (url === '/' || url.startsWith('/?'))) {
      outgoing.setHeader('Content-Security-Policy', policyOf(html))
      return answer(outgoing, 200, 'text/html', html)
    }
    if (method !== 'POST') return answer(outgoing, 404, 'text/plain', 'Not found.')
    if (!isAllowed(incoming)) return answer(outgoing, 403, 'text/plain', 'Token or origin is missing, or wrong.')
    const asked = await bodyOf(incoming)
    if (asked === undefined) return answer(outgoing, 400, 'text/plain', 'The body is no JSON, or too long.')
    if (url === '/watch') {
      outgoing.writeHead(200, { ...always, 'Content-Type': 'application/x-ndjson; charset=utf-8' })
      const give = (lines: string): boolean => {
        outgoing.write(lines)
        return outgoing.writableLength < mostWaiting
      }
      outgoing.on(
        'close',
        watch(asked, give, () => outgoing.end()),
      )
      return
    }
    const said = ask(url.slice(1), asked)
    if (said === undefined) return answer(outgoing, 404, 'text/plain', 'Not found.')
    answer(outgoing, 200, 'application/json', JSON.stringify(said))
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`the page cannot be served on 127.0.0.1:${port}: ${cause.message}`, { cause })),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`
  // Who looks on keeps no process alive.
  server.unref()
  server.on('connection', (socket) => socket.unref())
  return {
    url: `${origin}/#token=${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
