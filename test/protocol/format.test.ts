import { either as E } from 'fp-ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { json } from '../../src/protocol/index.ts'

const format = json()

describe('the JSON format', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    ' application/json ;charset=UTF-8',
    'application/vnd.microsoft.com.ucwa+json',
    'application/vnd.microsoft.ucwa+json; charset=utf-8',
  ])('reads %s', (contentType) => {
    expect(format.reads(contentType)).toBe(true)
  })

  it.each(['', 'text/html', 'application/xml', 'application/vnd.microsoft.com.ucwa+xml', 'application/jsonp', 'json'])(
    'does not read "%s"',
    (contentType) => {
      expect(format.reads(contentType)).toBe(false)
    },
  )

  it('parses every structure that it prints', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(format.parse(format.print(value))).toEqual(E.right(JSON.parse(JSON.stringify(value))))
      }),
    )
  })

  it.each(['', '{', '<html>', "{'a': 1}", '{"a": 1} x'])('refuses %s without quoting it', (text) => {
    expect(format.parse(text)).toEqual(E.left({ name: 'ParseFailure', format: 'JSON', reason: 'SyntaxError' }))
  })
})
