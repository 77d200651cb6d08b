/** Where tokens are issued, and by which grants. */
export interface TokenService {
  /** Relative to the URL of the 401, or absolute. */
  readonly href: string
  /** Such as `password` or `urn:microsoft.rtc:windows`; empty where the service does not say. */
  readonly grantTypes: readonly string[]
}

/** What a 401 says about how to go on. */
export interface Challenge {
  /** From the scheme `MsRtcOAuth`. */
  readonly tokenService: TokenService | undefined
  /** From the scheme `Bearer`: where Azure AD issues tokens for this service. */
  readonly authorizationUri: string | undefined
}

interface Scheme {
  readonly name: string
  readonly parameters: Map<string, string>
}

const gap = /[\s,]*/y
const word = /[^\s,="]+/y
const equals = /\s*=\s*/y
const quoted = /"((?:[^"\\]|\\.)*)"?/sy
const bare = /[^\s,]*/y

/** A word is a parameter where `=` follows, and a scheme otherwise. Commas inside quotes part nothing. */
const parseSchemes = (header: string): readonly Scheme[] => {
  const schemes: Scheme[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(header) ?? undefined
    if (found !== undefined) at = pattern.lastIndex
    return found
  }
  while (at < header.length) {
    take(gap)
    const name = take(word)?.[0]
    if (name === undefined) {
      at += 1
    } else if (take(equals) === undefined) {
      schemes.push({ name: name.toLowerCase(), parameters: new Map() })
    } else {
      const value = take(quoted)?.[1]?.replace(/\\(.)/gs, '$1') ?? take(bare)?.[0] ?? ''
      schemes.at(-1)?.parameters.set(name.toLowerCase(), value)
    }
  }
  return schemes
}

const tokenServiceOf = ({ parameters }: Scheme): TokenService | undefined => {
  const href = parameters.get('href') ?? ''
  if (href === '') return undefined
  const grants = (parameters.get('grant_type') ?? '').split(',').map((grant) => grant.trim())
  return { href, grantTypes: grants.filter((grant) => grant !== '') }
}

/**
 * Reads `WWW-Authenticate`. Several headers may be folded into one by a comma,
 * schemes come in any order and letter case, unknown ones are skipped, and a
 * value need not be quoted.
 */
export const parseChallenge = (header: string): Challenge => {
  const schemes = parseSchemes(header)
  return {
    tokenService: schemes
      .filter(({ name }) => name === 'msrtcoauth')
      .map(tokenServiceOf)
      .find((service) => service !== undefined),
    authorizationUri: schemes
      .filter(({ name }) => name === 'bearer')
      .map(({ parameters }) => parameters.get('authorization_uri'))
      .find((uri) => uri !== undefined),
  }
}
