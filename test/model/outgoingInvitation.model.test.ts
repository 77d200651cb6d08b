import { expect, test } from 'vitest'
import { outgoingInvitationModel } from './outgoingInvitation.model.ts'
import { harmony, walk } from './walk.ts'
import { inProcess, overHttp } from './world.ts'

test.each([
  ['in process', inProcess],
  ['over HTTP', overHttp],
] as const)(
  'keeps to the chart of an outgoing invitation on every path, %s',
  { timeout: 120_000 },
  async (_, wiring) => {
    expect(await walk(outgoingInvitationModel, wiring)).toMatchObject(harmony)
  },
)
