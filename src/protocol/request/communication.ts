import * as t from 'io-ts'
import { AudioPreference, GenericPolicy, MessageFormat, ModalityType } from '../resource/communication.ts'
import { atMost, listOf, oneOf, Text } from '../rule.ts'
import { struct } from '../struct.ts'

/** Body of the PUT to `communication`: the whole resource, of which these may change. */
export const PutCommunication = struct(
  'PutCommunication',
  {},
  {
    supportedModalities: listOf(oneOf(ModalityType.known)),
    supportedMessageFormats: listOf(oneOf(MessageFormat.known)),
    audioPreference: oneOf(AudioPreference.known),
    conversationHistory: oneOf(GenericPolicy.known),
    lisLocation: Text,
    lisQueryResult: oneOf(['Failed', 'Succeeded']),
    phoneNumber: atMost(100),
    publishEndpointLocation: t.boolean,
    videoBasedScreenSharing: oneOf(GenericPolicy.known),
  },
)
export type PutCommunication = t.TypeOf<typeof PutCommunication>
