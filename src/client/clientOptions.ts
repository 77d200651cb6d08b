import type { Aggregation } from '../channel/aggregation.ts'
import type { ApproveRedirect } from '../discovery/trust.ts'
import type { Format } from '../protocol/format.ts'
import type { PreferredAvailability } from '../protocol/request/makeMeAvailable.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import type { Clock } from '../seam/clock.ts'
import type { Logger } from '../seam/logger.ts'
import type { Random } from '../seam/random.ts'
import type { Wakes } from '../seam/wakes.ts'
import type { Credentials } from '../transport/credentials.ts'
import type { Http } from '../transport/http.ts'

export interface ClientOptions {
  /** `user@domain`; for a guest of a meeting the organizer's. */
  readonly signInAddress: string
  /** How the user proves who she is: `password`, `windows`, `passive`, `anonymousMeeting` or `token`. */
  readonly credentials: Credentials
  /** Absolute URL of the root resource, in place of discovery by host names. */
  readonly rootUrl?: string
  /** Where a `redirect` link may lead that came by plain HTTP, beside the sign-in domain. None unless told. */
  readonly trustedDomains?: readonly string[]
  /** What only the user can decide; nothing else is followed unless told. */
  readonly approveRedirect?: ApproveRedirect
  /** Identifies this installation; at most 100 characters. A new one each time unless told. */
  readonly endpointId?: string
  /**
   * Identifies one of several event channels of an application, such as a browser tab;
   * at most 100 characters. A server without revision 2 refuses the sign-in: 404
   * `APIVersionNotSupported`.
   */
  readonly instanceId?: string
  /** At most 100 characters. `rx-ucwa` unless told. */
  readonly userAgent?: string
  /** Language of texts made by the server; at most 100 characters. `en-US` unless told. */
  readonly culture?: string
  /**
   * How the user appears once she is available. `Online` unless told. `lurking`: she
   * is not made available, as guests of a meeting never are, and stays invisible.
   */
  readonly availability?: PreferredAvailability | 'lurking'
  /** What the user can be invited to; a server refuses others with 403. `Messaging` unless told. */
  readonly supportedModalities?: readonly ('Messaging' | 'PhoneAudio')[]
  /** What messages may come as. Both unless told. */
  readonly supportedMessageFormats?: readonly ('Plain' | 'Html')[]
  /** Without activity for so long the user is shown as idle: `hh:mm:ss`, ISO 8601 such as `PT5M`, or minutes. The server's five minutes unless told. */
  readonly inactiveTimeout?: string | number
  /**
   * What keeps the user from being shown as idle. `assumed`, unless told: she is active as long as
   * the client is online, as a bot is. `heard`: only her commands and `me.reportMyActivity()`
   * count; without either she is shown as idle and then away, is online again at the next, and a
   * server ends the application in the end, 410 `InactiveApplicationExpired`.
   */
  readonly activity?: 'assumed' | 'heard'
  /** At most 100 characters. */
  readonly phoneNumber?: string
  /** What rings for calls, which are for other endpoints: this library takes none. */
  readonly audioPreference?: 'PhoneAudio' | 'VoipAudio'
  /** A length of time, written as `inactiveTimeout`. */
  readonly voipFallbackToPhoneAudioTimeOut?: string | number
  /**
   * What `resumePoint$` of another client gave, such as one of this program before its restart: the
   * first sign-in takes its application up with the very next event. Conversations that are still
   * there, who is in them, and invitations that still ring are read again, before `connect()`
   * resolves; messages from before do not come again, and what that client was sending is not
   * settled here. `endpointId` and `instanceId` are those of the resume point unless told. Where it
   * cannot be used, whatever it is, the client signs in anew and says so on `gaps$`: `notResumed`.
   */
  readonly resumeFrom?: ResumePoint | null
  /** How the server may hold events back. */
  readonly aggregation?: Aggregation
  /** `crossFetch()` unless told: proxies and private authorities come in by its `agent`. */
  readonly http?: Http
  /** `json()` unless told. */
  readonly format?: Format
  /** Time, for everything but an `http` that is given. The system's unless told. */
  readonly clock?: Clock
  /**
   * Tells when the machine may have been asleep, or without a network: then a poll that hangs is given
   * up and repeated at once, and a pause ends that no server has asked for, every five seconds at most.
   * In a browser `online` and `visibilitychange` unless told, elsewhere nothing. A timer that fires more
   * than a minute late is noticed besides.
   */
  readonly wakes?: Wakes
  /** Chance: identifiers, and the spread of pauses. The system's unless told. */
  readonly random?: Random
  /** One line for each transition at info, faults at error. Silent unless told. */
  readonly logger?: Logger
}
