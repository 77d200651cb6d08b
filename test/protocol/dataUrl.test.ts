import { either as E } from 'fp-ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeDataUrl, decodeText, encodeBase64, encodePercent } from '../../src/protocol/index.ts'

const textOf = (href: string): string | undefined => E.getOrElseW(() => undefined)(decodeText(href))
const refused = (reason: string) => E.left({ name: 'DataUrlFailure', reason })

describe('a percent-encoded data URL', () => {
  it.each([
    { what: 'a plus as a space', href: 'data:text/plain,Hi+there', text: 'Hi there' },
    { what: '%20 as a space', href: 'data:text/plain,Hi%20there', text: 'Hi there' },
    { what: '%2B as a plus', href: 'data:text/plain,1%2B1', text: '1+1' },
    { what: 'CRLF at the end', href: 'data:text/plain;charset=utf-8,Hi%0d%0a', text: 'Hi\r\n' },
    { what: 'commas in the content', href: 'data:text/plain,a,b,,c', text: 'a,b,,c' },
    { what: 'semicolons in the content', href: 'data:text/plain,a;base64,b', text: 'a;base64,b' },
    { what: 'UTF-8 beyond ASCII', href: 'data:text/plain;charset=utf-8,%e4%bd%a0%E5%A5%BD', text: '你好' },
    { what: 'characters that are not escaped', href: 'data:text/plain,été', text: 'été' },
    { what: 'a stray percent sign', href: 'data:text/plain,100%', text: '100%' },
    { what: 'a percent sign before one digit', href: 'data:text/plain,5%2', text: '5%2' },
    { what: 'a percent sign before other letters', href: 'data:text/plain,5%zz', text: '5%zz' },
    { what: 'a percent sign before an escape', href: 'data:text/plain,%%41', text: '%A' },
    { what: 'an escaped percent sign', href: 'data:text/plain,%2541', text: '%41' },
    { what: 'a byte order mark', href: 'data:text/plain,%ef%bb%bfa', text: '\ufeffa' },
    { what: 'nothing', href: 'data:text/plain,', text: '' },
    { what: 'bytes that are not UTF-8', href: 'data:text/plain,%ff', text: '\ufffd' },
  ])('has $what', ({ href, text }) => {
    expect(textOf(href)).toBe(text)
  })
})

describe('a base64 data URL', () => {
  it.each([
    { what: 'ASCII', href: 'data:text/plain;charset=utf-8;base64,SGkgQWRh', text: 'Hi Ada' },
    { what: 'a plus of its alphabet', href: 'data:text/plain;base64,4oSi4pi+', text: '™☾' },
    { what: 'padding', href: 'data:text/plain;base64,SGk=', text: 'Hi' },
    { what: 'no padding', href: 'data:text/plain;base64,SGk', text: 'Hi' },
    { what: 'escaped padding', href: 'data:text/plain;base64,SGk%3d', text: 'Hi' },
    { what: 'an escaped plus', href: 'data:text/plain;base64,4oSi4pi%2B', text: '™☾' },
    { what: 'nothing', href: 'data:text/plain;base64,', text: '' },
    { what: 'the word in capitals', href: 'data:text/plain;BASE64,SGk=', text: 'Hi' },
    { what: 'a charset after the word', href: 'data:text/plain;base64;charset=utf-8,SGk=', text: 'Hi' },
  ])('has $what', ({ href, text }) => {
    expect(textOf(href)).toBe(text)
  })
})

describe('the charset', () => {
  it.each([
    { written: 'utf-8', href: 'data:text/plain;charset=utf-8,%c3%a9', text: 'é' },
    { written: 'utf8', href: 'data:text/plain;charset=utf8,%c3%a9', text: 'é' },
    { written: 'UTF-8', href: 'data:text/plain;charset=UTF-8,%c3%a9', text: 'é' },
    { written: '"utf-8"', href: 'data:text/plain;charset="utf-8",%c3%a9', text: 'é' },
    { written: "'utf-8'", href: "data:text/plain;charset='utf-8',%c3%a9", text: 'é' },
    { written: 'with a space', href: 'data:text/plain; charset=iso-8859-1,%e9', text: 'é' },
    { written: 'with a capital name', href: 'data:text/plain;Charset=utf-8,%c3%a9', text: 'é' },
    { written: 'not at all', href: 'data:text/plain,%c3%a9', text: 'é' },
    { written: 'as nothing', href: 'data:text/plain;charset=,%c3%a9', text: 'é' },
    { written: 'iso-8859-1', href: 'data:text/plain;charset=iso-8859-1,%e9', text: 'é' },
    { written: 'utf-16le', href: 'data:text/plain;charset=utf-16le;base64,6QA=', text: 'é' },
  ])('may be written $written', ({ href, text }) => {
    expect(textOf(href)).toBe(text)
  })

  it('that nobody knows is refused', () => {
    expect(decodeText('data:text/plain;charset=klingon,Qapla')).toEqual(refused('names a charset that is not known'))
  })
})

describe('the parts of a data URL', () => {
  it.each([
    { href: 'data:text/html;charset=utf8,Hi', mediaType: 'text/html', charset: 'utf8' },
    { href: 'DATA:Text/HTML,Hi', mediaType: 'text/html', charset: 'utf-8' },
    { href: 'data:,Hi', mediaType: 'text/plain', charset: 'utf-8' },
    { href: 'data:;base64,SGk=', mediaType: 'text/plain', charset: 'utf-8' },
    { href: 'data:application/sdp;x=y;base64,SGk=', mediaType: 'application/sdp', charset: 'utf-8' },
  ])('of $href are read', ({ href, mediaType, charset }) => {
    expect(decodeDataUrl(href)).toEqual(E.right({ mediaType, charset, bytes: Uint8Array.of(72, 105) }))
  })

  it.each([
    { href: 'http://example.com/,', reason: 'does not start with data:' },
    { href: '', reason: 'does not start with data:' },
    { href: ' data:,a', reason: 'does not start with data:' },
    { href: 'data:text/plain', reason: 'has no comma before its content' },
    { href: 'data:text/plain;base64,base64-encoded', reason: 'has content that is not base64' },
    { href: 'data:text/plain;base64,SGk=SGk=', reason: 'has content that is not base64' },
    { href: 'data:text/plain;base64,a', reason: 'has content that is not base64' },
  ])('of "$href" are refused', ({ href, reason }) => {
    expect([decodeDataUrl(href), decodeText(href)]).toEqual([refused(reason), refused(reason)])
  })
})

describe('encoding', () => {
  it('writes base64 with an explicit charset', () => {
    expect(encodeBase64('text/plain', 'Hi ☾')).toBe('data:text/plain;charset=utf-8;base64,SGkg4pi+')
  })

  it('writes a plus for a space', () => {
    expect(encodePercent('text/html', '<b>1+1 ☾~</b>\r\n')).toBe(
      'data:text/html;charset=utf-8,%3cb%3e1%2b1+%e2%98%be~%3c%2fb%3e%0d%0a',
    )
  })

  it.each([
    { form: 'base64', encode: encodeBase64 },
    { form: 'percent-encoding', encode: encodePercent },
  ])('as $form is exact for every well-formed text', ({ encode }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(decodeText(encode('text/plain', text))).toEqual(E.right(text))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    { form: 'base64', encode: encodeBase64 },
    { form: 'percent-encoding', encode: encodePercent },
  ])('as $form replaces a lone surrogate', ({ encode }) => {
    expect(textOf(encode('text/plain', 'a\ud800b'))).toBe('a\ufffdb')
  })

  it.each([
    { form: 'base64', encode: encodeBase64 },
    { form: 'percent-encoding', encode: encodePercent },
  ])('as $form carries a megabyte', ({ encode }) => {
    const text = 'Hällo, +100% ☾\r\n'.repeat(65_536)
    expect(textOf(encode('text/plain', text)) === text).toBe(true)
  })

  it('writes percent-encoding that every reading of a plus decodes alike but for spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [, content = ''] = encodePercent('text/plain', text).split(',')
        expect(decodeURIComponent(content.replaceAll('+', ' '))).toBe(text)
      }),
    )
  })
})

it('never throws, whatever href comes', () => {
  const part = fc.constantFrom('data:', 'DATA:', ';', ',', 'charset=', 'utf-8', 'base64', '%', '%4', '=', '+', 'SGk=')
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 3 }))), (parts) => {
      expect(['Left', 'Right']).toContain(decodeText(parts.join(''))._tag)
    }),
    { numRuns: 500 },
  )
})
