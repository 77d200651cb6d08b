import { either as E } from 'fp-ts'
import { tokenRefused, type Credentials } from './credentials.ts'
import { askForToken, serviceFor, type Declined } from './tokenService.ts'

export interface PassiveOptions {
  /**
   * Sends the user to the page at `uri`, and resolves when she has signed in
   * there. Called when the server wants her to: at the first sign-in, and at a
   * renewal for which the page has forgotten her; by several requests at once
   * only once. A rejection is TokenRefused `sign_in_abandoned`. `signal` aborts
   * when nobody waits for it any more.
   */
  readonly signIn: (uri: string, signal: AbortSignal) => Promise<void>
}

const grant = 'urn:microsoft.rtc:passive'

/** An application may open it in a window, where another scheme could run a script. */
const isPage = (page: string, service: string): boolean => {
  if (!URL.canParse(page)) return false
  const { protocol } = new URL(page)
  return protocol === 'https:' || (protocol === 'http:' && new URL(service).protocol === 'http:')
}

const stillUnknown =
  'the sign-in page has not made the user known: she has not signed in there, or her browser blocks cookies of other sites'

/** The service's own word, and what to look for. */
const explained = ({ failure, signInPage }: Declined): Declined['failure'] =>
  failure.name === 'TokenRefused' && signInPage !== undefined
    ? { ...failure, description: [failure.description, stillUnknown].filter((part) => part !== '').join('; ') }
    : failure

/**
 * Signs in at a page of the user's organisation. The page leaves a cookie with
 * the transport: in a browser that is the browser's own. After `signIn` the token
 * request is repeated once; a user who is still unknown then is TokenRefused
 * `invalid_grant`, with what may be the cause. Neither that nor an abandoned sign-in is tried again before
 * the next `connect()`.
 */
export const passive = ({ signIn }: PassiveOptions): Credentials => ({
  grant,
  refusalIsFinal: true,
  obtain: (demand, signal) => async () => {
    const service = serviceFor(demand, grant)
    if (E.isLeft(service)) return service
    const request = askForToken(demand, service.right, { grant_type: grant })(signal)
    const first = await request()
    if (E.isRight(first)) return first
    const { signInPage, failure } = first.left
    if (signInPage === undefined) return E.left(failure)
    if (!isPage(signInPage, service.right)) return E.left(tokenRefused('unusable_sign_in_page'))
    try {
      await signIn(signInPage, signal)
    } catch {
      return E.left(tokenRefused('sign_in_abandoned'))
    }
    const second = await request()
    return E.isRight(second) ? second : E.left(explained(second.left))
  },
})
