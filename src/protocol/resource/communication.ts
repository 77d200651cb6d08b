import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'

export const ModalityType = openEnum('ModalityType', [
  'ApplicationSharing',
  'Audio',
  'DataCollaboration',
  'Messaging',
  'PanoramicVideo',
  'PhoneAudio',
  'Video',
])
export type ModalityType = t.TypeOf<typeof ModalityType>

export const MessageFormat = openEnum('MessageFormat', ['Html', 'Plain'])
export type MessageFormat = t.TypeOf<typeof MessageFormat>

export const AudioPreference = openEnum('AudioPreference', ['PhoneAudio', 'VoipAudio'])
export type AudioPreference = t.TypeOf<typeof AudioPreference>

/** Whether something is on. */
export const GenericPolicy = openEnum('GenericPolicy', ['Disabled', 'Enabled', 'None'])
export type GenericPolicy = t.TypeOf<typeof GenericPolicy>

const CommunicationLinks = struct(
  'CommunicationLinks',
  {},
  {
    self: Link,
    conversations: Link,
    startMessaging: Link,
    startOnlineMeeting: Link,
    joinOnlineMeeting: Link,
    conversationLogs: Link,
    missedItems: Link,
  },
)

/** Where conversations start, and the sender of the events about conversations and invitations. */
export const Communication = struct(
  'Communication',
  {},
  {
    supportedModalities: t.readonlyArray(ModalityType),
    supportedMessageFormats: t.readonlyArray(MessageFormat),
    audioPreference: AudioPreference,
    conversationHistory: GenericPolicy,
    phoneNumber: t.string,
    etag: t.string,
    _links: CommunicationLinks,
  },
)
export type Communication = t.TypeOf<typeof Communication>
