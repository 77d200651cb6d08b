import { expect, test } from 'vitest'
import { Place } from '../../src/runtime/place.ts'

const place = (): Place => {
  const there = new Place()
  there.moveTo('https://pool.contoso.com/ucwa/apps/7?x=1')
  return there
}

test.each([
  ['/ucwa/apps/7/me', 'https://pool.contoso.com/ucwa/apps/7/me'],
  ['me', 'https://pool.contoso.com/ucwa/apps/me'],
  ['me/', 'https://pool.contoso.com/ucwa/apps/me/'],
  ['?ack=2', 'https://pool.contoso.com/ucwa/apps/7?ack=2'],
  ['https://other.contoso.com/me', 'https://other.contoso.com/me'],
  ['//other.contoso.com/me', 'https://other.contoso.com/me'],
  ['http://[broken', 'http://[broken'],
])('%s is %s', (href, absolute) => {
  expect(place().absolute(href)).toBe(absolute)
})

test.each([undefined, null])('a link that is %s is nowhere', (link) => {
  expect(place().of(link)).toBeUndefined()
})

test('a link is where its href leads', () => {
  expect(place().of({ href: '/me' })).toBe('https://pool.contoso.com/me')
})

test('an href moves with the application', () => {
  const there = place()
  there.moveTo('https://elsewhere.contoso.com/apps/8')
  expect(there.absolute('/me')).toBe('https://elsewhere.contoso.com/me')
})

test.each(['/me', 'me'])('before there is an application %s is itself', (href) => {
  expect(new Place().absolute(href)).toBe(href)
})
