import { either as E, type taskEither as TE } from 'fp-ts'
import type { SignInFailure } from '../protocol/failure.ts'
import { User } from '../protocol/resource/user.ts'
import type { Exchange } from '../transport/exchange.ts'
import { follow, whereTo } from './follow.ts'
import { resolveUp } from './redirect.ts'
import { trustNobody, type Trust } from './trust.ts'

export interface ReadUserOptions {
  /** With credentials: the first answer at every host is a 401. */
  readonly exchange: Exchange
  /** Milliseconds for each request. */
  readonly timeout?: number
  /** `trustNobody` unless told. */
  readonly trust?: Trust
}

export interface ReadUserInput {
  /** Absolute: the `user` link of the root. */
  readonly user: string
  /** The domain of the sign-in address; redirects may lead into it. */
  readonly domain: string
}

export interface DiscoveredUser {
  /** Absolute: where an application is created. */
  readonly applications: string
  /** Absolute: the page for browsers on the user's home host. */
  readonly xframe?: string
}

/** From the `user` link to the `applications` link, with a token, over every redirect to the user's home. */
export const readUser =
  ({ exchange, timeout, trust = trustNobody }: ReadUserOptions) =>
  (input: ReadUserInput, signal: AbortSignal): TE.TaskEither<SignInFailure, DiscoveredUser> =>
  async () => {
    const request = { operation: 'readUser', url: input.user, ...(timeout === undefined ? {} : { timeout }) }
    const found = await follow({ exchange, domain: input.domain, trust }, User, request, signal)
    if (E.isLeft(found)) return found
    const { url, value } = found.right
    const links = value._links
    if (!links.applications) return E.left({ name: 'NoLink', resource: 'user', link: 'applications' })
    const applications = await whereTo({ from: url, to: links.applications.href, by: 'link' }, { ...input, trust })
    if (E.isLeft(applications)) return applications
    const xframe = links.xframe ? resolveUp(links.xframe.href, url) : undefined
    return E.right({
      applications: applications.right,
      ...(xframe === undefined || E.isLeft(xframe) ? {} : { xframe: xframe.right.href }),
    })
  }
