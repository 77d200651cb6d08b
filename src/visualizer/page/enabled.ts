import type { Chart, ChartTransition } from '../chart.ts'
import { originOf } from '../recording/command.ts'

/** An event that active states listen to. */
export interface Enabled {
  readonly type: string
  readonly origin: 'user' | 'server'
  /** Ids of the arrows that it could take. */
  readonly transitions: readonly string[]
}

const isSendable = ({ kind, event }: ChartTransition): boolean =>
  kind === 'event' && !event.includes('*') && originOf(event) !== 'own'

/** What a chart listens to in some states, the user's commands first. */
export const enabledIn = ({ transitions }: Chart, states: readonly string[]): readonly Enabled[] => {
  const found = new Map<string, string[]>()
  for (const transition of transitions) {
    if (!isSendable(transition) || !states.includes(transition.source)) continue
    const known = found.get(transition.event)
    if (known === undefined) found.set(transition.event, [transition.id])
    else known.push(transition.id)
  }
  return [...found]
    .map(([type, ids]): Enabled => ({
      type,
      origin: originOf(type) === 'user' ? 'user' : 'server',
      transitions: ids,
    }))
    .sort((one, other) => (one.origin === other.origin ? 0 : one.origin === 'user' ? -1 : 1))
}
