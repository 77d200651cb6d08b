import type { ServerRequest } from './http.ts'

/** Origins as browsers write them. Throws at what is no absolute URL. */
export const readOrigins = (origins: readonly string[]): ReadonlySet<string> =>
  new Set(origins.map((origin) => new URL(origin).origin))

/** The origin of a URL; undefined for what is none, such as `null` of a sandboxed page. */
export const originOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined)

/** By host: a proxy in front may have taken the scheme away. */
const isOwn = (origin: string, own: URL): boolean => URL.canParse(origin) && new URL(origin).host === own.host

/** The origin of another host in a header, as it is written there. */
export const foreign = (origin: string | undefined, own: URL): string | undefined =>
  origin === undefined || isOwn(origin, own) ? undefined : origin

/** On whose behalf a browser asks, where that is not a page of the server's own: directly, and through the XFrame page. */
export const askingOrigins = ({ headers }: ServerRequest, own: URL): readonly string[] =>
  [headers['origin'], headers['x-ms-origin']]
    .map((origin) => foreign(origin, own))
    .filter((origin) => origin !== undefined)

/** The directive by which browsers let pages frame another: the server's own, and those of the allow list. */
export const frameAncestors = (allowed: ReadonlySet<string>): string => ["frame-ancestors 'self'", ...allowed].join(' ')
