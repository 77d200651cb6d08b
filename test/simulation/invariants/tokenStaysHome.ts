import { secret } from '../party.ts'
import { home, hostOf } from '../road.ts'
import type { Invariant } from './invariant.ts'

/** A token is never sent to a host that did not issue it, nor a password to one that is not the server's. */
export const tokenStaysHome: Invariant = {
  name: 'tokenStaysHome',
  watch: (violated) => {
    const hosts = new Map<string, string>()
    return {
      hear: (happening) => {
        if (happening.kind === 'token') hosts.set(`Bearer ${happening.token}`, happening.host)
        if (happening.kind !== 'asked') return
        const { headers, url, body = '', operation } = happening.request
        const host = hostOf(url)
        const authorization = headers['Authorization']
        if (authorization !== undefined && hosts.get(authorization) !== host) {
          violated(
            `${happening.party} sends ${host} a token of ${hosts.get(authorization) ?? 'nobody'} with ${operation}`,
          )
        }
        const shown = operation === 'token' ? new URLSearchParams(body).get('ms_rtc_renew') : null
        if (shown !== null && hosts.get(`Bearer ${shown}`) !== host)
          violated(`${happening.party} shows ${host} a token of ${hosts.get(`Bearer ${shown}`) ?? 'nobody'}`)
        if (host !== home && body.includes(encodeURIComponent(secret)))
          violated(`${happening.party} sends ${host} her password`)
      },
    }
  },
}
