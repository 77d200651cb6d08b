import * as t from 'io-ts'
import { struct } from './struct.ts'

/** What the token service issues. `cwt=` belongs to the token; `expires_in` is in seconds. */
export const IssuedToken = struct(
  'IssuedToken',
  { access_token: t.string },
  { expires_in: t.union([t.number, t.string]), token_type: t.string },
)
export type IssuedToken = t.TypeOf<typeof IssuedToken>

/** What the token service answers instead: `ms_rtc_passiveauthuri` is a page where the user signs in first. */
export const RefusedToken = struct(
  'RefusedToken',
  { error: t.string },
  { error_description: t.string, ms_rtc_passiveauthuri: t.string },
)
export type RefusedToken = t.TypeOf<typeof RefusedToken>
