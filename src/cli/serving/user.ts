import { either as E } from 'fp-ts'
import type { UserAccount } from '../../server/index.ts'

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** `lene.aaling` is Lene Aaling. */
const nameOf = (local: string): string =>
  local
    .split(/[._-]+/)
    .map(capitalised)
    .join(' ')

/** Reads `name@domain:password`. */
export const readUser = (text: string): E.Either<string, UserAccount> => {
  const [, local, domain, password] = /^([^@:\s]+)@([^@:\s]+):(.+)$/s.exec(text) ?? []
  if (local === undefined || domain === undefined || password === undefined) {
    return E.left('--user is name@domain:password')
  }
  return E.right({ uri: `sip:${local}@${domain}`.toLowerCase(), name: nameOf(local), password })
}
