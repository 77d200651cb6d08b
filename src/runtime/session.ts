import type { Observable } from 'rxjs'
import type { SnapshotFrom } from 'xstate'
import type { ChannelSignal, eventChannelMachine, EventChannelRef } from '../../machines/eventChannelMachine.ts'
import type { CreatedApplication, SessionEvent } from '../../machines/sessionEvent.ts'
import type { SessionRef, sessionMachine } from '../../machines/sessionMachine.ts'
import type { Activity } from './activity.ts'
import type { Connection } from './connection.ts'
import type { Hub } from './hub.ts'
import type { Loss } from './loss.ts'
import { Observed } from './observed.ts'
import { sessionChart, type SignIn } from './sessionChart.ts'
import type { Resumption } from './resumption.ts'
import type { Rebirth } from './rebirth.ts'
import type { JudgeStep } from './setback.ts'
import type { Wire } from '../service/command.ts'

interface Surroundings {
  readonly hub: Hub
  readonly connection: Connection
  readonly wire: Wire
  readonly signIn: SignIn
  readonly judge: JudgeStep
  readonly rebirth: Rebirth
  readonly activity: Activity
  readonly resumption: Resumption
  readonly signals: (events: string) => Observable<ChannelSignal>
  readonly madeAnew: () => void
  /** There is an application, or another one than before. */
  readonly created: (created: CreatedApplication) => void
  /** There is none any more. */
  readonly lost: (cause: Loss) => void
  readonly faulted: (error: unknown) => void
}

type Value = Extract<SnapshotFrom<typeof sessionMachine>['value'], string> | 'created'

/** Nobody is signed in, nor about to be. */
const atRest: ReadonlySet<Value> = new Set(['signedOut', 'failed', 'ended'])

const withApplication: ReadonlySet<Value> = new Set(['created', 'suspended', 'replaced'])

const causeOf = (value: Value): Loss => {
  if (value === 'signedOut') return 'signedOut'
  return value === 'ended' || value === 'failed' ? 'ended' : 'recreated'
}

/** The session chart, and what its life means for everything else. */
export class Session extends Observed {
  readonly #surroundings: Surroundings
  readonly #machine: ReturnType<typeof sessionChart>
  #chart: SessionRef
  #application: CreatedApplication | undefined
  #channel: EventChannelRef | undefined

  constructor(surroundings: Surroundings) {
    super()
    this.#surroundings = surroundings
    this.#machine = sessionChart(surroundings)
    this.#chart = this.#start()
  }

  get snapshot(): SnapshotFrom<typeof sessionMachine> {
    return this.#chart.getSnapshot()
  }

  get state(): Value {
    const { value } = this.snapshot
    return typeof value === 'string' ? value : 'created'
  }

  get channel(): SnapshotFrom<typeof eventChannelMachine> | undefined {
    return this.#channel?.getSnapshot()
  }

  /** Only while there is one that commands can go to. */
  get application(): CreatedApplication | undefined {
    return this.state === 'created' && !this.isOver ? this.#application : undefined
  }

  send(event: SessionEvent): void {
    if (!this.isOver) this.#chart.send(event)
  }

  /** What was still there after a gap has been read. */
  caughtUp(): void {
    this.#channel?.send({ type: 'channel.caughtUp' })
  }

  #start(): SessionRef {
    const chart = this.#surroundings.hub.spawn(this.#machine, {
      id: 'session',
      input: undefined,
      owner: {
        chartIsOver: () => undefined,
        chartBroke: (error) => {
          this.#surroundings.faulted(error)
          this.#chart = this.#start()
          this.#channel = undefined
          this.#surroundings.connection.renew()
          this.#moveTo(undefined, 'ended')
          this.changed()
        },
      },
    })
    chart.subscribe({ next: () => this.#follow(), error: () => undefined })
    return chart
  }

  #follow(): void {
    const { children, context } = this.snapshot
    if (children.eventChannel !== this.#channel) {
      this.#channel = children.eventChannel
      this.#channel?.subscribe({ next: () => this.changed(), error: () => undefined })
    }
    if (atRest.has(this.state)) this.#surroundings.connection.renew()
    // Whoever signs out keeps what she has until that is done, and gets nothing back.
    if (this.state !== 'signingOut') {
      this.#moveTo(withApplication.has(this.state) ? context.created : undefined, causeOf(this.state))
    }
    this.changed()
  }

  #moveTo(application: CreatedApplication | undefined, cause: Loss): void {
    if (application === this.#application) return
    const before = this.#application
    this.#application = application
    if (before !== undefined) this.#surroundings.lost(cause)
    if (application !== undefined) this.#surroundings.created(application)
  }
}
