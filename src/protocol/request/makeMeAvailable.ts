import type * as t from 'io-ts'
import { AudioPreference, MessageFormat, ModalityType } from '../resource/communication.ts'
import { atMost, listOf, oneOf } from '../rule.ts'
import { struct } from '../struct.ts'
import { TimeSpan } from '../timeSpan.ts'

/** What the user may say of herself. */
export const preferredAvailabilities = ['Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offwork'] as const
export type PreferredAvailability = (typeof preferredAvailabilities)[number]

/** Body of the POST to `makeMeAvailable`. */
export const MakeMeAvailable = struct(
  'MakeMeAvailable',
  {},
  {
    supportedModalities: listOf(oneOf(ModalityType.known)),
    supportedMessageFormats: listOf(oneOf(MessageFormat.known)),
    signInAs: oneOf(preferredAvailabilities),
    inactiveTimeout: TimeSpan,
    phoneNumber: atMost(100),
    audioPreference: oneOf(AudioPreference.known),
    voipFallbackToPhoneAudioTimeOut: TimeSpan,
  },
)
export type MakeMeAvailable = t.TypeOf<typeof MakeMeAvailable>
