import { assign, type AnyStateMachine } from 'xstate'
import { rebuilt, type Mutant } from './mutants.ts'

type Plain = Readonly<Record<string, unknown>>
type Scope = { readonly context: unknown }
type Assignment = (scope: Scope, params: unknown) => Plain

/** What an `assign` makes of context, as one function; undefined for other actions. */
const assignmentOf = (action: unknown): Assignment | undefined => {
  if (typeof action !== 'function' || !('assignment' in action)) return undefined
  const { assignment } = action
  return typeof assignment === 'function' ? (assignment as Assignment) : () => assignment as Plain
}

const withActions = <M extends AnyStateMachine>(machine: M, rewrite: (name: string, body: Assignment) => Assignment) =>
  rebuilt(machine, {
    implementations: {
      ...machine.implementations,
      actions: Object.fromEntries(
        Object.entries(machine.implementations.actions as Plain).map(([name, action]) => {
          const body = assignmentOf(action)
          return [name, body === undefined ? action : assign(rewrite(name, body))]
        }),
      ) as M['implementations']['actions'],
    },
  })

/**
 * Every chart where one action leaves one property of context alone. Which
 * properties an action assigns is seen by running the chart.
 */
export const assignmentMutantsOf = async <M extends AnyStateMachine>(
  machine: M,
  exercise: (machine: M) => Promise<void>,
): Promise<readonly Mutant<M>[]> => {
  const assigned = new Map<string, Set<string>>()
  await exercise(
    withActions(machine, (name, body) => (scope, params) => {
      const update = body(scope, params)
      const keys = assigned.get(name) ?? new Set()
      assigned.set(name, keys)
      if (update !== scope.context) for (const key of Object.keys(update)) keys.add(key)
      return update
    }),
  )
  return [...assigned].flatMap(([action, keys]) =>
    [...keys].map((key) => ({
      name: `action ${action}: ${key} not assigned`,
      machine: withActions(machine, (name, body) =>
        name !== action
          ? body
          : (scope, params) => Object.fromEntries(Object.entries(body(scope, params)).filter(([k]) => k !== key)),
      ),
    })),
  )
}
