import { either as E } from 'fp-ts'
import { expect, it } from 'vitest'
import { decode, openEnum } from '../../src/protocol/index.ts'

const Colour = openEnum('Colour', ['Red', 'Green'])

it('decodes a word of its list', () => {
  expect(decode(Colour, 'Red')).toEqual(E.right('Red'))
})

it('decodes a word that is not on its list', () => {
  expect(decode(Colour, 'Ultraviolet')).toEqual(E.right('Ultraviolet'))
})

it.each([null, 3, ['Red'], { Red: true }])('refuses %j', (value) => {
  expect(E.isLeft(decode(Colour, value))).toBe(true)
})

it('names itself in the report', () => {
  expect(decode(Colour, 3)).toEqual(
    E.left({ name: 'DecodeFailure', faults: [{ path: '', expected: 'Colour', got: 'a number' }] }),
  )
})

it('lists the words it knows', () => {
  expect(Colour.known).toEqual(['Red', 'Green'])
})

it.each([
  ['Green', true],
  ['green', false],
  ['toString', false],
  [undefined, false],
])('knows %s: %s', (word, known) => {
  expect(Colour.isKnown(word)).toBe(known)
})
