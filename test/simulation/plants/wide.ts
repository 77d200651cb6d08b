import { either as E } from 'fp-ts'
import type { Http, HttpRequest } from '../../../src/index.ts'
import { inHttp, isEvent, isPoll, misreadingEvents, type PlantedFault } from './planting.ts'

/** Only guests show the token before, to stay who they are. */
const isGuestsRenewal = ({ operation, body = '' }: HttpRequest): boolean =>
  operation === 'token' && new URLSearchParams(body).has('ms_rtc_renew')

/** Asks the next host for a new token, and shows it the old one. */
const showsGuestsTokenElsewhere: PlantedFault = {
  name: 'showsGuestsTokenElsewhere',
  invariant: 'tokenStaysHome',
  world: 'wide',
  seed: 30,
  client: inHttp((http) => (request, signal) => async () => {
    if (isGuestsRenewal(request)) await http({ ...request, url: 'https://elsewhere.example/token' }, signal)()
    return http(request, signal)()
  }),
}

/** Takes it for the last word that a guest's token was shown too late. */
const refusesGuestsForGood: PlantedFault = {
  name: 'refusesGuestsForGood',
  invariant: 'viewEqualsServer',
  world: 'wide',
  seed: 56,
  client: inHttp((http) => {
    let refusal: Awaited<ReturnType<ReturnType<Http>>> | undefined
    return (request, signal) => async () => {
      if (request.operation !== 'token') return http(request, signal)()
      if (refusal !== undefined && !isGuestsRenewal(request)) return refusal
      const outcome = await http(request, signal)()
      refusal = isGuestsRenewal(request) && E.isRight(outcome) && outcome.right.status === 400 ? outcome : undefined
      return outcome
    }
  }),
}

/** Whoever is told to wake asks for events once more, beside the request that waits. */
const wakesTwice: PlantedFault = {
  name: 'wakesTwice',
  invariant: 'onePollOutstanding',
  world: 'wide',
  seed: 11,
  client: (options, make) => {
    let parked: (() => void) | undefined
    const http: Http = (request, signal) => async () => {
      if (!isPoll(request)) return options.http(request, signal)()
      const again = () => void options.http(request, signal)()
      parked = again
      const outcome = await options.http(request, signal)()
      if (parked === again) parked = undefined
      return outcome
    }
    const { wakes } = options
    if (wakes === undefined) return make({ ...options, http })
    return make({
      ...options,
      http,
      wakes: (woke) =>
        wakes(() => {
          parked?.()
          woke()
        }),
    })
  },
}

/** Who is not to be seen is told nothing. */
const hidesMessagesFromLurkers: PlantedFault = {
  name: 'hidesMessagesFromLurkers',
  invariant: 'deliveredOnceInOrder',
  world: 'wide',
  seed: 7,
  client: (options, make) => {
    if (options.availability !== 'lurking' && !options.credentials.grant.endsWith('anonmeeting')) return make(options)
    const deaf = misreadingEvents((events) => events.filter((event) => !isEvent(event) || event.link.rel !== 'message'))
    return make({ ...options, http: deaf(options.http) })
  },
}

/** What one of a batch could not be read now is taken for gone. */
const takesFailedMemberForGone: PlantedFault = {
  name: 'takesFailedMemberForGone',
  invariant: 'viewEqualsServer',
  world: 'wide',
  faults: ['memberFails', 'resync'],
  seed: 2,
  client: inHttp((http) => (request, signal) => async () => {
    const outcome = await http(request, signal)()
    if (request.operation !== 'batch' || E.isLeft(outcome)) return outcome
    const text = outcome.right.text.replace(/^HTTP\/1\.1 (401|429|500|503) Not now$/gm, 'HTTP/1.1 404 Not Found')
    return E.right({ ...outcome.right, text })
  }),
}

export const widePlants: readonly PlantedFault[] = [
  showsGuestsTokenElsewhere,
  refusesGuestsForGood,
  wakesTwice,
  hidesMessagesFromLurkers,
  takesFailedMemberForGone,
]
