import { either as E } from 'fp-ts'
import type { Http } from '../../../src/index.ts'
import { inHttp, type PlantedFault } from './planting.ts'

const mayHaveFailed = (outcome: Awaited<ReturnType<ReturnType<Http>>>): boolean =>
  E.isLeft(outcome) || outcome.right.status >= 500

const ownPosts: ReadonlySet<string> = new Set(['token', 'batch', 'applications'])

const retriesPosts: PlantedFault = {
  name: 'retriesPosts',
  invariant: 'noCommandTwice',
  faults: ['lostAfter', 'badGateway', 'cutOff'],
  seed: 3,
  client: inHttp((http) => (request, signal) => async () => {
    const outcome = await http(request, signal)()
    const isCommand = request.method === 'POST' && !ownPosts.has(request.operation)
    return isCommand && mayHaveFailed(outcome) && !signal.aborted ? http(request, signal)() : outcome
  }),
}

/** Knows an operation of its own by the Location of the 201, and by nothing else. */
const matchesByLocationOnly: PlantedFault = {
  name: 'matchesByLocationOnly',
  invariant: 'gapsAnnounced',
  faults: ['lostAfter', 'badGateway', 'cutOff'],
  seed: 3,
  client: inHttp((http) => (request, signal) => async () => {
    const outcome = await http(request, signal)()
    if (request.method !== 'GET' || E.isLeft(outcome)) return outcome
    const text = outcome.right.text.replaceAll('"operationId"', '"forgotten"')
    return E.right({ ...outcome.right, text })
  }),
}

const neverRenewsToken: PlantedFault = {
  name: 'neverRenewsToken',
  invariant: 'viewEqualsServer',
  seed: 7,
  client: inHttp((http) => {
    let first: Awaited<ReturnType<ReturnType<Http>>> | undefined
    return (request, signal) => async () => {
      if (request.operation !== 'token') return http(request, signal)()
      if (first !== undefined) return first
      const outcome = await http(request, signal)()
      if (E.isRight(outcome) && outcome.right.text.includes('access_token')) first = outcome
      return outcome
    }
  }),
}

const followsRedirectsWithToken: PlantedFault = {
  name: 'followsRedirectsWithToken',
  invariant: 'tokenStaysHome',
  seed: 1,
  client: inHttp((http) => (request, signal) => async () => {
    const outcome = await http(request, signal)()
    if (E.isLeft(outcome)) return outcome
    const location = outcome.right.header('Location')
    const isRedirect = outcome.right.status >= 300 && outcome.right.status < 400 && location !== undefined
    return isRedirect ? http({ ...request, url: new URL(location, request.url).href }, signal)() : outcome
  }),
}

/** Takes the user for available without having said so. */
const staysHidden: PlantedFault = {
  name: 'staysHidden',
  invariant: 'viewEqualsServer',
  seed: 1,
  client: inHttp((http) => (request, signal) => async () => {
    if (request.operation !== 'makeMeAvailable') return http(request, signal)()
    return E.right({ status: 204, url: request.url, header: () => undefined, text: '' })
  }),
}

const ignoresAbort: PlantedFault = {
  name: 'ignoresAbort',
  invariant: 'nothingLeft',
  seed: 3,
  client: inHttp((http) => (request) => http(request, new AbortController().signal)),
}

export const requestPlants: readonly PlantedFault[] = [
  retriesPosts,
  matchesByLocationOnly,
  neverRenewsToken,
  followsRedirectsWithToken,
  staysHidden,
  ignoresAbort,
]
