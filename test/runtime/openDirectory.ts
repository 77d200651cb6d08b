import { taskEither as TE } from 'fp-ts'
import { createCharts, type Charts, type Request, type Unanswered } from '../../src/runtime/charts.ts'
import { Directory } from '../../src/runtime/directory.ts'
import { Fetcher } from '../../src/runtime/fetcher.ts'
import { createFollowing } from '../../src/runtime/following.ts'
import { createHub, type Hub } from '../../src/runtime/hub.ts'
import type { OutgoingInvitationRecord } from '../../src/runtime/outgoingInvitation.ts'
import { OutgoingMessages } from '../../src/runtime/outgoingMessages.ts'
import { Silence } from '../../src/runtime/silence.ts'
import { type Script } from '../support/fakeHttp.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'
import { partsOf } from './fakeSession.ts'

export interface OpenDirectory extends ReturnType<typeof partsOf> {
  readonly clock: VirtualClock
  readonly hub: Hub
  readonly silence: Silence
  readonly charts: Charts
  readonly requests: Map<string, Request>
  readonly fetcher: Fetcher
  readonly directory: Directory
  readonly faults: readonly unknown[]
  /** An invitation whose POST gets this answer; none, unless one is given. */
  readonly invite: (operationId: string, request?: Request) => OutgoingInvitationRecord
}

/** Nobody hears of it. */
const nobody: Unanswered = { leave: () => undefined, stopMessaging: () => undefined, cancel: () => undefined }

/** Charts and records without a session, with a host that answers from a script by `METHOD /path`. */
export const openDirectory = (script: Script, unanswered = nobody): OpenDirectory => {
  const parts = partsOf(script)
  const { place, wire } = parts
  const clock = virtualClock()
  const hub = createHub(clock)
  const silence = new Silence(clock)
  const requests = new Map<string, Request>()
  const faults: unknown[] = []
  const faulted = (fault: unknown) => void faults.push(fault)
  const charts = createCharts({ hub, place, wire, silence, requests, unanswered })
  const fetcher = new Fetcher(wire, faulted)
  const directory = new Directory({
    charts,
    faulted,
    missedMessages: () => undefined,
    following: createFollowing({ place, fetcher }),
    outgoing: () =>
      new OutgoingMessages({
        hasSiblings: false,
        absolute: (href) => place.absolute(href),
        readText: () => undefined,
        textIn: () => undefined,
        awaitsOpening: () => false,
        settled: () => undefined,
        foreign: () => undefined,
      }),
  })
  const invite: OpenDirectory['invite'] = (operationId, request = () => () => new Promise(() => undefined)) => {
    requests.set(operationId, request)
    return directory.outgoing({ operation: 'startMessaging', operationId, message: undefined })
  }
  return { ...parts, clock, hub, silence, charts, requests, fetcher, directory, faults, invite }
}

/** A POST that was taken. */
export const taken =
  (location?: string): Request =>
  () =>
    TE.right({ location })
