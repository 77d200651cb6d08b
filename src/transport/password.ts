import { either as E, taskEither as TE } from 'fp-ts'
import { tokenRefused, type Credentials } from './credentials.ts'
import { requestToken } from './tokenService.ts'

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
    if (E.isLeft(demand.service)) return TE.left(demand.service.left)
    const { href, grantTypes } = demand.service.right
    if (grantTypes.length > 0 && !grantTypes.includes(grant)) {
      return TE.left(tokenRefused('unsupported_grant_type', `offered: ${grantTypes.join(', ')}`))
    }
    return requestToken(demand, href, { grant_type: grant, username, password: secret }, [secret])(signal)
  },
})
