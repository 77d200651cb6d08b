import { json } from '../../src/protocol/format.ts'
import type { Wire } from '../../src/service/command.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { fakeHttp, type FakeHttp, type Reply } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

/** Every verb's link leads here. */
export const link = 'https://pool.contoso.com/ucwa/v1/applications/1/link'

export const { signal } = new AbortController()

/** What 50, 250 and 100 mean is tried at the edge. */
export const characters = (count: number): string => 'a'.repeat(count)

/** A wire whose server answers every request to `url` alike. */
export const wireTo = (reply: Reply, url = link): { readonly wire: Wire; readonly http: FakeHttp } => {
  const clock = virtualClock()
  const http = fakeHttp({ [`POST ${url}`]: reply, [`PUT ${url}`]: reply, [`DELETE ${url}`]: reply }, clock)
  return { http, wire: { exchange: createExchange({ http, format: json(), clock }), format: json() } }
}
