import { request as plainRequest, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { onTestFinished } from 'vitest'
import { createServer, type ServerOptions, type UcwaServer } from '../../src/server/index.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { certificate } from './certificate.ts'

/** An answer as it came from the socket. */
export interface RawAnswer {
  readonly status: number
  /** Name and value in turn, as written. */
  readonly rawHeaders: readonly string[]
  /** Every value of a header, by name without regard to case. */
  readonly values: (name: string) => readonly string[]
  /** The first value of a header. */
  readonly header: (name: string) => string | undefined
  readonly text: string
}

export interface RawOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

/** One request on a socket of its own, with no header that was not asked for but Host and Content-Length. */
export const rawRequest = (
  url: string,
  { method = 'GET', headers = {}, body = '', signal }: RawOptions = {},
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const options: RequestOptions = { method, headers, agent: false, ...(signal === undefined ? {} : { signal }) }
    const request = url.startsWith('https:')
      ? secureRequest(url, { ...options, ca: certificate.cert, servername: 'localhost' })
      : plainRequest(url, options)
    request.on('error', reject)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { rawHeaders, statusCode = 0 } = response
        const values = (name: string) =>
          rawHeaders.filter(
            (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name.toLowerCase(),
          )
        const text = Buffer.concat(chunks).toString()
        resolve({ status: statusCode, rawHeaders, values, header: (name) => values(name)[0], text })
      })
    })
    request.end(body)
  })

export type Scheme = 'http' | 'https'

export const schemes: readonly Scheme[] = ['http', 'https']

/** A server that listens on this machine by the scheme; closed when the test ends. */
export const listenBy = async (
  scheme: Scheme,
  options: ServerOptions = {},
): Promise<{ readonly server: UcwaServer; readonly url: string }> => {
  const server = createServer({ random: seededRandom(7), ...options })
  onTestFinished(() => server.close())
  const { url } = await server.listen(scheme === 'https' ? { https: certificate } : {})
  return { server, url }
}
