import { either as E } from 'fp-ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSignInAddress } from '../../src/discovery/signInAddress.ts'

test.each([
  ['tosh@contoso.com', 'tosh', 'contoso.com'],
  ['sip:tosh@contoso.com', 'tosh', 'contoso.com'],
  ['SIP:tosh.m+x@Contoso.COM', 'tosh.m+x', 'contoso.com'],
  ['  tosh@eu.contoso.com ', 'tosh', 'eu.contoso.com'],
  ['tosh@localhost', 'tosh', 'localhost'],
  ['tosh@bücher.example', 'tosh', 'xn--bcher-kva.example'],
])('reads %j', (text, user, domain) => {
  expect(parseSignInAddress(text)).toEqual(E.right({ user, domain }))
})

test.each([
  '',
  'tosh',
  '@contoso.com',
  'tosh@',
  'tosh@contoso.com@evil.example',
  'tosh@contoso.com/evil',
  'tosh@contoso.com?x',
  'tosh@contoso.com#x',
  'tosh@contoso.com:443',
  'tosh@contoso..com',
  'tosh@.contoso.com',
  'tosh@[::1]',
  'tosh@127.0.0.1',
  'tosh@1',
  'tosh@con%2ftoso.com',
  'to sh@contoso.com',
  'https://contoso.com/',
])('refuses %j', (text) => {
  expect(parseSignInAddress(text)).toEqual(
    E.left({
      name: 'InvalidInput',
      operation: 'discoverRoot',
      faults: [{ field: 'signInAddress', rule: 'must be an address such as name@contoso.com' }],
    }),
  )
})

test('gives a domain that is a host name, whatever the text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (user, host) => {
      const address = parseSignInAddress(`${user}@${host}`)
      if (E.isRight(address)) expect(new URL(`https://lyncdiscover.${address.right.domain}/`).pathname).toBe('/')
    }),
  )
})
