import { createMachine, type AnyStateMachine } from 'xstate'

/** A chart with one thing changed in it. */
export interface Mutant<M> {
  /** Which state, which transition, and what became of it. */
  readonly name: string
  readonly machine: M
}

type Path = readonly (string | number)[]

/** One thing to change: the value at the path is replaced, or taken out. */
interface Change {
  readonly name: string
  readonly path: Path
  readonly value?: unknown
}

type Plain = Readonly<Record<string, unknown>>

const isPlain = (u: unknown): u is Plain => typeof u === 'object' && u !== null && !Array.isArray(u)

const entriesOf = (u: unknown): readonly (readonly [string, unknown])[] => (isPlain(u) ? Object.entries(u) : [])

const nameOf = (reference: unknown): string =>
  typeof reference === 'string' ? reference : isPlain(reference) ? String(reference.type) : '(inline)'

/** A list is walked element by element; what stands alone has the path of the whole. */
const eachOf = (u: unknown, path: Path): readonly (readonly [unknown, Path])[] =>
  Array.isArray(u) ? u.map((element, index) => [element, [...path, index]]) : u === undefined ? [] : [[u, path]]

const applied = (node: unknown, [key, ...rest]: Path, change: Change): unknown => {
  const replaced = (child: unknown): unknown => (rest.length === 0 ? change.value : applied(child, rest, change))
  const isTakenOut = rest.length === 0 && !('value' in change)
  if (Array.isArray(node)) {
    return node.flatMap((child: unknown, index) => (index !== key ? [child] : isTakenOut ? [] : [replaced(child)]))
  }
  return Object.fromEntries(
    entriesOf(node).flatMap(([name, child]) => {
      if (name !== key) return [[name, child]]
      return isTakenOut ? [] : [[name, replaced(child)]]
    }),
  )
}

const actionChanges = (actions: unknown, path: Path, where: string): readonly Change[] =>
  eachOf(actions, path).map(([action, at]) => ({ name: `${where}: action ${nameOf(action)} removed`, path: at }))

const transitionChanges = (transitions: unknown, path: Path, where: string): readonly Change[] =>
  eachOf(transitions, path).flatMap(([transition, at]) => {
    const config: Plain = isPlain(transition) ? transition : { target: transition }
    const condition = config.guard === undefined ? '' : ` if ${nameOf(config.guard)}`
    const aim = typeof config.target === 'string' ? ` to ${config.target}` : ''
    const what = `${where}${condition}${aim}`
    const changes: Change[] = [{ name: `${what}: removed`, path: at }]
    if (!isPlain(transition)) return [...changes, { name: `${what}: target removed`, path: at, value: {} }]
    if ('guard' in config) changes.push({ name: `${what}: guard removed`, path: [...at, 'guard'] })
    if ('target' in config) changes.push({ name: `${what}: target removed`, path: [...at, 'target'] })
    return [...changes, ...actionChanges(config.actions, [...at, 'actions'], what)]
  })

const invokeChanges = (invokes: unknown, path: Path, where: string): readonly Change[] =>
  eachOf(invokes, path).flatMap(([invoke, at]) => {
    if (!isPlain(invoke)) return []
    const what = `${where} invokes ${String(invoke.id)}`
    return [
      { name: `${what}: removed`, path: at },
      ...('input' in invoke ? [{ name: `${what}: input removed`, path: [...at, 'input'] }] : []),
      ...['onDone', 'onError', 'onSnapshot'].flatMap((outcome) =>
        transitionChanges(invoke[outcome], [...at, outcome], `${where} on ${outcome} of ${String(invoke.id)}`),
      ),
    ]
  })

const stateChanges = (state: unknown, path: Path, name: string): readonly Change[] => {
  if (!isPlain(state)) return []
  const at = (...more: Path): Path => [...path, ...more]
  return [
    ...entriesOf(state.on).flatMap(([event, on]) => transitionChanges(on, at('on', event), `${name} on ${event}`)),
    ...entriesOf(state.after).flatMap(([delay, after]) =>
      transitionChanges(after, at('after', delay), `${name} after ${delay}`),
    ),
    ...transitionChanges(state.always, at('always'), `${name} always`),
    ...transitionChanges(state.onDone, at('onDone'), `${name} on onDone`),
    ...invokeChanges(state.invoke, at('invoke'), name),
    ...['entry', 'exit'].flatMap((moment) => actionChanges(state[moment], at(moment), `${name} at its ${moment}`)),
    ...(state.type === 'final' ? [{ name: `${name}: not final`, path: at('type') }] : []),
    ...('output' in state ? [{ name: `${name}: output removed`, path: at('output') }] : []),
    ...(state.initial === undefined ? [] : entriesOf(state.states))
      .filter(([child]) => child !== state.initial)
      .map(([child]) => ({ name: `${name}: begins in ${child}`, path: at('initial'), value: child })),
    ...entriesOf(state.states).flatMap(([child, config]) =>
      stateChanges(config, at('states', child), path.length === 0 ? child : `${name}.${child}`),
    ),
  ]
}

type Delay = (...of: readonly unknown[]) => number

const delayChanges = (delays: Plain): readonly Change[] =>
  Object.entries(delays).flatMap(([name, delay]) =>
    [-1, 1].map((ms) => ({
      name: `delay ${name} ${ms < 0 ? 'shorter' : 'longer'} by 1 ms`,
      path: ['delays', name],
      value: typeof delay === 'number' ? delay + ms : (...of: unknown[]) => (delay as Delay)(...of) + ms,
    })),
  )

interface Parts {
  readonly config?: unknown
  readonly implementations?: AnyStateMachine['implementations']
}

/** Endless loops that a change makes end in an error. */
const options = { maxIterations: 100 }

/** The machine with another config, or other bodies. */
export const rebuilt = <M extends AnyStateMachine>(
  machine: M,
  { config = machine.config, implementations = machine.implementations }: Parts,
): M =>
  createMachine(
    Object.assign({}, config, { options }),
    implementations as Parameters<typeof createMachine>[1],
  ) as unknown as M

/**
 * Every chart that differs from this one in one place: a transition, guard,
 * target, action, invoke, input or output is gone, a final state is not final,
 * a state begins in another child, or a delay is off by a millisecond. A list
 * that is used in several places is changed in one of them at a time.
 */
export const mutantsOf = <M extends AnyStateMachine>(machine: M): readonly Mutant<M>[] => {
  const { config, implementations } = machine
  return [
    ...stateChanges(config, [], '(root)').map((change) => ({
      name: change.name,
      machine: rebuilt(machine, { config: applied(config, change.path, change) }),
    })),
    ...delayChanges(implementations.delays as Plain).map((change) => ({
      name: change.name,
      machine: rebuilt(machine, {
        implementations: applied(implementations, change.path, change) as M['implementations'],
      }),
    })),
  ]
}
