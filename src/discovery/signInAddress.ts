import { either as E } from 'fp-ts'
import type { InvalidInput } from '../protocol/failure.ts'

/** `user@domain`, taken apart. */
export interface SignInAddress {
  readonly user: string
  /** In lower case, as host names are written in URLs. */
  readonly domain: string
}

const rule = 'must be an address such as name@contoso.com'

/** Reads a sign-in address; a leading `sip:` is dropped. */
export const parseSignInAddress = (text: string): E.Either<InvalidInput, SignInAddress> => {
  const invalid: E.Either<InvalidInput, never> = E.left({
    name: 'InvalidInput',
    operation: 'discoverRoot',
    faults: [{ field: 'signInAddress', rule }],
  })
  const [, user, domain] = /^(?:sips?:)?([^\s@:;,<>"]+)@([^\s@:;,<>"/?#\\[\]%]+)$/i.exec(text.trim()) ?? []
  if (user === undefined || domain === undefined || !URL.canParse(`https://${domain}/`)) return invalid
  const { hostname } = new URL(`https://${domain}/`)
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(hostname) ? E.right({ user, domain: hostname }) : invalid
}
