import type * as t from 'io-ts'
import { fromOneTo, SipUri } from '../rule.ts'
import { struct } from '../struct.ts'

/** Body of the POST to `addParticipant`. */
export const AddParticipant = struct('AddParticipant', { to: SipUri }, { operationId: fromOneTo(50) })
export type AddParticipant = t.TypeOf<typeof AddParticipant>
