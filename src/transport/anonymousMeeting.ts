import { either as E, taskEither as TE } from 'fp-ts'
import type { RequestFailure, TokenRefused } from '../protocol/failure.ts'
import type { Credentials, IssuedToken, Token } from './credentials.ts'
import { requestToken, serviceFor } from './tokenService.ts'

/** Which meeting, and the key that its invitation holds. */
export type AnonymousMeetingOptions = { readonly conferenceKey: string } & (
  | {
      /** Such as `sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C`. */
      readonly conferenceUri: string
    }
  | {
      /** SIP URI, with or without `sip:`. */
      readonly organizer: string
      readonly conferenceId: string
    }
)

const grant = 'urn:microsoft.rtc:anonmeeting'

/** Whether the user will be a guest, whom the server lets do less. */
export const isAnonymous = (credentials: Credentials): boolean => credentials.grant === grant

const sipUri = (address: string): string => (/^sips?:/i.test(address) ? address : `sip:${address}`)

type TokenFailure = RequestFailure | TokenRefused

/** The key may still be good where the token before is not: it was shown too late. */
const isRefused = (failure: TokenFailure): boolean =>
  failure.name === 'TokenRefused' && failure.error === 'invalid_grant'

const conferenceUriOf = (options: AnonymousMeetingOptions): string =>
  'conferenceUri' in options
    ? options.conferenceUri
    : `${sipUri(options.organizer)};gruu;opaque=app:conf:focus:id:${options.conferenceId}`

/**
 * Signs in as a guest of one meeting, without an account. The sign-in address of
 * such a client is the organizer's, and her status will be `lurking`: nobody can
 * reach her outside the meeting. Discovery asks external hosts only. A renewal
 * shows the token before, so that she stays the same person in the meeting; where
 * that is refused, as after a long sleep, she comes anew, as somebody else. The key
 * stays in a closure. A wrong key is TokenRefused `invalid_grant`.
 */
export const anonymousMeeting = (options: AnonymousMeetingOptions): Credentials => {
  const conferenceUri = conferenceUriOf(options)
  const { conferenceKey } = options
  return {
    grant,
    refusalIsFinal: true,
    obtain: (demand, signal) => {
      const service = serviceFor(demand, grant)
      if (E.isLeft(service)) return TE.left(service.left)
      const form = { grant_type: grant, password: conferenceKey, ms_rtc_conferenceuri: conferenceUri }
      const anew = requestToken(demand, service.right, form)(signal)
      const old = demand.previous?.value
      if (old === undefined) return anew
      const renewed = requestToken(demand, service.right, { ...form, ms_rtc_renew: old })(signal)
      const another: TE.TaskEither<TokenFailure, IssuedToken> = TE.map((token: Token) => ({
        ...token,
        isAnother: true,
      }))(anew)
      return TE.orElse((failure: TokenFailure) => (isRefused(failure) ? another : TE.left(failure)))(renewed)
    },
  }
}
