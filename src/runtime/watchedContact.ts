import { decodeDate } from '../protocol/date.ts'
import type {
  ContactDeviceType,
  ContactPresence as ContactPresenceResource,
} from '../protocol/resource/contactPresence.ts'
import type { Availability } from '../protocol/resource/presence.ts'
import { Observed } from './observed.ts'

/** How a contact appears. */
export interface ContactPresence {
  /** `unknown` until it has been read, while there is no connection, and where the server does not tell. */
  readonly availability: Availability | 'unknown'
  /** The server's word for what she does, such as `on-the-phone`. */
  readonly activity: string | undefined
  readonly deviceType: ContactDeviceType | undefined
  /** When she was there last, where the server tells. */
  readonly lastActive: Date | undefined
}

export const unknownPresence: ContactPresence = {
  availability: 'unknown',
  activity: undefined,
  deviceType: undefined,
  lastActive: undefined,
}

const presenceOf = (resource: ContactPresenceResource): ContactPresence => ({
  availability: resource.availability ?? 'unknown',
  activity: resource.activity ?? undefined,
  deviceType: resource.deviceType ?? undefined,
  lastActive: decodeDate(resource.lastActive ?? ''),
})

const isSame = (one: ContactPresence, other: ContactPresence): boolean =>
  one.availability === other.availability &&
  one.activity === other.activity &&
  one.deviceType === other.deviceType &&
  one.lastActive?.getTime() === other.lastActive?.getTime()

/** A contact whose presence somebody wants to know. */
export class WatchedContact extends Observed {
  /** As it is compared: in lower case. */
  readonly uri: string
  /** Absolute URL of her contactPresence in the present application, once it is known. */
  href: string | undefined
  /** Whether she has been read in the present application, or is about to be. */
  isRead = false
  #presence = unknownPresence

  constructor(uri: string) {
    super()
    this.uri = uri
  }

  /** The same object until it changes. */
  get presence(): ContactPresence {
    return this.#presence
  }

  /** Undefined where nothing is known. */
  learn(resource: ContactPresenceResource | undefined): void {
    const now = resource === undefined ? unknownPresence : presenceOf(resource)
    if (isSame(now, this.#presence)) return
    this.#presence = now
    this.changed()
  }
}
