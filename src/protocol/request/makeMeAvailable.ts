import * as t from 'io-ts'
import { MessageFormat, ModalityType } from '../resource/communication.ts'
import { oneOf } from '../rule.ts'
import { struct } from '../struct.ts'

/** What the user may say of herself. */
export const preferredAvailabilities = ['Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offwork'] as const
export type PreferredAvailability = (typeof preferredAvailabilities)[number]

/** Body of the POST to `makeMeAvailable`. */
export const MakeMeAvailable = struct(
  'MakeMeAvailable',
  {},
  {
    supportedModalities: t.readonlyArray(oneOf(ModalityType.known)),
    supportedMessageFormats: t.readonlyArray(oneOf(MessageFormat.known)),
    signInAs: oneOf(preferredAvailabilities),
    inactiveTimeout: t.union([t.string, t.number]),
    phoneNumber: t.string,
    audioPreference: oneOf(['PhoneAudio', 'VoipAudio']),
    voipFallbackToPhoneAudioTimeOut: t.union([t.string, t.number]),
  },
)
export type MakeMeAvailable = t.TypeOf<typeof MakeMeAvailable>
