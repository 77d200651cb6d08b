import type { Account } from './accounts.ts'
import type { ServerRequest } from './http.ts'
import type { Site } from './site.ts'

/** A request on its way through the server. */
export interface Exchange {
  readonly site: Site
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
