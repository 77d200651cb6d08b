import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hrefTo, linksTo, resolveHref, withQuery } from '../../src/protocol/index.ts'

describe('linksTo', () => {
  const resource = {
    _links: {
      self: { href: '/a' },
      item: [{ href: '/b', title: 'Ada' }, { href: '/c' }],
      none: [],
      broken: { title: 'no href' },
      mixed: [{ href: '/d' }, null, { href: 4 }, { href: '/e' }],
      gone: null,
    },
  }

  it.each([
    { rel: 'self', links: [{ href: '/a' }] },
    { rel: 'item', links: [{ href: '/b', title: 'Ada' }, { href: '/c' }] },
    { rel: 'none', links: [] },
    { rel: 'broken', links: [] },
    { rel: 'mixed', links: [{ href: '/d' }, { href: '/e' }] },
    { rel: 'gone', links: [] },
    { rel: 'unheardOf', links: [] },
    { rel: 'constructor', links: [] },
    { rel: '__proto__', links: [] },
  ])('finds $links.length links of the relation $rel', ({ rel, links }) => {
    expect(linksTo(resource, rel)).toEqual(links)
  })

  it.each([{}, { _links: null }, { _links: undefined }, { _links: [] }])('finds nothing in %j', (empty) => {
    expect(linksTo(empty, 'self')).toEqual([])
  })
})

describe('hrefTo', () => {
  it('is the href of a single link', () => {
    expect(hrefTo({ _links: { self: { href: '/a' } } }, 'self')).toBe('/a')
  })

  it('is the href of the first link of an array', () => {
    expect(hrefTo({ _links: { item: [{ href: '/b' }, { href: '/c' }] } }, 'item')).toBe('/b')
  })

  it('is undefined where there is no link', () => {
    expect(hrefTo({ _links: {} }, 'self')).toBeUndefined()
  })
})

describe('resolveHref', () => {
  const base = 'https://pool.example.com:4443/ucwa/oauth/v1/applications?x=1'

  it.each([
    ['/ucwa/a/7/events?ack=1', 'https://pool.example.com:4443/ucwa/a/7/events?ack=1'],
    ['https://other.example.com/a', 'https://other.example.com/a'],
    ['conv/4', 'https://pool.example.com:4443/ucwa/oauth/v1/conv/4'],
    ['/people/ada@example.com', 'https://pool.example.com:4443/people/ada@example.com'],
  ])('resolves %s', (href, absolute) => {
    expect(resolveHref(href, base)).toBe(absolute)
  })

  it('keeps the text of a data URL', () => {
    expect(resolveHref('data:text/plain,Hi+there%0d%0a', base)).toBe('data:text/plain,Hi+there%0d%0a')
  })

  it('throws where there is no base to resolve against', () => {
    expect(() => resolveHref('/a', '')).toThrow(TypeError)
  })
})

describe('withQuery', () => {
  const host = 'https://pool.example.com'

  it.each([
    { written: '/e?ack=1', added: { timeout: 180 }, expected: '/e?ack=1&timeout=180' },
    { written: '/e', added: { timeout: 180, priority: 0 }, expected: '/e?timeout=180&priority=0' },
    { written: '/e?ack=1', added: {}, expected: '/e?ack=1' },
    { written: '/e', added: {}, expected: '/e' },
    { written: '/e?ack=1', added: { low: undefined }, expected: '/e?ack=1' },
    { written: '/e?', added: { low: 5 }, expected: '/e?low=5' },
    { written: '/e?timeout=180&ack=1', added: { timeout: 300 }, expected: '/e?ack=1&timeout=300' },
    { written: '/e?a=1&a=2&b=3', added: { a: 4 }, expected: '/e?b=3&a=4' },
    { written: '/e?%61=1&b=3', added: { a: 4 }, expected: '/e?b=3&a=4' },
    { written: '/e??a=1', added: { a: 4 }, expected: '/e??a=1&a=4' },
    { written: '/e?ack=1#part', added: { low: 5 }, expected: '/e?ack=1&low=5#part' },
    { written: '/m', added: { operationId: 'a b+c&d=e%~é' }, expected: '/m?operationId=a%20b%2Bc%26d%3De%25%7E%C3%A9' },
    { written: '/m', added: { filter: '' }, expected: '/m?filter=' },
  ])('makes $expected', ({ written, added, expected }) => {
    expect(withQuery(`${host}${written}`, added)).toBe(`${host}${expected}`)
  })

  it.each([
    'a=x%20y',
    'a=x+y',
    'a=~',
    'a=%7e',
    'a=%2B',
    "a=(!*')",
    'a',
    'a=',
    'a=b=c',
    'a=sip:x@y;z',
    'a=1&&b=2',
    '&a=1',
  ])('leaves %s as the server wrote it', (written) => {
    const url = new URL(`${host}/e?${written}`).href
    expect(withQuery(url, { timeout: 180 })).toBe(`${url}&timeout=180`)
  })

  it('leaves any query as it was written', () => {
    const pair = fc.stringMatching(/^[a-z]{1,3}(=[A-Za-z0-9~+*!():;@,._-]{0,6}(%[0-9a-fA-F]{2})?)?$/)
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
        const url = `${host}/e?${pairs.join('&')}`
        expect(withQuery(url, { timeout: 180 })).toBe(`${url}&timeout=180`)
      }),
    )
  })

  it('adds every value so that it reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const url = new URL(withQuery(`${host}/e?ack=1`, { value }))
        expect([url.searchParams.get('ack'), url.searchParams.get('value')]).toEqual(['1', value])
      }),
    )
  })

  it('writes no bare plus', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(withQuery(`${host}/e`, { value })).not.toContain('+')
      }),
    )
  })

  it('throws at an href that is not resolved', () => {
    expect(() => withQuery('/e', { a: 1 })).toThrow(TypeError)
  })
})
