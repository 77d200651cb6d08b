import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { followRedirect, type Redirect } from '../../src/discovery/redirect.ts'

const https = 'https://lyncdiscover.contoso.com/'
const http = 'http://lyncdiscover.contoso.com/'

test.each<[string, Redirect, string]>([
  ['to the same host', { from: https, to: '/root', by: 'status' }, 'https://lyncdiscover.contoso.com/root'],
  [
    'into the sign-in domain',
    { from: https, to: 'https://web.contoso.com/', by: 'status' },
    'https://web.contoso.com/',
  ],
  ['to the sign-in domain itself', { from: https, to: 'https://CONTOSO.com', by: 'status' }, 'https://contoso.com/'],
  ['up to HTTPS', { from: http, to: https, by: 'status' }, https],
  ['by a link over HTTPS', { from: https, to: 'https://online.example/', by: 'link' }, 'https://online.example/'],
  ['by a link into the domain', { from: http, to: 'https://web.contoso.com/', by: 'link' }, 'https://web.contoso.com/'],
  ['on a plain host', { from: 'http://127.0.0.1:8080/', to: '/a', by: 'status' }, 'http://127.0.0.1:8080/a'],
])('follows a redirect %s', (_, redirect, target) => {
  expect(followRedirect(redirect, 'contoso.com', [])).toEqual(E.right({ href: target, needsConsent: false }))
})

test.each<[string, Redirect, string]>([
  ['to another domain', { from: https, to: 'https://evil.example/?q=1', by: 'status' }, 'leads out of contoso.com'],
  ['to a look-alike', { from: https, to: 'https://evilcontoso.com/', by: 'status' }, 'leads out of contoso.com'],
  ['down from HTTPS', { from: https, to: http, by: 'status' }, 'leads away from HTTPS'],
  ['down from HTTPS by a link', { from: https, to: http, by: 'link' }, 'leads away from HTTPS'],
  [
    'to another host by plain HTTP',
    { from: http, to: 'http://web.contoso.com/', by: 'status' },
    'leads to another host by plain HTTP',
  ],
  ['to another scheme', { from: http, to: 'ftp://web.contoso.com/', by: 'status' }, 'leads away from HTTPS'],
  ['to no URL', { from: https, to: 'https://', by: 'status' }, 'not a URL'],
])('does not follow a redirect %s', (_, redirect, reason) => {
  const outcome = followRedirect(redirect, 'contoso.com', ['evil.example'])
  expect(outcome).toEqual(
    E.left({ name: 'ForeignRedirect', from: redirect.from, to: redirect.to.replace(/\?.*/, ''), reason }),
  )
})

test('trusts no domain beside the host where there is none', () => {
  expect(E.isLeft(followRedirect({ from: https, to: 'https://evil.example./', by: 'status' }, '', ['']))).toBe(true)
})

test.each([
  ['asks for consent to a plain link out of the domain', [], true],
  ['asks for consent to a plain link out of the trusted domains', ['example.org', 'web.online.example'], true],
  ['follows a plain link into a trusted domain', ['Example.org', 'Online.example'], false],
])('%s', (_, trusted, needsConsent) => {
  const redirect: Redirect = { from: http, to: 'https://pool.online.example/', by: 'link' }
  expect(followRedirect(redirect, 'contoso.com', trusted)).toEqual(
    E.right({ href: 'https://pool.online.example/', needsConsent }),
  )
})
