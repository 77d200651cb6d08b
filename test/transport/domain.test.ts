import { expect, test } from 'vitest'
import { isWithin } from '../../src/transport/domain.ts'

test.each([
  ['contoso.com', 'contoso.com', true],
  ['Pool.Contoso.com', 'cONTOSO.com', true],
  ['evilcontoso.com', 'contoso.com', false],
  ['contoso.com.evil.example', 'contoso.com', false],
  ['evil.example', '', false],
  ['evil.example.', '', false],
])('%s is within %j: %s', (host, domain, within) => {
  expect(isWithin(host, domain)).toBe(within)
})
