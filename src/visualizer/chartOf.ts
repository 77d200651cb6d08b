import type { AnyStateMachine } from 'xstate'
import type { Chart, ChartInvoke, ChartState, ChartTransition, StateKind, TransitionKind } from './chart.ts'
import { identify, pathOf } from './identity.ts'
import { actionName, delayName, guardName, sourceName } from './wording.ts'

/*
 * What XState shows of a machine without promising to keep it. Read here and
 * in `identity.ts`, and nowhere else.
 */

interface Node {
  readonly id: string
  readonly key: string
  readonly path: readonly string[]
  readonly type: StateKind
  readonly history: 'shallow' | 'deep' | false
  readonly order: number
  readonly description?: string
  readonly tags: readonly string[]
  readonly states: Readonly<Record<string, Node>>
  readonly initial: { readonly target: readonly Node[] }
  readonly invoke: readonly { readonly id: string; readonly src: unknown }[]
  readonly transitions: ReadonlyMap<string, readonly Definition[]>
  readonly always?: readonly Definition[]
  /** As the user wrote it: XState adds the timers of `after` to what it makes of it. */
  readonly config: {
    readonly entry?: unknown
    readonly exit?: unknown
    readonly invoke?: unknown
    readonly target?: unknown
  }
  readonly machine: AnyStateMachine
}

interface Definition {
  readonly source: Node
  readonly eventType: string
  readonly guard?: unknown
  readonly actions: readonly unknown[]
  readonly target: readonly Node[] | undefined
  readonly reenter: boolean
  readonly delay?: unknown
}

/** Whether an actor's logic is a machine, which has a chart. By its shape, since there may be two copies of XState. */
export const isMachine = (logic: unknown): logic is AnyStateMachine =>
  typeof logic === 'object' && logic !== null && 'root' in logic && 'implementations' in logic

const listed = (value: unknown): readonly unknown[] => {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

const isGenerated = (id: string, index: number, node: Node): boolean => id === `${index}.${node.id}`

const invokesOf = (node: Node): readonly ChartInvoke[] => {
  const written = listed(node.config.invoke)
  return node.invoke.map(({ id, src }, index) => {
    const config = written[index]
    const source = typeof config === 'object' && config !== null && 'src' in config ? config.src : src
    return { id, isNamed: !isGenerated(id, index, node), source: sourceName(source) }
  })
}

/** Where a history mark leads when there is nothing to recall: XState keeps it as it was written. */
const fallbackOf = (node: Node, siblings: readonly Node[]): string | undefined => {
  const { target } = node.config
  if (typeof target !== 'string') return undefined
  const byId = target.startsWith('#')
  const key = target.replace(/^[#.]/, '')
  const found = byId ? nodesIn(node.machine).find(({ id }) => id === key) : siblings.find((other) => other.key === key)
  return found && pathOf(found)
}

const initialOf = (node: Node, siblings: readonly Node[]): string | undefined => {
  if (node.type === 'history') return fallbackOf(node, siblings)
  const first = node.type === 'compound' ? node.initial.target[0] : undefined
  return first && pathOf(first)
}

const stateOf = (node: Node, siblings: readonly Node[] = []): ChartState => {
  const children = Object.values(node.states)
  const initial = initialOf(node, siblings)
  const { description } = node
  return {
    path: pathOf(node),
    id: node.id,
    name: node.path.length === 0 ? node.machine.id : node.key,
    kind: node.type,
    ...(node.type === 'history' ? { history: node.history === 'deep' ? 'deep' : 'shallow' } : {}),
    ...(initial === undefined ? {} : { initial }),
    ...(description === undefined ? {} : { description }),
    tags: node.tags,
    entry: listed(node.config.entry).map(actionName),
    exit: listed(node.config.exit).map(actionName),
    invoke: invokesOf(node),
    states: children.map((child) => stateOf(child, children)),
  }
}

const heads = [
  ['done', 'xstate.done.actor.'],
  ['error', 'xstate.error.actor.'],
  ['snapshot', 'xstate.snapshot.'],
] as const

/** An invoke without an id is called by what it runs: XState's own id for it says where it stands, and one sees that. */
const actorName = (node: Node, actor: string): string =>
  invokesOf(node).find(({ id }, index) => id === actor && isGenerated(id, index, node))?.source ?? actor

const said = ({ source, eventType, delay }: Definition): { readonly kind: TransitionKind; readonly label: string } => {
  if (eventType === '') return { kind: 'always', label: 'always' }
  if (delay !== undefined) {
    const length: unknown = typeof delay === 'string' ? source.machine.implementations.delays[delay] : undefined
    return { kind: 'after', label: `after ${delayName(delay, length)}` }
  }
  if (eventType === `xstate.done.state.${source.id}`) return { kind: 'done', label: 'done' }
  for (const [kind, head] of heads) {
    if (eventType.startsWith(head)) {
      return { kind, label: `${kind}: ${actorName(source, eventType.slice(head.length))}` }
    }
  }
  return { kind: 'event', label: eventType }
}

const transitionOf = (definition: Definition, index: number): ChartTransition => {
  const { source, eventType, guard, actions, target = [], reenter } = definition
  const from = pathOf(source)
  return {
    id: identify(from, eventType, index),
    source: from,
    ...said(definition),
    event: eventType,
    index,
    ...(guard === undefined ? {} : { guard: guardName(guard) }),
    actions: actions.map(actionName),
    targets: target.map(pathOf),
    reenter,
  }
}

const nodesFrom = (node: Node): readonly Node[] => [node, ...Object.values(node.states).flatMap(nodesFrom)]

const nodesIn = (machine: AnyStateMachine): readonly Node[] => nodesFrom(machine.root)

/**
 * A machine as plain data, whoever wrote it. Guards, actions and sources that
 * have no name are called `inline`; nothing of the machine is run.
 */
export const chartOf = (machine: AnyStateMachine): Chart => ({
  id: machine.id,
  root: stateOf(machine.root),
  transitions: nodesIn(machine).flatMap(({ transitions, always = [] }) => [
    ...[...transitions.values()].flatMap((candidates) => candidates.map(transitionOf)),
    ...always.map(transitionOf),
  ]),
})
