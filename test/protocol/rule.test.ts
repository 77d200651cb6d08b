import { either as E } from 'fp-ts'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/protocol/decode.ts'
import { atMost, Content, fromOneTo, oneOf, SipUri } from '../../src/protocol/rule.ts'

describe('SipUri', () => {
  it.each([
    'sip:ada@example.com',
    'SIP:Ada@Example.COM',
    'sips:ada@example.com',
    'sip:ada.byron+notes@mail.example.com',
    'sip:ada%20b@example.com',
    'sip:ada@localhost',
    'sip:ada@10.0.0.7:5061',
    'sip:ada@example.com:5061',
    'sip:ada@example.com;transport=tls',
    'sip:ada@example.com;gruu;opaque=app:conf:focus:id:ABC',
    'sip:ada@example.com:5061;opaque=user:epid:0mHG_x;gruu',
    "sip:o'brian@example.com",
    'sip:łucja@example.com',
  ])('accepts %s', (uri) => {
    expect(SipUri.is(uri)).toBe(true)
  })

  it.each([
    '',
    'sip:',
    'ada@example.com',
    'sip:ada',
    'sip:@example.com',
    'sip:ada@',
    'sip:ada@@example.com',
    'sip:ada byron@example.com',
    'sip: ada@example.com',
    'sip:ada@example.com ',
    ' sip:ada@example.com',
    'sip:ada@example.com\n',
    'sip:ada@example.com:port',
    'sip:ada@example.com:123456',
    'sip:ada@example.com; x=y',
    'sip:ada@example.com,sip:grace@example.com',
    '<sip:ada@example.com>',
    'sip:<ada>@example.com',
    'tel:+4712345678',
    'mailto:ada@example.com',
    'http://ada@example.com',
  ])('refuses "%s"', (uri) => {
    expect(decode(SipUri, uri)).toEqual(
      E.left({
        name: 'DecodeFailure',
        faults: [
          {
            path: '',
            expected: 'must be a SIP URI such as sip:name@domain',
            got: `a string of ${uri.length} characters`,
          },
        ],
      }),
    )
  })

  it('answers at once for a long text that almost matches', () => {
    expect(SipUri.is(`sip:${'a'.repeat(100_000)}@${'b'.repeat(100_000)} `)).toBe(false)
  })
})

describe('the length of a text', () => {
  it.each([
    { codec: atMost(250), length: 0, accepted: true },
    { codec: atMost(250), length: 250, accepted: true },
    { codec: atMost(250), length: 251, accepted: false },
    { codec: fromOneTo(50), length: 0, accepted: false },
    { codec: fromOneTo(50), length: 1, accepted: true },
    { codec: fromOneTo(50), length: 50, accepted: true },
    { codec: fromOneTo(50), length: 51, accepted: false },
  ])('$length under "$codec.name" is accepted: $accepted', ({ codec, length, accepted }) => {
    expect(codec.is('x'.repeat(length))).toBe(accepted)
    expect(E.isRight(codec.decode('x'.repeat(length)))).toBe(accepted)
  })
})

describe('oneOf', () => {
  const codec = oneOf(['Local', 'Global'])

  it('accepts a word of its list', () => {
    expect(decode(codec, 'Local')).toEqual(E.right('Local'))
  })

  it.each(['local', '', 'Elsewhere', null, 3])('refuses %j', (word) => {
    const decoded = decode(codec, word)
    expect(E.isLeft(decoded) ? decoded.left.faults.map(({ expected }) => expected) : []).toEqual([
      'must be one of Local, Global',
    ])
  })
})

describe('Content', () => {
  it.each(['data:,', 'data:text/plain,a', 'DATA:text/plain;base64,SGk=', 'data:text/plain,a,b'])(
    'accepts %s',
    (href) => {
      expect(Content.is(href)).toBe(true)
    },
  )

  it.each(['', 'data:', 'data:text/plain', 'https://example.com/,', 'x data:,'])('refuses "%s"', (href) => {
    expect(Content.is(href)).toBe(false)
  })
})
