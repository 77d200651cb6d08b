import type { Account } from './accounts.ts'
import type { Dropped, ServerRequest, ServerResponse } from './http.ts'
import type { Site } from './site.ts'

/** What answers requests, for those that hold further ones. */
export interface Core {
  /** Never rejects. */
  readonly handle: (request: ServerRequest, signal?: AbortSignal) => Promise<ServerResponse | Dropped>
  /** The relation that leads to a URL; undefined where nothing is. */
  readonly linkAt: (url: string) => string | undefined
}

/** A request on its way through the server. */
export interface Exchange {
  readonly site: Site
  readonly core: Core
  readonly request: ServerRequest
  readonly url: URL
  /** By name in lower case: UCWA matches them without regard to case. */
  readonly query: ReadonlyMap<string, string>
  /** The variable parts of the path. */
  readonly parameters: Readonly<Record<string, string>>
  /** Whose token came along. */
  readonly account: Account | undefined
  readonly signal: AbortSignal | undefined
}
