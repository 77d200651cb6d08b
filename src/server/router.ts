interface Step<A> {
  readonly next: Map<string, Step<A>>
  variable: { readonly name: string; readonly step: Step<A> } | undefined
  readonly methods: Map<string, A>
}

/** Where a path leads. */
export interface Match<A> {
  readonly methods: ReadonlyMap<string, A>
  readonly parameters: Readonly<Record<string, string>>
}

export interface RouteDescription<A> {
  readonly path: string
  readonly method: string
  readonly target: A
}

const step = <A>(): Step<A> => ({ next: new Map(), variable: undefined, methods: new Map() })

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '')

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/**
 * Finds the methods of a path. A segment written `:name` stands for any one
 * segment; the others are matched without regard to case, as captured servers do.
 */
export const createRouter = <A>(routes: readonly RouteDescription<A>[]): ((path: string) => Match<A> | undefined) => {
  const first = step<A>()
  for (const { path, method, target } of routes) {
    let at = first
    for (const segment of segmentsOf(path)) {
      if (segment.startsWith(':')) {
        at.variable ??= { name: segment.slice(1), step: step() }
        at = at.variable.step
      } else {
        const following = at.next.get(segment.toLowerCase()) ?? step<A>()
        at.next.set(segment.toLowerCase(), following)
        at = following
      }
    }
    at.methods.set(method, target)
  }
  return (path) => {
    const parameters: Record<string, string> = {}
    let at = first
    for (const segment of segmentsOf(path)) {
      const fixed = at.next.get(segment.toLowerCase())
      if (fixed !== undefined) {
        at = fixed
      } else if (at.variable !== undefined) {
        parameters[at.variable.name] = decoded(segment)
        at = at.variable.step
      } else {
        return undefined
      }
    }
    return at.methods.size === 0 ? undefined : { methods: at.methods, parameters }
  }
}
