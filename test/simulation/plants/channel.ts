import { either as E } from 'fp-ts'
import type { Http } from '../../../src/index.ts'
import type { Clock } from '../../../src/seam/clock.ts'
import { attemptOf } from '../../../src/transport/attempt.ts'
import { inHttp, isEvent, isPoll, misreading, pageIn, type PlantedFault, type PlantedPage } from './planting.ts'

const second = 1000

/** Ends early when the request is given up. */
const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      signal.removeEventListener('abort', end)
      clock.clearTimeout(timer)
      resolve()
    }
    const timer = clock.setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })

/** Tells the server that a page has come, and only then gets round to it, if nothing comes between. */
const acknowledging = (http: Http, clock: Clock): Http => {
  const acknowledge = async (url: string, like: Parameters<Http>[0], signal: AbortSignal): Promise<void> => {
    const acknowledged = new AbortController()
    const asked = http({ ...like, url }, acknowledged.signal)()
    await pause(clock, second, signal)
    acknowledged.abort()
    await asked
    await pause(clock, 20 * second, signal)
  }
  return (request, signal) => async () => {
    const outcome = await http(request, signal)()
    if (!isPoll(request) || E.isLeft(outcome)) return outcome
    const next = pageIn(outcome.right)?._links.next?.href
    if (next === undefined || !outcome.right.text.includes('plainMessage')) return outcome
    await acknowledge(new URL(next, request.url).href, request, signal)
    return signal.aborted ? E.left({ name: 'Aborted', ...attemptOf(request) }) : outcome
  }
}

const acknowledgesBeforeHandling: PlantedFault = {
  name: 'acknowledgesBeforeHandling',
  invariant: 'deliveredOnceInOrder',
  faults: [],
  seed: 33,
  client: inHttp(acknowledging),
}

const dropsPageAfterResync: PlantedFault = {
  name: 'dropsPageAfterResync',
  invariant: 'deliveredOnceInOrder',
  faults: ['resync'],
  seed: 5,
  client: inHttp((http) => {
    let isNextDropped = false
    return misreading((page) => {
      const isDropped = isNextDropped
      isNextDropped = page._links.resync !== undefined
      return isDropped ? { ...page, sender: [] } : page
    })(http)
  }),
}

const isFailure = (outcome: Awaited<ReturnType<ReturnType<Http>>>): boolean =>
  E.isLeft(outcome) || outcome.right.status >= 400

const pollsTwiceAfterRestart: PlantedFault = {
  name: 'pollsTwiceAfterRestart',
  invariant: 'onePollOutstanding',
  seed: 1,
  client: inHttp((http) => {
    let isRestart = false
    return (request, signal) => async () => {
      if (!isPoll(request)) return http(request, signal)()
      if (isRestart) void http(request, signal)()
      isRestart = false
      const outcome = await http(request, signal)()
      isRestart = signal.aborted
      return outcome
    }
  }),
}

const stubbornness = 40

const pollsAtOnceAfterFailure: PlantedFault = {
  name: 'pollsAtOnceAfterFailure',
  invariant: 'calmRequests',
  seed: 9,
  client: inHttp((http) => (request, signal) => async () => {
    let outcome = await http(request, signal)()
    if (!isPoll(request)) return outcome
    for (let times = 0; isFailure(outcome) && times < stubbornness && !signal.aborted; times++) {
      outcome = await http(request, signal)()
    }
    return outcome
  }),
}

/** Reads everything twice at a time. */
const readsTwice: PlantedFault = {
  name: 'readsTwice',
  invariant: 'calmRequests',
  seed: 1,
  client: inHttp((http) => (request, signal) => async () => {
    if (request.method === 'GET' && !isPoll(request)) void http(request, signal)()
    return http(request, signal)()
  }),
}

const jsonHeaders: Readonly<Record<string, string>> = { 'content-type': 'application/json' }

/** As it looks to whoever knows neither the page nor the messages in it again. */
const asNew = (page: PlantedPage, next: string): string =>
  JSON.stringify({
    ...page,
    _links: { ...page._links, self: { href: `${next}&again` } },
    sender: page.sender?.map((block) => ({
      ...block,
      events: block.events.map((event) =>
        isEvent(event) && event.link.rel === 'message'
          ? { ...event, link: { ...event.link, href: `${event.link.href}?again` } }
          : event,
      ),
    })),
  })

/** After a poll that broke the last page is there once more. */
const takesRepeatedPageForNew: PlantedFault = {
  name: 'takesRepeatedPageForNew',
  invariant: 'deliveredOnceInOrder',
  faults: ['lostBefore', 'lostAfter', 'busy'],
  seed: 24,
  client: inHttp((http) => {
    let last: PlantedPage | undefined
    return (request, signal) => async () => {
      const outcome = await http(request, signal)()
      if (!isPoll(request)) return outcome
      if (!isFailure(outcome)) {
        last = E.isRight(outcome) ? pageIn(outcome.right) : undefined
        return outcome
      }
      const next = last?._links.next?.href
      if (last === undefined || next === undefined || signal.aborted) return outcome
      const text = asNew(last, next)
      last = undefined
      return E.right({ status: 200, url: request.url, header: (name) => jsonHeaders[name.toLowerCase()], text })
    }
  }),
}

const told = ['timeout', 'medium', 'low', 'priority']

const forgetsAggregation: PlantedFault = {
  name: 'forgetsAggregation',
  invariant: 'aggregationTold',
  seed: 2,
  client: inHttp((http) => {
    let isFirst = true
    return (request, signal) => {
      if (!isPoll(request) || isFirst) {
        isFirst &&= !isPoll(request)
        return http(request, signal)
      }
      const url = new URL(request.url)
      for (const name of told) url.searchParams.delete(name)
      return http({ ...request, url: url.href }, signal)
    }
  }),
}

const ignoresApplicationNotFound: PlantedFault = {
  name: 'ignoresApplicationNotFound',
  invariant: 'viewEqualsServer',
  seed: 4,
  client: inHttp((http) => (request, signal) => async () => {
    const outcome = await http(request, signal)()
    const isThat =
      E.isRight(outcome) && outcome.right.status === 404 && outcome.right.text.includes('ApplicationNotFound')
    return isThat ? E.right({ ...outcome.right, status: 503 }) : outcome
  }),
}

export const channelPlants: readonly PlantedFault[] = [
  acknowledgesBeforeHandling,
  dropsPageAfterResync,
  pollsTwiceAfterRestart,
  pollsAtOnceAfterFailure,
  readsTwice,
  takesRepeatedPageForNew,
  forgetsAggregation,
  ignoresApplicationNotFound,
]
