/** A transition of XState's, as an inspected microstep has it. */
export interface PlacedTransition {
  readonly source: {
    readonly path: readonly string[]
    readonly transitions: ReadonlyMap<string, readonly unknown[]>
    readonly always?: readonly unknown[] | undefined
  }
  /** Null for the one that enters the first state. */
  readonly eventType: string | null
}

/** `path` of the state in the chart. */
export const pathOf = ({ path }: { readonly path: readonly string[] }): string =>
  path.map((key) => key.replace(/[\\.]/g, '\\$&')).join('.')

/**
 * `id` of the transition in the chart, or undefined for one that is none of it,
 * such as the entry into the first state. The same for every machine of one
 * description, whatever it was provided with.
 */
export const transitionIdOf = (transition: PlacedTransition): string | undefined => {
  const { source, eventType } = transition
  if (eventType === null) return undefined
  const index = (eventType === '' ? source.always : source.transitions.get(eventType))?.indexOf(transition) ?? -1
  return index < 0 ? undefined : identify(pathOf(source), eventType, index)
}

/** White space would part an id in two where several stand in one attribute. */
export const identify = (source: string, event: string, index: number): string =>
  `${source}#${event}#${index}`.replace(/[\s%]/g, (character) => encodeURIComponent(character))
