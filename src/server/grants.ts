import { type Account, createStranger, sipUri } from './accounts.ts'
import type { Exchange } from './exchange.ts'
import { paths } from './paths.ts'
import { signedInBy } from './signInCookie.ts'
import type { Site } from './site.ts'

/** Why a grant gives no token: the error of the token service, and what its header says about it. */
export interface Declined {
  readonly error: 'invalid_request' | 'invalid_grant'
  readonly reason: string
  /** Where the user signs in first. */
  readonly signInPage?: string
}

type Identify = (form: URLSearchParams, exchange: Exchange) => Account | Declined

/** One way of asking for a token. */
interface Grant {
  readonly name: string
  readonly isOffered: (site: Site) => boolean
  /** Whom the form, or what came with it, proves. */
  readonly identify: Identify
}

const missing: Declined = { error: 'invalid_request', reason: 'A parameter is missing.' }
const invalid: Declined = { error: 'invalid_grant', reason: 'No valid credentials.' }

/** The rule of the grants where the proof is not in the form. */
const withoutSecrets =
  (identify: Identify): Identify =>
  (form, exchange) =>
    form.has('username') || form.has('password')
      ? { error: 'invalid_request', reason: 'username and password must be absent.' }
      : identify(form, exchange)

const byPassword: Identify = (form, { site }) => {
  const username = form.get('username')
  const password = form.get('password')
  if (username === null || password === null) return missing
  const account = site.accounts.find(username)
  return account?.password === password ? account : invalid
}

const byTransport: Identify = (_, { site }) => site.accounts.all.find(({ integrated }) => integrated) ?? invalid

const byPage: Identify = (_, { site, request, url }) =>
  signedInBy(request, site) ??
  [...site.atSignInPage].findLast(({ passive }) => passive) ?? {
    ...invalid,
    signInPage: `${url.origin}${paths.signInPage}`,
  }

/** She stays the same person for as long as she renews a token that is still good. */
const byConference: Identify = (form, { site }) => {
  const uri = form.get('ms_rtc_conferenceuri')
  const key = form.get('password')
  if (uri === null || key === null) return missing
  const conference = sipUri(uri)
  if (site.conferenceKeys.get(conference) !== key) return invalid
  const old = form.get('ms_rtc_renew')
  if (old === null) return createStranger(conference, site.random)
  const holder = site.tokens.holder(old)
  return holder?.conference === conference ? holder : invalid
}

const grants: readonly Grant[] = [
  {
    name: 'urn:microsoft.rtc:windows',
    isOffered: ({ accounts }) => accounts.all.some(({ integrated }) => integrated),
    identify: withoutSecrets(byTransport),
  },
  {
    name: 'urn:microsoft.rtc:passive',
    isOffered: ({ accounts }) => accounts.all.some(({ passive }) => passive),
    identify: withoutSecrets(byPage),
  },
  {
    name: 'urn:microsoft.rtc:anonmeeting',
    isOffered: ({ conferenceKeys }) => conferenceKeys.size > 0,
    identify: byConference,
  },
  { name: 'password', isOffered: () => true, identify: byPassword },
]

/** The grants by which somebody could get a token here. */
export const offeredGrants = (site: Site): readonly string[] =>
  grants.filter(({ isOffered }) => isOffered(site)).map(({ name }) => name)

/** Whom a token request proves; undefined where its grant is not offered. */
export const identify = (grant: string, form: URLSearchParams, exchange: Exchange): Account | Declined | undefined =>
  grants.find(({ name, isOffered }) => name === grant && isOffered(exchange.site))?.identify(form, exchange)
