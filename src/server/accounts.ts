import type { UserAccount } from './options.ts'

/** Somebody the server knows. One object a person: compare by identity. */
export interface Account {
  readonly uri: string
  /** The URI without its scheme: `tosh@contoso.com`. */
  readonly address: string
  readonly name: string
  readonly password: string
  readonly token: string | undefined
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
  const all = users.map(({ uri, name, password, token }) => ({
    uri: sipUri(uri),
    address: sipUri(uri).replace(/^sips?:/, ''),
    name,
    password,
    token,
  }))
  const byUri = new Map<string, Account>(all.map((account) => [account.uri, account]))
  return { all, find: (uri) => byUri.get(sipUri(uri)) }
}
