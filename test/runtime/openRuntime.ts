import { Subject } from 'rxjs'
import { onTestFinished } from 'vitest'
import type { AnyActorRef } from 'xstate'
import { Client } from '../../src/client/client.ts'
import { trustNobody } from '../../src/discovery/trust.ts'
import { json } from '../../src/protocol/format.ts'
import type { Observed } from '../../src/runtime/observed.ts'
import { createRuntime, type Runtime } from '../../src/runtime/runtime.ts'
import { createServer, type Control } from '../../src/server/index.ts'
import { password } from '../../src/transport/password.ts'
import { withTraffic, type Traffic } from '../../src/transport/traffic.ts'
import { inProcessHttp, type InProcessHttp } from '../support/inProcessHttp.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'

/** A client with its insides in sight. The server has a clock of its own. */
export interface OpenClient {
  readonly client: Client
  readonly runtime: Runtime
  readonly control: Control
  readonly http: InProcessHttp
  readonly clock: VirtualClock
  readonly serverClock: VirtualClock
  /** Lets everything happen that can happen now. */
  readonly settle: () => Promise<void>
  /** Charts, and what they run, that live. */
  readonly livingActors: () => readonly string[]
  /** Everything that can be listened to, as far as it has been seen. */
  readonly observed: readonly Observed[]
}

const isRef = (value: unknown): value is AnyActorRef =>
  typeof value === 'object' && value !== null && 'getSnapshot' in value && 'id' in value

export const openClient = (user = 'tosh'): OpenClient => {
  const clock = virtualClock()
  const serverClock = virtualClock()
  const server = createServer({ clock: serverClock, random: seededRandom(7) })
  onTestFinished(() => server.close())
  const http = inProcessHttp(server, clock)
  const random = seededRandom(1)
  const traffic = new Subject<Traffic>()
  const address = `${user}@contoso.com`
  const runtime = createRuntime({
    http: withTraffic(http, { observed: () => traffic.observed, report: (exchanged) => traffic.next(exchanged) }),
    credentials: password(address, 'pass@word1'),
    format: json(),
    clock,
    wakes: () => () => undefined,
    random,
    aggregation: {},
    activity: 'assumed',
    resumeFrom: undefined,
    signIn: {
      signInAddress: address,
      domain: 'contoso.com',
      rootUrl: 'http://pool.contoso.com/',
      from: 'anywhere',
      trust: trustNobody,
      application: { userAgent: 'test', endpointId: 'endpoint', culture: 'en-US' },
      availability: { supportedModalities: ['Messaging'], supportedMessageFormats: ['Plain', 'Html'] },
    },
  })
  const client = new Client(runtime, traffic)
  onTestFinished(() => client.close())
  const actors = new Set<AnyActorRef>()
  runtime.inspect({
    next: (inspection) => {
      if (inspection.type === '@xstate.actor' && isRef(inspection.actorRef)) actors.add(inspection.actorRef)
    },
  })
  const observed: Observed[] = [runtime.session, runtime.directory]
  runtime.directory.conversationAdded.subscribe((record) => observed.push(record))
  runtime.directory.invitationAdded.subscribe((record) => observed.push(record))
  return {
    client,
    runtime,
    control: server.control,
    http,
    clock,
    serverClock,
    settle: async () => {
      await clock.advance(0)
      await serverClock.advance(0)
    },
    livingActors: () =>
      [...actors].flatMap((actor) => {
        const { status } = actor.getSnapshot() as { readonly status: string }
        return status === 'active' ? [actor.id] : []
      }),
    observed,
  }
}
