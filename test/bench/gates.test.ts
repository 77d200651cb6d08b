import { expect, onTestFinished, test } from 'vitest'
import { compile } from './compiled.ts'
import { measureCounts } from './counts.ts'
import { measureAfresh } from './fresh.ts'
import { goals, isWithin, type Measured } from './goals.ts'

const overTheGate = (prefix: string, measured: Measured): readonly string[] =>
  goals
    .filter(({ id }) => id.startsWith(prefix))
    .filter((goal) => !isWithin(goal, measured[goal.id] ?? NaN, goal.gate))
    .map(({ id, title }) => `${id}: ${title} is ${measured[id]}`)

test.each([20, 400])('an event is looked up, decoded and delivered once among %i conversations', async (among) => {
  expect(overTheGate('P7', await measureCounts(among))).toEqual([])
})

test('a conversation weighs no more than it may', async () => {
  const { folder, remove } = await compile()
  onTestFinished(remove)
  expect(overTheGate('P8', await measureAfresh(folder, 'P8', true))).toEqual([])
})
