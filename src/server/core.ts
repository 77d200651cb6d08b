import { scopesFor } from '../protocol/scope.ts'
import { identifier } from '../seam/random.ts'
import type { Account } from './accounts.ts'
import { isPreflight, preflight, refuseOrigin, shareable } from './crossOrigin.ts'
import { withEtag } from './etag.ts'
import type { Core, Exchange } from './exchange.ts'
import { dropped, type Dropped, isDropped, type ServerRequest, type ServerResponse } from './http.ts'
import type { Interventions } from './intercept.ts'
import { print } from './negotiate.ts'
import {
  badRequest,
  entityTooLarge,
  forbidden,
  invalidParameters,
  methodNotAllowed,
  notFound,
  serviceFailure,
  versionNotSupported,
} from './refusal.ts'
import type { Answer, Reply } from './reply.ts'
import { findRoute, type Route } from './routes.ts'
import type { Site } from './site.ts'

const ucwaVersion = '1.7'

const bearer = /^Bearer\s+(\S+)$/i

const holderOf = (site: Site, request: ServerRequest): Account | undefined => {
  const token = bearer.exec(request.headers['authorization'] ?? '')?.[1]
  return token === undefined ? undefined : site.tokens.holder(token)
}

/** Whether what a client has sent may go back in a header. */
const isPlain = (value: string): boolean => /^[\x20-\x7e]{0,1000}$/.test(value)

const commonHeaders = (site: Site, request: ServerRequest, url: URL | undefined): Readonly<Record<string, string>> => {
  const id = request.headers['client-request-id']
  return {
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'X-MS-UcwaVersion': ucwaVersion,
    'X-MS-Server-Fqdn': url?.hostname ?? 'localhost',
    'X-MS-Correlation-Id': identifier(site.random),
    ...(id === undefined || !isPlain(id) ? {} : { 'client-request-id': id }),
  }
}

/** Host names go back in headers and hrefs: those that could not stand there are none. */
const parseUrl = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^[\w.:[\]-]+$/.test(url.host) ? url : undefined
}

const queryOf = (url: URL): ReadonlyMap<string, string> =>
  new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]))

const refuseEarly = (
  { link, isCommand, revision }: Route,
  { site, request, url, query, parameters, account }: Exchange,
): Reply | undefined => {
  const refused = refuseOrigin(site, request, url)
  if (refused !== undefined) return refused
  const missing = scopesMissing(link, account)
  if (missing !== undefined) return missing
  if (request.body.length > site.limits.body) return entityTooLarge
  const newest = link === 'applications' ? site.applicationsRevision : revision
  if (Number(request.headers['x-ms-requiresminresourceversion'] ?? '1') > newest) return versionNotSupported
  if (isCommand && site.hrefQueries && query.get('serverkey') !== parameters['application']) {
    return invalidParameters([{ name: 'serverKey', reason: 'is missing' }])
  }
  return undefined
}

/** A token without scopes may do all. */
const scopesMissing = (link: string, account: Account | undefined): Reply | undefined => {
  const needed = scopesFor(link)
  if (account?.scopes === undefined || needed.length === 0) return undefined
  if (needed.some((scope) => account.scopes?.includes(scope))) return undefined
  return forbidden(`The token has none of the scopes ${needed.join(', ')}.`)
}

/** Answers requests, without sockets. */
export const createCore = (site: Site, interventions: Interventions): Core => {
  const act = async (route: Route, exchange: Exchange): Promise<Answer> => {
    try {
      const answer = refuseEarly(route, exchange) ?? (await route.handle(exchange))
      return isDropped(answer) ? answer : withEtag(route.link, exchange.request, answer)
    } catch (cause) {
      site.logger.error(
        `${route.link} failed: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
      )
      return serviceFailure
    }
  }

  const handle: Core['handle'] = async (request, signal) => {
    const url = parseUrl(request.url)
    const show = (reply: Reply) => print(reply, request.headers['accept'], commonHeaders(site, request, url))
    const printed = (answer: Answer): ServerResponse | Dropped => (isDropped(answer) ? dropped : show(answer))
    if (url === undefined) return printed(badRequest('The URL is malformed.'))
    const shared = (answer: ServerResponse | Dropped) => shareable(site, request, url, answer)
    const match = findRoute(url.pathname)
    if (match === undefined) return shared(printed(notFound))
    const methods = [...match.methods.keys()]
    if (isPreflight(request)) {
      const link = match.methods.get(request.headers['access-control-request-method'] ?? '')?.link
      return shared(printed(preflight(site, request, url, { link, methods })))
    }
    const route = match.methods.get(request.method)
    if (route === undefined) return shared(printed(methodNotAllowed(methods)))
    const account = holderOf(site, request)
    const exchange: Exchange = {
      site,
      core,
      request,
      url,
      query: queryOf(url),
      parameters: match.parameters,
      account,
      signal,
    }
    const arrival = { link: route.link, method: request.method, account, show }
    return shared(await interventions.handle(arrival, async () => printed(await act(route, exchange))))
  }

  const core: Core = {
    handle,
    linkAt: (url) => {
      const [route] = findRoute(parseUrl(url)?.pathname ?? '')?.methods.values() ?? []
      return route?.link
    },
  }
  return core
}
