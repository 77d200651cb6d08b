import * as t from 'io-ts'
import { MessageFormat, ModalityType } from '../resource/communication.ts'
import { oneOf } from '../rule.ts'
import { struct } from '../struct.ts'

/** Body of the PUT to `communication`: the whole resource, of which these two may change. */
export const PutCommunication = struct(
  'PutCommunication',
  {},
  {
    supportedModalities: t.readonlyArray(oneOf(ModalityType.known)),
    supportedMessageFormats: t.readonlyArray(oneOf(MessageFormat.known)),
  },
)
export type PutCommunication = t.TypeOf<typeof PutCommunication>
