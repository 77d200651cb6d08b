import { Subject } from 'rxjs'
import {
  createActor,
  type ActorLogic,
  type ActorRefFrom,
  type AnyActorLogic,
  type AnyActorRef,
  type AnyEventObject,
  type InputFrom,
  type InspectionEvent,
  type Observer,
  type Snapshot,
  type Subscription,
} from 'xstate'
import type { Clock } from '../seam/clock.ts'

/** Whose life a chart draws: told when the chart is over, and when it threw, which is a defect of ours. */
export interface ChartOwner {
  readonly chartIsOver: (chart: AnyActorRef) => void
  readonly chartBroke: (error: unknown, chart: AnyActorRef) => void
}

interface Spawn<L extends AnyActorLogic> {
  readonly id: string
  readonly input: InputFrom<L>
  readonly owner: ChartOwner
}

/**
 * The one root actor of a client. Every chart is its child, made outside any
 * chart: spawning from a machine costs more the more children there are.
 * XState then leaves stopping and dropping the children to the parent.
 */
export interface Hub {
  readonly spawn: <L extends AnyActorLogic>(logic: L, spawn: Spawn<L>) => ActorRefFrom<L>
  /** Stops one chart, whatever state it is in; its owner is not told. */
  readonly stop: (child: AnyActorRef) => void
  /** Living charts. */
  readonly size: () => number
  /** Hears of every chart, the living ones first. Hot; never completes. An observer that throws harms no chart. */
  readonly inspect: (observer: Observer<InspectionEvent>) => Subscription
  /** The end is near: charts that begin from now on stand alone, so that it does not stop them unfinished. */
  readonly seal: () => void
  /** Stops everything. */
  readonly close: () => void
}

interface HubSnapshot extends Omit<Snapshot<undefined>, 'status'> {
  readonly status: 'active' | 'stopped'
  readonly output: undefined
  readonly error: undefined
}

interface Entry {
  readonly child: AnyActorRef
  readonly owner: ChartOwner
}

/** XState keeps the options of each actor in an object of a shape of its own, 330 bytes, and reads them when it starts. */
const started = {}

const done = 'xstate.done.actor.'
const broke = 'xstate.error.actor.'

const hubLogic = (children: Map<string, Entry>): ActorLogic<Snapshot<undefined>, AnyEventObject> => {
  const take = (id: string): Entry | undefined => {
    const entry = children.get(id)
    children.delete(id)
    return entry
  }
  return {
    getInitialSnapshot: (): HubSnapshot => ({ status: 'active', output: undefined, error: undefined }),
    getPersistedSnapshot: (snapshot) => snapshot,
    transition: (snapshot, event, scope) => {
      if (event.type === 'xstate.stop') {
        for (const { child } of children.values()) scope.stopChild(child)
        children.clear()
        return { status: 'stopped', output: undefined, error: undefined }
      }
      if (event.type === 'hub.stop') {
        const entry = take(String(event.id))
        if (entry !== undefined) scope.stopChild(entry.child)
      } else if (event.type.startsWith(done)) {
        const entry = take(event.type.slice(done.length))
        entry?.owner.chartIsOver(entry.child)
      } else if (event.type.startsWith(broke)) {
        const entry = take(event.type.slice(broke.length))
        entry?.owner.chartBroke(event.error, entry.child)
      }
      return snapshot
    },
  }
}

const childrenOf = (ref: AnyActorRef): readonly AnyActorRef[] => {
  const snapshot = ref.getSnapshot() as { readonly children?: Readonly<Record<string, AnyActorRef | undefined>> }
  return Object.values(snapshot.children ?? {}).filter((child) => child !== undefined)
}

const announce = (ref: AnyActorRef, rootId: string, told: Subject<InspectionEvent>): void => {
  told.next({ type: '@xstate.actor', rootId, actorRef: ref })
  told.next({
    type: '@xstate.snapshot',
    rootId,
    actorRef: ref,
    event: { type: 'inspection.started' },
    snapshot: ref.getSnapshot() as Snapshot<unknown>,
  })
  for (const child of childrenOf(ref)) announce(child, rootId, told)
}

export const createHub = (clock: Clock): Hub => {
  const children = new Map<string, Entry>()
  const root = createActor(hubLogic(children), { clock, id: 'hub' })
  root.start()
  let spawned = 0
  let isSealed = false

  /** For a command after the end: nobody is left to be told but its owner. */
  const spawnAlone = <L extends AnyActorLogic>(logic: L, { id, input, owner }: Spawn<L>): ActorRefFrom<L> => {
    const child = createActor<AnyActorLogic>(logic, { clock, id, input })
    child.subscribe({ complete: () => owner.chartIsOver(child), error: (error) => owner.chartBroke(error, child) })
    child.start()
    return child as ActorRefFrom<L>
  }

  return {
    spawn: (logic, { id, input, owner }) => {
      const unique = `${id}:${spawned++}`
      if (isSealed) return spawnAlone(logic, { id: unique, input, owner })
      const child = createActor<AnyActorLogic>(logic, { parent: root, id: unique, input })
      children.set(unique, { child, owner })
      child.start()
      child.options = started
      return child as ActorRefFrom<typeof logic>
    },
    stop: (child) => root.send({ type: 'hub.stop', id: child.id }),
    size: () => children.size,
    inspect: (observer) => {
      const told = new Subject<InspectionEvent>()
      told.subscribe(observer)
      announce(root, root.sessionId, told)
      for (const { child } of children.values()) announce(child, root.sessionId, told)
      return root.system.inspect(told)
    },
    seal: () => {
      isSealed = true
    },
    close: () => {
      isSealed = true
      root.stop()
    },
  }
}
