import type { Attempt } from '../protocol/failure.ts'

const withoutQuery = (url: string): string => {
  if (!URL.canParse(url)) return url.replace(/[?#].*/s, '')
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/** A request, as far as failures speak of it. */
export interface Asked {
  readonly operation: string
  readonly method: string
  readonly url: string
}

/** What a failure says of its request: no query, no user name. */
export const attemptOf = (request: Asked): Attempt => ({
  operation: request.operation,
  method: request.method,
  href: withoutQuery(request.url),
})
