import type { Application } from '../../src/protocol/resource/application.ts'
import { json } from '../../src/protocol/format.ts'
import { Observed } from '../../src/runtime/observed.ts'
import { Place } from '../../src/runtime/place.ts'
import type { Session } from '../../src/runtime/session.ts'
import type { Wire } from '../../src/service/command.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { fakeHttp, type FakeHttp, type Script } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const origin = 'https://pool.contoso.com'

/** A session as its parts see it: it has an application or has none, and ends. */
class FakeSession extends Observed {
  application: Session['application']

  begin(embedded: Application['_embedded']): void {
    const application: Application = { _links: { self: { href: '/app' } }, _embedded: embedded }
    this.application = { application, url: `${origin}/app`, events: `${origin}/events`, isNew: true }
    this.changed()
  }

  lose(): void {
    this.application = undefined
    this.changed()
  }
}

/** What parts of the runtime are made of, with a host that answers from a script by `METHOD /path`. */
export const partsOf = (
  script: Script,
): {
  readonly state: FakeSession
  readonly session: Session
  readonly place: Place
  readonly wire: Wire
  readonly http: FakeHttp
  readonly seen: () => readonly string[]
} => {
  const state = new FakeSession()
  const place = new Place()
  place.moveTo(`${origin}/app`)
  const http = fakeHttp(
    Object.fromEntries(Object.entries(script).map(([key, reply]) => [key.replace(' ', ` ${origin}`), reply])),
  )
  const format = json()
  return {
    state,
    session: state as unknown as Session,
    place,
    wire: { exchange: createExchange({ http, format, clock: virtualClock() }), format },
    http,
    seen: () => http.requests.map(({ method, url, operation }) => `${method} ${url.slice(origin.length)} ${operation}`),
  }
}
