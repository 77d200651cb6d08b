import { either as E } from 'fp-ts'
import type { InvalidInput } from '../protocol/failure.ts'

/** `user@domain`, taken apart. */
export interface SignInAddress {
  readonly user: string
  /** In lower case, as host names are written in URLs. */
  readonly domain: string
}

const label = 'lyncdiscover.'
const rule = 'must be an address such as name@contoso.com'

/** Reads a sign-in address; a leading `sip:` is dropped. */
export const parseSignInAddress = (text: string): E.Either<InvalidInput, SignInAddress> => {
  const invalid: E.Either<InvalidInput, never> = E.left({
    name: 'InvalidInput',
    operation: 'discoverRoot',
    faults: [{ field: 'signInAddress', rule }],
  })
  const [, user, domain] = /^(?:sips?:)?([^\s@:;,<>"]+)@([^\s@:;,<>"/?#\\[\]%]+)$/i.exec(text.trim()) ?? []
  // Read with a label in front, as discovery will write it: a number alone would become an IPv4 address.
  const host = `https://${label}${domain ?? ''}/`
  if (user === undefined || domain === undefined || !URL.canParse(host)) return invalid
  const name = new URL(host).hostname.slice(label.length)
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name) ? E.right({ user, domain: name }) : invalid
}
