import { isDropped, type Dropped, type ServerRequest, type ServerResponse } from './http.ts'
import { askingOrigins, foreign } from './origins.ts'
import type { Reply } from './reply.ts'
import type { Site } from './site.ts'

const exposed = [
  'Allow',
  'ETag',
  'Location',
  'Retry-After',
  'Warning',
  'WWW-Authenticate',
  'X-Ms-diagnostics',
  'X-MS-Correlation-Id',
  'X-MS-Server-Fqdn',
  'X-MS-UcwaVersion',
  'client-request-id',
].join(', ')

const secondsOfPreflight = '600'

/** The header that explains what has no error body. */
export const diagnostics = (url: URL, code: number, reason: string): Readonly<Record<string, string>> => ({
  'X-Ms-diagnostics': `${code};source="${url.hostname}";reason="${reason}"`,
})

/** For a page that the allow list does not have. No error body of UCWA: it is refused in front of UCWA. */
export const originRefused = (url: URL, origin: string): Reply => ({
  status: 403,
  headers: diagnostics(
    url,
    28_020,
    `The origin ${origin.replaceAll(/[^\w.:/[\]-]/g, '')} is not on the cross-domain allow list.`,
  ),
  text: { contentType: 'text/html', content: '<!DOCTYPE html><title>403</title><p>Forbidden.</p>' },
})

/** A refusal, where a request comes for a page that the allow list does not have. */
export const refuseOrigin = (site: Site, request: ServerRequest, url: URL): Reply | undefined => {
  const stranger = askingOrigins(request, url).find((origin) => !site.allowedOrigins.has(origin))
  return stranger === undefined ? undefined : originRefused(url, stranger)
}

export const isPreflight = ({ method, headers }: ServerRequest): boolean =>
  method === 'OPTIONS' && headers['origin'] !== undefined && headers['access-control-request-method'] !== undefined

/** What a browser asks before it lets a page of another origin ask. The token service takes simple requests only. */
export const preflight = (
  site: Site,
  request: ServerRequest,
  url: URL,
  { link, methods }: { readonly link: string | undefined; readonly methods: readonly string[] },
): Reply => {
  const refused = refuseOrigin(site, request, url)
  if (refused !== undefined) return refused
  if (link === 'token') return { status: 400, headers: diagnostics(url, 28_020, 'The verb is not allowed.') }
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '',
      'Access-Control-Max-Age': secondsOfPreflight,
    },
  }
}

/** Lets a page of the allow list read the answer. */
export const shareable = (
  site: Site,
  request: ServerRequest,
  url: URL,
  answer: ServerResponse | Dropped,
): ServerResponse | Dropped => {
  const origin = foreign(request.headers['origin'], url)
  if (isDropped(answer) || origin === undefined) return answer
  const { allowedOrigins } = site
  const shared: ServerResponse['headers'] = allowedOrigins.has(origin)
    ? {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': exposed,
      }
    : {}
  return { ...answer, headers: { Vary: 'Origin', ...shared, ...answer.headers } }
}
