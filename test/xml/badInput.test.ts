import { either as E } from 'fp-ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { xml } from '../../src/xml/index.ts'

const format = xml()
const nested = (depth: number): string => '<resource>'.repeat(depth) + '</resource>'.repeat(depth)
const bomb = `<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><resource>&b;</resource>`

describe('what is refused', () => {
  it.each([
    ['nothing', '', 'document must contain a root element at line 1, column 0'],
    ['plain text', 'secret', 'text data outside of root node at line 1, column 6'],
    ['JSON', '{"a":1}', 'text data outside of root node at line 1, column 7'],
    ['a document type', '<!DOCTYPE resource><resource/>', 'a document type is not allowed at line 1, column 19'],
    [
      'an external entity',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><resource>&x;</resource>',
      'a document type is not allowed at line 1, column 54',
    ],
    ['an entity bomb', bomb, 'a document type is not allowed at line 1, column 57'],
    ['an unknown entity', '<resource>&secret;</resource>', 'undefined entity at line 1, column 18'],
    ['an unclosed element', '<resource><property name="a">', 'unclosed tag at line 1, column 29'],
    ['an element closed by another', '<resource>\n<a></b></resource>', 'unexpected close tag at line 2, column 7'],
    ['half an element', '<resource><link rel="secret', 'unclosed tag at line 1, column 27'],
    ['two roots', '<resource/><resource/>', 'documents may contain only one root at line 1, column 21'],
    ['a repeated attribute', '<resource rel="a" rel="b"/>', 'duplicate attribute at line 1, column 27'],
    ['an unbound prefix', '<u:resource/>', 'unbound namespace prefix at line 1, column 13'],
    ['a control character', '<resource>\u0001</resource>', 'disallowed character at line 1, column 11'],
    ['a character reference to none', '<resource>&#0;</resource>', 'malformed character entity at line 1, column 14'],
    [
      'a root of XHTML',
      '<html xmlns="http://www.w3.org/1999/xhtml"/>',
      'the root is of another namespace at line 1, column 44',
    ],
    [
      'a root of another UCWA',
      '<resource xmlns="http://schemas.microsoft.com/rtc/2099/01/ucwa"/>',
      'the root is of another namespace at line 1, column 65',
    ],
    ['65 elements inside one another', nested(65), 'more than 64 elements inside one another at line 1, column 650'],
    ['more than any answer holds', `<resource>${' '.repeat(16_777_216)}</resource>`, 'more than 16777216 characters'],
  ])('%s', (_, text, reason) => {
    expect(format.parse(text)).toEqual(E.left({ name: 'ParseFailure', format: 'XML', reason }))
  })

  it('is told without a piece of the text', () => {
    for (const text of ['<secret', '<a></secret>', '<secret:a/>', '<a secret="1" secret="2"/>', '<a>&secret;</a>']) {
      expect(JSON.stringify(format.parse(text))).not.toContain('secret')
    }
  })
})

describe('what is harmless', () => {
  it('is 64 elements inside one another', () => {
    expect(E.isRight(format.parse(nested(64)))).toBe(true)
  })

  it.each([
    '<resource><property name="__proto__">1</property></resource>',
    '<resource><property name="__proto__"><polluted>1</polluted></property></resource>',
    '<resource><__proto__><polluted>1</polluted></__proto__></resource>',
    '<resource><link rel="__proto__" href="/" polluted="1"/></resource>',
    '<resource><resource rel="__proto__"><property name="polluted">1</property></resource></resource>',
    '<events><sender __proto__="1"><__proto__ rel="a" href="/"/></sender></events>',
  ])('is %s', (text) => {
    const parsed = format.parse(text)
    const structure: unknown = E.isRight(parsed) ? parsed.right : undefined
    expect([E.isRight(parsed), Object.getPrototypeOf(structure), Reflect.get({}, 'polluted')]).toEqual([
      true,
      Object.prototype,
      undefined,
    ])
  })

  it('is a property that is named as the links are', () => {
    const text = '<resource href="/"><property name="_links">x</property><_embedded>y</_embedded></resource>'
    expect(format.parse(text)).toEqual(E.right({ _links: { self: { href: '/' } } }))
  })

  it('is a link without a relation', () => {
    expect(format.parse('<resource><link href="/"/><resource/></resource>')).toEqual(E.right({}))
  })

  it('is any text', () => {
    const piece = fc.constantFrom(
      '<resource',
      '<events',
      '<sender',
      '<link',
      ' rel="a"',
      '>',
      '/>',
      '</a>',
      '&',
      '<![',
      'x',
    )
    const broken = fc.array(fc.oneof(piece, fc.string())).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(broken, (text) => {
        expect(['Left', 'Right']).toContain(format.parse(text)._tag)
      }),
    )
  })
})
