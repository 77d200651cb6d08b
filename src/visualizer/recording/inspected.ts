import { pathOf } from '../identity.ts'
import type { ActorRefLike, AnyEventObject, AnyStateMachine, Snapshot } from 'xstate'

// What inspection hands out and XState's types do not tell, in one place.

const member = (value: object, name: string): unknown => Reflect.get(value, name)

/** What an actor is called among its siblings. */
export const labelOf = (ref: ActorRefLike): string => {
  const id = member(ref, 'id')
  return typeof id === 'string' ? id : ref.sessionId
}

export const parentOf = (ref: ActorRefLike): ActorRefLike | undefined => {
  const parent = member(ref, '_parent')
  return typeof parent === 'object' && parent !== null && 'sessionId' in parent ? (parent as ActorRefLike) : undefined
}

/** The chart that an actor runs, where it runs one. */
export const machineOf = (ref: ActorRefLike): AnyStateMachine | undefined => {
  const logic = member(ref, 'logic')
  return typeof logic === 'object' && logic !== null && 'root' in logic && 'config' in logic
    ? (logic as AnyStateMachine)
    : undefined
}

interface ActiveNode {
  readonly path: readonly string[]
  readonly order: number
}

/** Paths of the active states in document order; XState has them in the order in which they were entered. */
export const statesOf = (snapshot: Snapshot<unknown>): readonly string[] => {
  const nodes = member(snapshot, '_nodes')
  if (!Array.isArray(nodes)) return []
  return [...(nodes as readonly ActiveNode[])].sort((one, other) => one.order - other.order).map(pathOf)
}

export const contextOf = (snapshot: Snapshot<unknown>): unknown => member(snapshot, 'context')

/** Whether an actor would take an event now. */
export const accepts = (snapshot: Snapshot<unknown>, event: AnyEventObject): boolean => {
  const can = member(snapshot, 'can')
  return typeof can === 'function' && Reflect.apply(can, snapshot, [event]) === true
}
