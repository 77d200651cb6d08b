import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import type { ForeignRedirect } from '../protocol/failure.ts'
import type { Link } from '../protocol/hypermedia.ts'
import { readAnswer } from '../transport/answer.ts'
import { attemptOf } from '../transport/attempt.ts'
import type { Exchange, ExchangeFailure } from '../transport/exchange.ts'
import type { Read } from '../transport/readResource.ts'
import { followRedirect, foreignRedirect, mostHops, type Redirect } from './redirect.ts'
import type { Trust } from './trust.ts'

interface MayRedirect {
  readonly _links: { readonly redirect?: Link | null }
}

export interface FollowRequest {
  readonly operation: string
  readonly url: string
  readonly timeout?: number
}

interface Surroundings {
  readonly exchange: Exchange
  /** Of the sign-in address. */
  readonly domain: string
  readonly trust: Trust
}

/** Where a redirect or a link on the way leads, if it may be followed: a rule vouches for it, or the user does. */
export const whereTo = async (
  redirect: Redirect,
  { domain, trust }: Pick<Surroundings, 'domain' | 'trust'>,
): Promise<E.Either<ForeignRedirect, string>> => {
  const target = followRedirect(redirect, domain, trust.domains)
  if (E.isLeft(target)) return target
  const { href, needsConsent } = target.right
  return !needsConsent || (await trust.approve({ from: redirect.from, to: href }))
    ? E.right(href)
    : E.left(foreignRedirect(redirect.from, href, `leads out of ${domain}`))
}

/** GETs a resource, and goes where redirects lead, by status or by link: each is checked, and there are at most five. */
export const follow = async <A extends MayRedirect>(
  { exchange, domain, trust }: Surroundings,
  codec: t.Type<A>,
  request: FollowRequest,
  signal: AbortSignal,
): Promise<E.Either<ExchangeFailure | ForeignRedirect, Read<A>>> => {
  let url = request.url
  for (let hop = 0; hop <= mostHops; hop++) {
    const answer = await exchange({ ...request, url, method: 'GET', showRedirect: true }, signal)()
    if (E.isLeft(answer)) return answer
    const { movedTo } = answer.right
    const value =
      movedTo === undefined ? readAnswer(codec, answer.right, attemptOf({ ...request, method: 'GET', url })) : undefined
    if (value !== undefined && E.isLeft(value)) return value
    const redirect = value?.right._links.redirect
    const to = movedTo ?? redirect?.href
    if (value !== undefined && to === undefined) return E.right({ value: value.right, url: answer.right.url })
    const next = await whereTo(
      {
        from: movedTo === undefined ? answer.right.url : url,
        to: to ?? '',
        by: movedTo === undefined ? 'link' : 'status',
      },
      { domain, trust },
    )
    if (E.isLeft(next)) return next
    url = next.right
  }
  return E.left(foreignRedirect(request.url, url, `more than ${mostHops} redirects`))
}
