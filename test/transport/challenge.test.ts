import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseChallenge } from '../../src/transport/challenge.ts'

const service = {
  href: 'https://pool.contoso.com/WebTicket/oauthtoken',
  grantTypes: ['urn:microsoft.rtc:windows', 'urn:microsoft.rtc:anonmeeting', 'password'],
}
const documented = `MsRtcOAuth href="${service.href}",grant_type="${service.grantTypes.join(',')}"`

test('reads the documented header', () => {
  expect(parseChallenge(documented)).toEqual({ tokenService: service, authorizationUri: undefined })
})

test('reads an unquoted href', () => {
  const header = `MsRtcOAuth href=${service.href},grant_type="password"`
  expect(parseChallenge(header).tokenService).toEqual({ href: service.href, grantTypes: ['password'] })
})

test('reads headers that were folded into one', () => {
  const header = `Bearer trusted_issuers="a,b", client_id="0000", ${documented}, Negotiate, NTLM`
  expect(parseChallenge(header).tokenService).toEqual(service)
})

test('reads the authorization URI of Bearer', () => {
  const header = 'Bearer authorization_uri="https://login.windows.net/common", client_id="0000"'
  expect(parseChallenge(header)).toEqual({
    tokenService: undefined,
    authorizationUri: 'https://login.windows.net/common',
  })
})

test('takes no href from another scheme', () => {
  expect(parseChallenge('Other href="https://evil.example/", MsRtcOAuth grant_type="password"').tokenService).toBe(
    undefined,
  )
})

test('skips the credentials of Negotiate', () => {
  expect(parseChallenge(`Negotiate YII+/abc==, ${documented}`).tokenService).toEqual(service)
})

test('takes a scheme inside quotes for text', () => {
  const header = `Basic realm="MsRtcOAuth href=https://evil.example/, MsRtcOAuth", ${documented}`
  expect(parseChallenge(header).tokenService).toEqual(service)
})

test('reads escaped quotes', () => {
  expect(parseChallenge(String.raw`Basic realm="a \", MsRtcOAuth href=x", ${documented}`).tokenService).toEqual(service)
})

test('reads a header that ends inside quotes', () => {
  expect(parseChallenge(`MsRtcOAuth href="${service.href}`).tokenService).toEqual({
    href: service.href,
    grantTypes: [],
  })
})

test('ends for every text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'B', '=', '"', ',', '\\', ' ', 'MsRtcOAuth', 'href', 'grant_type') }),
      (header) => {
        expect(Object.keys(parseChallenge(header))).toEqual(['tokenService', 'authorizationUri'])
      },
    ),
  )
})

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/)
const parameter = fc
  .tuple(name, fc.string({ maxLength: 20 }))
  .map(([key, value]) => `${key}="${value.replace(/["\\]/g, '\\$&')}"`)
const otherScheme = fc
  .tuple(
    name.filter((scheme) => scheme.toLowerCase() !== 'msrtcoauth'),
    fc.array(parameter, { maxLength: 4 }),
  )
  .map(([scheme, parameters]) => `${scheme} ${parameters.join(', ')}`)
const anyCase = (text: string) =>
  fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((upper) =>
    Array.from(text)
      .map((letter, at) => (upper[at] ? letter.toUpperCase() : letter.toLowerCase()))
      .join(''),
  )

const ours = fc
  .record({
    scheme: anyCase('MsRtcOAuth'),
    href: fc.webUrl().filter((url) => !/[\s,"\\]/.test(url)),
    grants: fc.array(fc.stringMatching(/^[a-z:.]{1,20}$/), { minLength: 1, maxLength: 4 }),
    isQuoted: fc.boolean(),
    isTurned: fc.boolean(),
    gap: fc.constantFrom(',', ', ', ' ,  '),
  })
  .map(({ scheme, href, grants, isQuoted, isTurned, gap }) => {
    const parts = [`href=${isQuoted ? `"${href}"` : href}`, `grant_type="${grants.join(',')}"`]
    return { header: `${scheme} ${(isTurned ? parts.reverse() : parts).join(gap)}`, href, grants }
  })

test('finds the token service among any schemes in any order', () => {
  fc.assert(
    fc.property(
      fc.array(otherScheme, { maxLength: 3 }),
      ours,
      fc.array(otherScheme, { maxLength: 3 }),
      (before, own, after) => {
        const header = [...before, own.header, ...after].join(', ')
        expect(parseChallenge(header).tokenService).toEqual({ href: own.href, grantTypes: own.grants })
      },
    ),
  )
})

test('undoes escapes inside quotes', () => {
  expect(parseChallenge(String.raw`Bearer authorization_uri="https://a/\"b\\"`).authorizationUri).toBe('https://a/"b\\')
})

test('takes the service of the first scheme that names one', () => {
  const header = `MsRtcOAuth grant_type="password", ${documented}`
  expect(parseChallenge(header).tokenService).toEqual(service)
})

test('takes no authorization URI from another scheme, and the first of those that name one', () => {
  const header = 'Other authorization_uri="https://evil.example", Bearer a=b, Bearer authorization_uri="https://a/"'
  expect(parseChallenge(header).authorizationUri).toBe('https://a/')
})

test('reads grants with a space after the comma', () => {
  expect(parseChallenge('MsRtcOAuth href=/a, grant_type="password, urn:b"').tokenService).toEqual({
    href: '/a',
    grantTypes: ['password', 'urn:b'],
  })
})
