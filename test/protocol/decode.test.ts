import { either as E } from 'fp-ts'
import * as t from 'io-ts'
import { expect, it } from 'vitest'
import { decode, describeFaults, struct } from '../../src/protocol/index.ts'

const faultsOf = (codec: t.Mixed, value: unknown, at?: string) => {
  const decoded = decode(codec, value, at)
  return E.isLeft(decoded) ? decoded.left : undefined
}

it('begins every path at the place that it was given', () => {
  const codec = struct('Thing', { size: t.number }, {})
  expect(faultsOf(codec, {}, '/sender/0/events/2')).toEqual({
    name: 'DecodeFailure',
    faults: [{ path: '/sender/0/events/2/size', expected: 'number', got: 'nothing' }],
  })
})

it('leaves the alternatives of a union out of the path', () => {
  const codec = t.type({ when: t.union([t.string, t.number]) })
  expect(faultsOf(codec, { when: true })?.faults).toEqual([
    { path: '/when', expected: 'string', got: 'a boolean' },
    { path: '/when', expected: 'number', got: 'a boolean' },
  ])
})

it('leaves the parts of an intersection out of the path', () => {
  const codec = t.intersection([t.type({ a: t.string }), t.partial({ b: t.string })])
  expect(faultsOf(codec, { b: 1 })?.faults).toEqual([
    { path: '/a', expected: 'string', got: 'nothing' },
    { path: '/b', expected: 'string', got: 'a number' },
  ])
})

it('says a fault once where two parts of an intersection find it', () => {
  const part = t.type({ a: t.string })
  expect(faultsOf(t.intersection([part, part]), {})?.faults).toEqual([
    { path: '/a', expected: 'string', got: 'nothing' },
  ])
})

it('prefers the message of a codec to its name', () => {
  const even = new t.Type(
    'Even',
    t.number.is,
    (u, context) => t.failure(u, context, 'must be even'),
    (n) => n,
  )
  expect(faultsOf(even, 3)?.faults).toEqual([{ path: '', expected: 'must be even', got: 'a number' }])
})

it('describes faults as one sentence', () => {
  expect(
    describeFaults([
      { path: '', expected: 'Conversation', got: 'null' },
      { path: '/state', expected: 'ConversationState', got: 'a number' },
    ]),
  ).toBe('the value is null, not Conversation; /state is a number, not ConversationState')
})

it('describes no faults as nothing', () => {
  expect(describeFaults([])).toBe('')
})
