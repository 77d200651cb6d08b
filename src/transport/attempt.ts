import type { Attempt } from '../protocol/failure.ts'

const withoutQuery = (url: string): string => {
  if (!URL.canParse(url)) return url.replace(/[?#].*$/s, '')
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/** What a failure says of its request: no query, no user name. */
export const attemptOf = (request: { readonly operation: string; readonly url: string }): Attempt => ({
  operation: request.operation,
  href: withoutQuery(request.url),
})
