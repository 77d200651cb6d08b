import type { DocumentedError } from '../protocol/documentedError.ts'
import { dropped, isDropped, type Dropped, type ServerResponse } from './http.ts'
import type { Account } from './accounts.ts'
import { documented } from './refusal.ts'
import type { Reply } from './reply.ts'

/** Which requests an intervention takes: those to a link, by method, of a user. */
export interface Matcher {
  /** The relation that leads there: `sendMessage`, `events`, `token`, `root`, … */
  readonly link: string
  /** Tells apart what shares a path: DELETE on `conversation` leaves it. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** SIP URI of whose token came along. Absent: anybody, also nobody. */
  readonly user?: string
  /** How many requests it takes. Default 1. */
  readonly times?: number
}

/**
 * What happens to a request that was taken.
 *
 * - `hold`: nothing until `release()`, then what would have happened;
 * - `holdAnswer`: the server acts, its answer waits for `release()`;
 * - `dropBefore`: the server does not act, the connection breaks;
 * - `dropAfter`: the server acts, the connection breaks;
 * - `error`: an error that the reference documents, in the format the client asks for, in place of acting;
 * - a status: the answer in place of acting. A body that is no string is a resource, a page or an error, and goes out
 *   in the format that the client asked for; a string goes out as it is, as JSON where `contentType` does not say more;
 * - `rewrite`: the server acts, and this is made of its answer.
 */
export type Intervention =
  | 'hold'
  | 'holdAnswer'
  | 'dropBefore'
  | 'dropAfter'
  | { readonly error: DocumentedError }
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
      readonly contentType?: string
    }
  | { readonly rewrite: (response: ServerResponse) => ServerResponse }

/** An intervention that was set up. */
export interface Interception {
  /** Resolves when the first request that it takes has arrived. */
  readonly arrived: Promise<void>
  /** How many requests it has taken. */
  readonly taken: () => number
  /** Lets go what it holds, now and from now on. */
  readonly release: () => void
  /** Takes no more requests, and lets go what it holds. */
  readonly remove: () => void
}

type Act = () => Promise<ServerResponse | Dropped>

/** A request as interventions see it. */
export interface Arrival {
  readonly link: string
  readonly method: string
  readonly account: Account | undefined
  /** In the format the client asks for. */
  readonly show: (reply: Reply) => ServerResponse
}

export interface Interventions {
  readonly add: (
    matcher: Matcher,
    matchesUser: (account: Account | undefined) => boolean,
    intervention: Intervention,
  ) => Interception
  readonly handle: (arrival: Arrival, act: Act) => Promise<ServerResponse | Dropped>
  readonly removeAll: () => void
}

interface Active {
  readonly matches: (arrival: Arrival) => boolean
  readonly run: (arrival: Arrival, act: Act) => Promise<ServerResponse | Dropped>
}

interface Gate {
  readonly opened: Promise<void>
  readonly open: () => void
}

const createGate = (): Gate => {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

const perform = async (
  intervention: Intervention,
  { show }: Arrival,
  opened: Promise<void>,
  act: Act,
): Promise<ServerResponse | Dropped> => {
  if (intervention === 'hold') {
    await opened
    return act()
  }
  if (intervention === 'holdAnswer') {
    const answer = await act()
    await opened
    return answer
  }
  if (intervention === 'dropBefore') return dropped
  if (intervention === 'dropAfter') {
    await act()
    return dropped
  }
  if ('error' in intervention) return show(documented(intervention.error))
  if ('rewrite' in intervention) {
    const answer = await act()
    return isDropped(answer) ? answer : intervention.rewrite(answer)
  }
  const { status, headers = {}, body, contentType = 'application/json' } = intervention
  const content = typeof body === 'string' ? { text: { contentType, content: body } } : { structure: body }
  return show({ status, headers, ...content })
}

export const createInterventions = (): Interventions => {
  const active = new Set<Active>()
  const releases = new Set<() => void>()
  return {
    add: ({ link, method, times = 1 }, matchesUser, intervention) => {
      const arrived = createGate()
      const released = createGate()
      let taken = 0
      const release = () => {
        releases.delete(release)
        released.open()
      }
      const mine: Active = {
        matches: (arrival) =>
          arrival.link === link && (method === undefined || arrival.method === method) && matchesUser(arrival.account),
        run: (arrival, act) => {
          taken += 1
          if (taken === times) active.delete(mine)
          arrived.open()
          return perform(intervention, arrival, released.opened, act)
        },
      }
      active.add(mine)
      releases.add(release)
      const remove = () => {
        active.delete(mine)
        release()
      }
      return { arrived: arrived.opened, taken: () => taken, release, remove }
    },
    handle: (arrival, act) => {
      for (const one of active) {
        if (one.matches(arrival)) return one.run(arrival, act)
      }
      return act()
    },
    removeAll: () => {
      active.clear()
      for (const release of releases) release()
    },
  }
}
