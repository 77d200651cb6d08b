import { either as E, taskEither as TE } from 'fp-ts'
import type { Credentials } from './credentials.ts'
import { requestToken, serviceFor } from './tokenService.ts'

const grant = 'password'

/**
 * Signs in with a user name and a password. The password stays in a closure:
 * neither JSON, nor `inspect`, nor a failure shows it. A wrong one is sent once
 * and is TokenRefused `invalid_grant`.
 */
export const password = (username: string, secret: string): Credentials => ({
  grant,
  refusalIsFinal: true,
  obtain: (demand, signal) => {
    const service = serviceFor(demand, grant)
    if (E.isLeft(service)) return TE.left(service.left)
    return requestToken(demand, service.right, { grant_type: grant, username, password: secret })(signal)
  },
})
