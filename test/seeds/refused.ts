import { expect } from 'vitest'
import type { DocumentedError } from '../../src/protocol/documentedError.ts'
import { json } from '../../src/protocol/format.ts'
import type { Client } from '../../src/client/client.ts'
import type { OutgoingInvitation } from '../../src/client/outgoingInvitation.ts'
import { xml } from '../../src/xml/index.ts'
import { loopback, rejection, type Loopback } from '../integration/world.ts'

/** Brings a client to where it can give the command. */
export type Prepare = (world: Loopback, tosh: Client) => Promise<() => OutgoingInvitation>

/** Expects of a command that invites that an error of the server's, in JSON and in XML, is told with its words. */
export const expectTold = async (link: string, error: DocumentedError, prepare: Prepare): Promise<void> => {
  for (const format of [json(), xml()]) {
    const world = await loopback()
    const give = await prepare(world, await world.online('tosh', { format }))
    world.control.intercept({ link, method: 'POST' }, { error })
    expect(await rejection(give().connected)).toMatchObject({
      name: 'InvitationFailed',
      state: 'notStarted',
      code: error.code,
      subcode: error.subcode,
      failure: { name: 'Refused', operation: link, ...error, subcode: error.subcode },
    })
  }
}
