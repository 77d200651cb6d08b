import type { ClientStatus, Failure, Gap, HttpRequest } from '../../src/index.ts'
import type { JournalEntry } from '../../src/server/index.ts'

/** One life of a client on one device, by name, such as `tosh.1#2`. */
export type PartyName = string

/**
 * Everything that can be seen of a session, as plain data: what users do, what
 * goes over the wire, what takes effect at the server, what clients show.
 * Invariants read nothing else but the public view of a client and the server.
 */
export type Happening =
  /** A user gave a command. */
  | {
      readonly kind: 'did'
      readonly party: PartyName
      readonly user: string
      readonly what: string
      readonly about: string
    }
  /** An invitation carries a first message. */
  | { readonly kind: 'opened'; readonly party: PartyName; readonly operationId: string; readonly text: string }
  | { readonly kind: 'fault'; readonly name: string; readonly about: string }
  /** `id` counts the requests of the session. */
  | { readonly kind: 'asked'; readonly party: PartyName; readonly id: number; readonly request: HttpRequest }
  | {
      readonly kind: 'answered'
      readonly party: PartyName
      readonly id: number
      readonly outcome: number | Failure['name']
      /** Paths of what was to be read, by itself or in a batch, and whether it was. */
      readonly read: readonly Read[]
    }
  /** A page has come that tells that the server has forgotten what it was told of the event channel. */
  | { readonly kind: 'forgotten'; readonly party: PartyName }
  /** The client has been told of an event channel of its own. */
  | { readonly kind: 'channel'; readonly party: PartyName }
  /** The client goes on where another stopped: with the very next event. */
  | { readonly kind: 'resumed'; readonly party: PartyName; readonly from: PartyName }
  | { readonly kind: 'effect'; readonly entry: JournalEntry }
  | { readonly kind: 'status'; readonly party: PartyName; readonly status: ClientStatus }
  | { readonly kind: 'message'; readonly party: PartyName; readonly message: SeenMessage }
  | { readonly kind: 'told'; readonly party: PartyName; readonly text: string; readonly status: string }
  /** What whoever invited is told of it. */
  | { readonly kind: 'invited'; readonly party: PartyName; readonly operationId: string; readonly state: string }
  | {
      readonly kind: 'gap'
      readonly party: PartyName
      readonly cause: Gap['cause']
      readonly conversations: readonly string[]
      /** Of the user's own, by operationId. */
      readonly invitations: readonly string[]
    }
  | { readonly kind: 'defect'; readonly party: PartyName; readonly error: unknown }
  /** A token was given out by the host of the request. */
  | { readonly kind: 'token'; readonly party: PartyName; readonly host: string; readonly token: string }
  | { readonly kind: 'conversation'; readonly party: PartyName; readonly path: string }
  /** The handle of a conversation has ended. */
  | { readonly kind: 'over'; readonly party: PartyName; readonly path: string }
  | { readonly kind: 'closed'; readonly party: PartyName; readonly left: Remains }

export interface Read {
  readonly path: string
  readonly isRead: boolean
}

/** What there still is of a client, by kind. */
export interface Remains {
  readonly timers: number
  readonly requests: number
  readonly actors: number
  readonly subscriptions: number
}

export interface SeenMessage {
  /** Path of the conversation. */
  readonly conversation: string
  readonly direction: 'Incoming' | 'Outgoing'
  readonly text: string
  readonly status: string
}

/** Hears of everything, at once and in order. */
export type Witness = (happening: Happening) => void
