import type { ActorRefLike, AnyActorRef, AnyEventObject, AnyStateMachine, InspectionEvent, Snapshot } from 'xstate'
import type { Clock } from '../../seam/clock.ts'
import type { Chart } from '../chart.ts'
import type { Layout } from '../layout/layout.ts'
import { Answers } from './cause.ts'
import { originOf } from './command.ts'
import type { Entry } from './entry.ts'
import { accepts, contextOf, labelOf, machineOf, parentOf, statesOf } from './inspected.ts'
import type { Log } from './log.ts'
import { toPlain, wireBounds, type Bounds, type Plain } from './plain.ts'
import type { Watchable, WatchedTraffic } from './watchable.ts'

/** What the recorder must be told of the charts. */
export interface Charts {
  /** A name for the chart, the same for every actor that runs it. */
  readonly nameOf: (machine: AnyStateMachine) => string
  readonly chartOf: (machine: AnyStateMachine) => Chart
  /** Where everything lies. Rejects, in words, where that cannot be told. */
  readonly layoutOf: (chart: Chart) => Promise<Layout>
  /** Ids of the arrows that a step took. */
  readonly arrowsOf: (transitions: readonly unknown[]) => readonly string[]
}

export interface RecorderOptions {
  readonly log: Pick<Log, 'add'>
  readonly clock: Clock
  readonly charts: Charts
  /** Show what people say to each other. */
  readonly texts: boolean
  /** Hears of every entry after it is in the log. */
  readonly added: (entry: Entry) => void
}

type Unnumbered<E> = E extends Entry ? Omit<E, 'n' | 'at'> : never

interface Step {
  readonly taken: string[]
  readonly actions: string[]
}

/** Why an event was not sent. */
export type Sending = 'sent' | 'unknown actor' | 'not accepted'

const isLiving = (snapshot: Snapshot<unknown>): boolean => snapshot.status === 'active'

/** Writes down all that happens in what it watches, as plain entries. Never disturbs what it watches. */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #keys = new WeakMap<ActorRefLike, string>()
  readonly #living = new Map<string, AnyActorRef>()
  readonly #steps = new WeakMap<ActorRefLike, Step>()
  readonly #contexts = new WeakMap<ActorRefLike, unknown>()
  readonly #drawn = new Set<string>()
  /** Charts without a layout, by name. */
  readonly #unplaced = new Map<string, Chart>()
  #n = 0

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  /** Watches one more client, until the returned function is called. */
  watch(watchable: Watchable, client: string): () => void {
    const answers = new Answers()
    const guarded =
      <T>(write: (value: T) => void) =>
      (value: T): void => {
        try {
          write(value)
        } catch (cause) {
          this.#add({ kind: 'trouble', what: `Something could not be written down: ${String(cause)}` })
        }
      }
    const subscriptions = [
      watchable.traffic$?.subscribe({ next: guarded((traffic) => this.#traffic(client, answers, traffic)) }),
      watchable.inspect({ next: guarded((event) => this.#inspected(client, answers, event)) }),
      ...Object.entries(watchable.streams ?? {}).map(([stream, values]) =>
        values.subscribe({
          next: guarded((value) => this.#add({ kind: 'stream', client, stream, value: this.#plain(value) })),
        }),
      ),
    ]
    return () => {
      for (const subscription of subscriptions) subscription?.unsubscribe()
    }
  }

  /** Somebody looks at a chart: its layout becomes an entry. Each is made once. */
  layOut(name: string): void {
    const chart = this.#unplaced.get(name)
    if (chart === undefined) return
    this.#unplaced.delete(name)
    this.#options.charts.layoutOf(chart).then(
      (layout) => this.#add({ kind: 'chart', chart: name, drawing: { chart, layout } }),
      (cause: unknown) => {
        const refused = cause instanceof Error ? cause.message : String(cause)
        this.#add({ kind: 'chart', chart: name, drawing: { chart, refused } })
      },
    )
  }

  /** Types of events, of those asked, that a living actor would take now as they are. */
  accepted(actor: string, types: readonly string[]): readonly string[] {
    const snapshot = this.#living.get(actor)?.getSnapshot() as Snapshot<unknown> | undefined
    if (snapshot === undefined) return []
    return types.filter((type) => {
      try {
        return accepts(snapshot, { type })
      } catch {
        // A guard that reads a payload: only the real one can tell.
        return originOf(type) !== 'own'
      }
    })
  }

  /** Sends an event to a living actor. */
  send(actor: string, event: AnyEventObject): Sending {
    const ref = this.#living.get(actor)
    if (ref === undefined) return 'unknown actor'
    try {
      if (!accepts(ref.getSnapshot() as Snapshot<unknown>, event)) return 'not accepted'
      ref.send(event)
      return 'sent'
    } catch {
      return 'not accepted'
    }
  }

  #add(entry: Unnumbered<Entry>): number {
    const n = this.#n++
    const numbered = { n, at: this.#options.clock.now(), ...entry } as Entry
    this.#options.log.add(numbered)
    this.#options.added(numbered)
    return n
  }

  #plain(value: unknown, bounds?: Bounds): Plain {
    return toPlain(value, { texts: this.#options.texts, ...(bounds === undefined ? {} : { bounds }) })
  }

  #traffic(client: string, answers: Answers, traffic: WatchedTraffic): void {
    const { kind: direction, number, operation, url, ...detail } = traffic
    const n = this.#add({
      ...{ kind: 'traffic', client, direction, number, operation, url },
      detail: this.#plain(detail, wireBounds),
    })
    if (direction === 'response') answers.add(operation, n)
  }

  #inspected(client: string, answers: Answers, inspection: InspectionEvent): void {
    const { actorRef } = inspection
    switch (inspection.type) {
      case '@xstate.actor':
        this.#actor(client, actorRef)
        return
      case '@xstate.event':
        return this.#event(client, answers, inspection)
      case '@xstate.microstep':
        this.#stepOf(actorRef).taken.push(...this.#options.charts.arrowsOf(inspection._transitions))
        return
      case '@xstate.action':
        this.#stepOf(actorRef).actions.push(inspection.action.type)
        return
      case '@xstate.snapshot':
        return this.#snapshot(client, actorRef, inspection.event.type, inspection.snapshot)
      case '@xstate.transition':
    }
  }

  #stepOf(ref: ActorRefLike): Step {
    const known = this.#steps.get(ref)
    if (known !== undefined) return known
    const step: Step = { taken: [], actions: [] }
    this.#steps.set(ref, step)
    return step
  }

  #actor(client: string, ref: ActorRefLike): string {
    const known = this.#keys.get(ref)
    if (known !== undefined) return known
    const above = parentOf(ref)
    const parent = above === undefined ? undefined : this.#actor(client, above)
    const actor = `${client}/${ref.sessionId}`
    this.#keys.set(ref, actor)
    this.#living.set(actor, ref as AnyActorRef)
    const machine = machineOf(ref)
    this.#add({
      ...{ kind: 'actor', actor, client, label: labelOf(ref) },
      ...(parent === undefined ? {} : { parent }),
      ...(machine === undefined ? {} : { chart: this.#chart(machine) }),
    })
    return actor
  }

  #chart(machine: AnyStateMachine): string {
    const { charts } = this.#options
    const name = charts.nameOf(machine)
    if (this.#drawn.has(name)) return name
    this.#drawn.add(name)
    const chart = charts.chartOf(machine)
    this.#add({ kind: 'chart', chart: name, drawing: { chart } })
    this.#unplaced.set(name, chart)
    return name
  }

  #event(
    client: string,
    answers: Answers,
    { actorRef, sourceRef, event }: Extract<InspectionEvent, { readonly type: '@xstate.event' }>,
  ): void {
    const to = this.#actor(client, actorRef)
    const from = sourceRef === undefined ? undefined : this.#actor(client, sourceRef)
    const { type, ...payload } = event
    // One that threw takes no step that inspection would tell; its parent alone is told.
    if (sourceRef !== undefined && type.startsWith('xstate.error.actor.')) {
      this.#snapshot(client, sourceRef, type, (sourceRef as AnyActorRef).getSnapshot() as Snapshot<unknown>)
    }
    const cause = originOf(type) === 'user' ? undefined : answers.causeOf(type)
    this.#add({
      ...{ kind: 'event', to, type, event: this.#plain(payload) },
      ...(from === undefined ? {} : { from }),
      ...(cause === undefined ? {} : { cause }),
    })
  }

  #snapshot(client: string, ref: ActorRefLike, type: string, snapshot: Snapshot<unknown>): void {
    const actor = this.#actor(client, ref)
    if (!this.#living.has(actor)) return
    const { taken, actions } = this.#steps.get(ref) ?? { taken: [], actions: [] }
    this.#steps.delete(ref)
    const context = contextOf(snapshot)
    const isNew = context !== undefined && context !== this.#contexts.get(ref)
    if (isNew) this.#contexts.set(ref, context)
    const result: unknown = snapshot.status === 'error' ? snapshot.error : snapshot.output
    this.#add({
      ...{ kind: 'snapshot', actor, type, status: snapshot.status, states: statesOf(snapshot), taken, actions },
      ...(isNew ? { context: this.#plain(context) } : {}),
      ...(result === undefined ? {} : { output: this.#plain(result) }),
    })
    if (!isLiving(snapshot)) this.#living.delete(actor)
  }
}
