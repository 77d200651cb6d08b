import { either as E, type taskEither as TE } from 'fp-ts'
import type {
  Failure,
  ForeignRedirect,
  InvalidInput,
  NoLink,
  NotDiscovered,
  SignInFailure,
} from '../protocol/failure.ts'
import { Root } from '../protocol/resource/root.ts'
import type { Exchange } from '../transport/exchange.ts'
import { follow, whereTo } from './follow.ts'
import { resolveUp } from './redirect.ts'
import { parseSignInAddress } from './signInAddress.ts'
import { trustNobody, type Trust } from './trust.ts'

export interface DiscoverRootOptions {
  /** Without credentials: nothing that discovery talks to is to get a token. */
  readonly exchange: Exchange
  /** Milliseconds for each try. 10 s unless told. */
  readonly timeout?: number
  /** `trustNobody` unless told. */
  readonly trust?: Trust
}

/** Where somebody is: whoever is outside, such as a guest of a meeting, cannot ask the internal hosts. */
export type Whereabouts = 'anywhere' | 'outside'

export interface DiscoverRootInput {
  /** `user@domain`; a leading `sip:` is dropped. */
  readonly signInAddress: string
  /** Absolute: ask this one and no other. */
  readonly rootUrl?: string
  /** `anywhere` unless told. */
  readonly from?: Whereabouts
}

export interface DiscoveredRoot {
  /** Absolute. */
  readonly user: string
  /** Absolute: the page for browsers. */
  readonly xframe?: string
  /** The domain of the sign-in address. */
  readonly domain: string
}

type TryFailure = Failure | ForeignRedirect | NoLink

const hostsFor: Readonly<Record<Whereabouts, readonly string[]>> = {
  anywhere: ['lyncdiscoverinternal', 'lyncdiscover'],
  outside: ['lyncdiscover'],
}

/** Plain HTTP last: it only redirects to HTTPS. */
const candidatesOf = (domain: string, from: Whereabouts): readonly string[] =>
  ['https', 'http'].flatMap((scheme) => hostsFor[from].map((host) => `${scheme}://${host}.${domain}/`))

const overrideOf = (rootUrl: string): E.Either<InvalidInput, readonly string[]> =>
  URL.canParse(rootUrl) && /^https?:/i.test(rootUrl)
    ? E.right([new URL(rootUrl).href])
    : E.left({
        name: 'InvalidInput',
        operation: 'discoverRoot',
        faults: [{ field: 'rootUrl', rule: 'must be an absolute http or https URL' }],
      })

/**
 * From a sign-in address to the `user` link: asks the well-known hosts in order,
 * the next one when one fails. NotDiscovered tells every try and its failure. No
 * token is sent to any of them.
 */
export const discoverRoot =
  ({ exchange, timeout = 10_000, trust = trustNobody }: DiscoverRootOptions) =>
  (input: DiscoverRootInput, signal: AbortSignal): TE.TaskEither<SignInFailure, DiscoveredRoot> =>
  async () => {
    const address = parseSignInAddress(input.signInAddress)
    if (E.isLeft(address)) return address
    const { domain } = address.right
    const candidates =
      input.rootUrl === undefined ? E.right(candidatesOf(domain, input.from ?? 'anywhere')) : overrideOf(input.rootUrl)
    if (E.isLeft(candidates)) return candidates

    const tryOne = async (href: string): Promise<E.Either<TryFailure, DiscoveredRoot>> => {
      const mayAnswerPlainly = input.rootUrl !== undefined
      const request = { operation: 'discoverRoot', url: href, timeout }
      const found = await follow({ exchange, domain, trust }, Root, request, signal)
      if (E.isLeft(found)) return found
      const { url, value } = found.right
      const links = value._links
      if (!mayAnswerPlainly && new URL(url).protocol === 'http:') {
        return E.left({
          name: 'Unreadable',
          operation: 'discoverRoot',
          method: 'GET',
          href: url,
          status: 200,
          reason: 'an answer by plain HTTP',
          faults: [],
        })
      }
      if (!links.user) return E.left({ name: 'NoLink', resource: 'root', link: 'user' })
      const user = await whereTo({ from: url, to: links.user.href, by: 'link' }, { domain, trust })
      if (E.isLeft(user)) return user
      const xframe = links.xframe ? resolveUp(links.xframe.href, url) : undefined
      return E.right({
        user: user.right,
        domain,
        ...(xframe === undefined || E.isLeft(xframe) ? {} : { xframe: xframe.right.href }),
      })
    }

    const tried: NotDiscovered['tried'][number][] = []
    for (const href of candidates.right) {
      const outcome = await tryOne(href)
      if (E.isRight(outcome) || outcome.left.name === 'Aborted') return outcome
      tried.push({ href, failure: outcome.left })
    }
    return E.left({ name: 'NotDiscovered', tried })
  }
