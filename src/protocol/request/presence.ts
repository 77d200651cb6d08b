import type * as t from 'io-ts'
import { atMost, fromTo, listOf, oneOf, SipUri, Text } from '../rule.ts'
import { struct } from '../struct.ts'
import { preferredAvailabilities } from './makeMeAvailable.ts'

/** Body of the POST to `presence`. Without an availability the server goes by the user's activity again. */
export const SetPresence = struct('SetPresence', {}, { availability: oneOf(preferredAvailabilities) })
export type SetPresence = t.TypeOf<typeof SetPresence>

/** Body of the POST to `note`. Without a message there is none any more. */
export const SetNote = struct('SetNote', {}, { message: Text })
export type SetNote = t.TypeOf<typeof SetNote>

/** Body of the POST to `location`. */
export const SetLocation = struct('SetLocation', {}, { location: atMost(60) })
export type SetLocation = t.TypeOf<typeof SetLocation>

/** Minutes that a presenceSubscription lasts. */
const Duration = fromTo(10, 30)

/** Body of the POST to `presenceSubscriptions`. */
export const SubscribeToPresence = struct('SubscribeToPresence', { duration: Duration, uris: listOf(SipUri) }, {})
export type SubscribeToPresence = t.TypeOf<typeof SubscribeToPresence>

/** Body of the POST to a `presenceSubscription`: it lasts so long from then on. */
export const ExtendPresenceSubscription = struct('ExtendPresenceSubscription', { duration: Duration }, {})
export type ExtendPresenceSubscription = t.TypeOf<typeof ExtendPresenceSubscription>

/** Query of the GET of `search`. */
export const SearchQuery = struct('SearchQuery', {}, { query: atMost(256), mail: atMost(256), limit: fromTo(1, 100) })
export type SearchQuery = t.TypeOf<typeof SearchQuery>
