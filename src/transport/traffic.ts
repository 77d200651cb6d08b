import { either as E } from 'fp-ts'
import { secretsOf, withoutEchoes } from './echo.ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from './http.ts'
import { redactBody, redactHeaders, redactUrls } from './redact.ts'

/** One thing that went over the wire. Tokens, passwords and the text of messages are left out. */
export type Traffic = {
  /** Counts the requests of one client; what came of one bears its number. */
  readonly number: number
  readonly operation: string
  readonly url: string
} & (
  | {
      readonly kind: 'request'
      readonly method: HttpRequest['method']
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  | {
      readonly kind: 'response'
      readonly status: number
      /** Those that explain an answer, not all. */
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  | { readonly kind: 'failure'; readonly failure: HttpFailure['name'] }
)

export interface TrafficSink {
  /** Whether anybody watches: nothing is built otherwise. */
  readonly observed: () => boolean
  readonly report: (traffic: Traffic) => void
}

const shownHeaders = ['content-type', 'location', 'retry-after', 'www-authenticate', 'x-ms-diagnostics']

const contentTypeOf = ({ headers }: HttpRequest): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''

const asRequest = (number: number, request: HttpRequest): Traffic => ({
  kind: 'request',
  number,
  operation: request.operation,
  url: redactUrls(request.url),
  method: request.method,
  headers: redactHeaders(request.headers),
  body: redactUrls(redactBody(request.body ?? '', contentTypeOf(request))),
})

const asResponse = (number: number, request: HttpRequest, response: HttpResponse): Traffic => {
  const secrets = secretsOf(request)
  const shown = (text: string) => withoutEchoes(redactUrls(text), secrets)
  return {
    kind: 'response',
    number,
    operation: request.operation,
    url: shown(response.url),
    status: response.status,
    headers: Object.fromEntries(
      shownHeaders.flatMap((name) => {
        const value = response.header(name)
        return value === undefined ? [] : [[name, shown(value)]]
      }),
    ),
    body: shown(redactBody(response.text, response.header('content-type') ?? '', response.status >= 400)),
  }
}

/** The same Http, where what is sent and received is reported while someone watches. */
export const withTraffic = (http: Http, sink: TrafficSink): Http => {
  let requests = 0
  return (request, signal) => async () => {
    const number = ++requests
    if (sink.observed()) sink.report(asRequest(number, request))
    const outcome = await http(request, signal)()
    if (sink.observed()) {
      const { operation, url } = request
      sink.report(
        E.isRight(outcome)
          ? asResponse(number, request, outcome.right)
          : { kind: 'failure', number, operation, url: redactUrls(url), failure: outcome.left.name },
      )
    }
    return outcome
  }
}
