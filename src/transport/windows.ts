import { either as E, taskEither as TE } from 'fp-ts'
import type { Credentials } from './credentials.ts'
import { requestToken, serviceFor } from './tokenService.ts'

const grant = 'urn:microsoft.rtc:windows'

/**
 * Signs in by integrated Windows authentication. Holds no secret: what proves
 * the user is added by the transport, such as the `agent` or the `fetch` of
 * `crossFetch`, or the browser on its own origin. Fails with TokenRefused
 * `unsupported_grant_type` where the server does not offer it, and with Refused
 * 401 where the transport has proved nobody.
 */
export const windows = (): Credentials => ({
  grant,
  refusalIsFinal: true,
  obtain: (demand, signal) => {
    const service = serviceFor(demand, grant)
    if (E.isLeft(service)) return TE.left(service.left)
    return requestToken(demand, service.right, { grant_type: grant })(signal)
  },
})
