import type { Scope } from '../protocol/scope.ts'
import { identifier, type Random } from '../seam/random.ts'
import type { UserAccount } from './options.ts'

/** Somebody the server knows. One object a person: compare by identity. */
export interface Account {
  readonly uri: string
  /** The URI without its scheme: `tosh@contoso.com`. */
  readonly address: string
  readonly name: string
  readonly password: string
  readonly token: string | undefined
  readonly integrated: boolean
  readonly passive: boolean
  /** What her tokens are good for; undefined where they come without scopes, and may do all. */
  readonly scopes: readonly Scope[] | undefined
  /** The conference for which an anonymous user has got her token; undefined for everybody with an account. */
  readonly conference: string | undefined
}

export interface Accounts {
  readonly all: readonly Account[]
  /** Finds by SIP URI or bare address, without regard to case. */
  readonly find: (uri: string) => Account | undefined
}

/** A SIP URI in the form in which URIs are compared: a bare address gets its scheme, white space goes. */
export const sipUri = (text: string): string => {
  const compact = text.replaceAll(/\s/g, '').toLowerCase()
  return /^[a-z]+:/.test(compact) ? compact : `sip:${compact}`
}

export const createAccounts = (users: readonly UserAccount[]): Accounts => {
  const all = users.map(({ uri, name, password, token, integrated, passive, scopes }) => ({
    uri: sipUri(uri),
    address: sipUri(uri).replace(/^sips?:/, ''),
    name,
    password,
    token,
    integrated: integrated ?? false,
    passive: passive ?? false,
    scopes,
    conference: undefined,
  }))
  const byUri = new Map<string, Account>(all.map((account) => [account.uri, account]))
  return { all, find: (uri) => byUri.get(sipUri(uri)) }
}

/** Whether she has no account: there is little that she may do. */
export const isStranger = ({ conference }: Account): boolean => conference !== undefined

/** Somebody without an account, for one conference. */
export const createStranger = (conference: string, random: Random): Account => {
  const address = `${identifier(random)}@anonymous.invalid`
  return {
    uri: `sip:${address}`,
    address,
    name: 'Anonymous',
    password: '',
    token: undefined,
    integrated: false,
    passive: false,
    scopes: undefined,
    conference,
  }
}
