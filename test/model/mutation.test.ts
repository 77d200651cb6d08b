import { expect, test } from 'vitest'
import { messagingModel } from './messaging.model.ts'
import { unnoticed } from './mutation.ts'
import { outgoingInvitationModel } from './outgoingInvitation.model.ts'

/** `MODEL_MUTANTS=every` takes minutes; otherwise one change in fifteen stands for them. */
const some = <T>(all: readonly T[]): readonly T[] =>
  process.env['MODEL_MUTANTS'] === 'every' ? all : all.filter((_, index) => index % 15 === 0)

test('notices a change to the chart of messaging', { timeout: 600_000 }, async () => {
  expect(await unnoticed(messagingModel, some)).toEqual([])
})

/** What users have no way to see: they read the result from the context, and a lost answer is no reason to them. */
const outOfSight = [
  '(root): output removed',
  'open.request.sending on onDone of request if mayHaveBeenTaken to unknown: action noteRefusal removed',
]

test('notices a change to the chart of an outgoing invitation', { timeout: 600_000 }, async () => {
  const visible = (name: string) => !outOfSight.includes(name)
  const names = await unnoticed(outgoingInvitationModel, (all) => some(all.filter(({ name }) => visible(name))))
  expect(names).toEqual([])
})
