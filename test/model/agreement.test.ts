import { expect, test } from 'vitest'
import { Disagreement, expectAgreement } from './agreement.ts'

test('tells just the properties that differ', () => {
  const seen = { state: 'Connected', states: ['Connecting', 'Connected'], faults: [] }
  let thrown: unknown
  try {
    expectAgreement(seen, { state: 'Connected', states: ['Connected'] })
  } catch (cause) {
    thrown = cause
  }
  expect(thrown).toEqual(new Disagreement({ states: ['Connecting', 'Connected'] }, { states: ['Connected'] }))
  expect(thrown).toMatchObject({
    actual: { states: ['Connecting', 'Connected'] },
    expected: { states: ['Connected'] },
  })
})

test('is content where everything is as expected, whatever else is seen', () => {
  expect(() => expectAgreement({ state: 'Connected', faults: [] }, { faults: [] })).not.toThrow()
})
