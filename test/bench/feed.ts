import { either as E } from 'fp-ts'
import type { Http, HttpRequest, HttpResponse } from '../../src/transport/http.ts'
import { eventsPath, sceneAnswer, type Scripted } from './scene.ts'

/** Event pages without a network: whoever asks is given the next one at once, and waits when there is none. */
export interface Feed {
  /** For the client: signs in, too. */
  readonly http: Http
  /** For the hand-written loop: the same pages, at the same price. */
  readonly get: (url: string) => Promise<string>
  /** Where both begin. */
  readonly origin: string
  /** Resolves when the reader asks for more: by then it has handled the last of these. */
  readonly play: (texts: readonly string[]) => Promise<void>
  /** Bodies of the other requests that were sent, by `METHOD path`. */
  readonly sent: readonly HttpRequest[]
}

const answerOf = (url: string, { status, body, headers }: Scripted): HttpResponse => ({
  status,
  url,
  header: (name) => headers?.[name.toLowerCase()] ?? (name === 'content-type' ? 'application/json' : undefined),
  text: body === undefined ? '' : JSON.stringify(body),
})

const json: Readonly<Record<string, string>> = { 'content-type': 'application/json; charset=utf-8' }

export const createFeed = (): Feed => {
  const origin = 'http://pool.contoso.com'
  const sent: HttpRequest[] = []
  let texts: readonly string[] = []
  let at = 0
  let asked: ((text: string) => void) | undefined
  let exhausted: () => void = () => undefined

  const next = (): Promise<string> => {
    const text = texts[at]
    if (text === undefined) {
      const promise = new Promise<string>((resolve) => (asked = resolve))
      exhausted()
      return promise
    }
    at += 1
    return Promise.resolve(text)
  }

  const eventPage = async (url: string) => {
    const text = await next()
    return E.right({ status: 200, url, header: (name: string) => json[name.toLowerCase()], text })
  }

  const http: Http = (request) => () => {
    const { method, url, headers } = request
    const [path = ''] = url.slice(origin.length).split('?')
    if (path === eventsPath) return eventPage(url)
    sent.push(request)
    return Promise.resolve(E.right(answerOf(url, sceneAnswer(method, path, headers.Authorization))))
  }

  return {
    http,
    get: next,
    origin,
    sent,
    play: (more) =>
      new Promise((resolve) => {
        exhausted = resolve
        texts = more
        at = 0
        const answer = asked
        asked = undefined
        if (answer !== undefined) void next().then(answer)
      }),
  }
}
