import { expect, it } from 'vitest'
import { toPlain } from '../../src/visualizer/recording/plain.ts'

it('keeps what JSON can say', () => {
  expect(toPlain({ a: [1, 'two', null, true], b: { c: undefined, d: 4 } })).toEqual({
    a: [1, 'two', null, true],
    b: { d: 4 },
  })
})

it('says of what people say only how long it is', () => {
  const said = {
    text: 'Hungry?',
    plainMessage: { href: 'data:text/plain;charset=utf-8,Hungry%3F' },
    _links: { htmlMessage: { href: 'data:text/html,%3Cb%3EHungry' } },
  }
  expect(toPlain(said)).toEqual({
    text: '(7 characters)',
    plainMessage: { href: 'data:text/plain;charset=utf-8,…' },
    _links: { htmlMessage: { href: 'data:text/html,…' } },
  })
})

it('shows what people say where that is asked for', () => {
  expect(toPlain({ text: 'Hungry?' }, { texts: true })).toEqual({ text: 'Hungry?' })
})

it.each([true, false])('shows no token, whatever else is shown (texts: %s)', (texts) => {
  const shown = toPlain(
    { token: 'cwt=abc', access_token: { deep: 'abc' }, note: 'Authorization: Bearer abc.def', href: '/x?t=cwt=abc' },
    { texts },
  )
  expect(JSON.stringify(shown)).not.toContain('abc')
})

it('says where a value comes round to itself', () => {
  const ring: { self?: object } = {}
  ring.self = ring
  expect(toPlain(ring)).toEqual({ self: '(again)' })
})

it('shows an object that stands twice at two places both times', () => {
  const one = { a: 1 }
  expect(toPlain([one, one])).toEqual([{ a: 1 }, { a: 1 }])
})

it('cuts what is enormous, and says so', () => {
  const shown = toPlain({ long: 'x'.repeat(1_000_000), many: Array.from({ length: 100_000 }, (_, at) => at) })
  expect(shown).toEqual({
    long: `${'x'.repeat(2_000)} (1000000 characters)`,
    many: [...Array.from({ length: 100 }, (_, at) => at), '(99900 more)'],
  })
})

it('goes only so deep', () => {
  let deep: object = {}
  for (let at = 0; at < 100_000; at++) deep = { deep }
  expect(JSON.stringify(toPlain(deep))).toContain('(deeper)')
})

it('takes a getter that throws for unreadable', () => {
  expect(
    toPlain({
      get broken(): string {
        throw new Error('no')
      },
      whole: 1,
    }),
  ).toEqual({ broken: '(cannot be read)', whole: 1 })
})

it('tells of an error its name, its explanation, what it holds', () => {
  expect(toPlain(Object.assign(new TypeError('no way'), { code: 7 }))).toEqual({
    code: 7,
    name: 'TypeError',
    explanation: 'no way',
  })
})

it('names what JSON cannot say', () => {
  expect(toPlain([() => 1, Symbol('s'), 7n, Number.NaN, new Map([['a', new Set([1])]]), new Date(0)])).toEqual([
    '(function)',
    '(symbol)',
    '7',
    'NaN',
    { a: [1] },
    '1970-01-01T00:00:00.000Z',
  ])
})
