import type { ChartState, ChartTransition } from '../chart.ts'
import type { Role } from './layout.ts'
import type { Sentence, Word } from './text.ts'

const roles = {
  event: 'event',
  always: 'always',
  after: 'after',
  done: 'done',
  error: 'error',
  snapshot: 'done',
} as const satisfies Record<ChartTransition['kind'], Role>

const headOf = ({ kind, label }: ChartTransition): Word => ({ text: label, role: roles[kind] })

/** Who comes after others for the same event, without a guard, comes when none of them did. */
const guardOf = ({ guard, index }: ChartTransition): readonly Word[] => {
  if (guard !== undefined) return [{ text: `[${guard}]`, role: 'guard' }]
  return index > 0 ? [{ text: '[else]', role: 'guard' }] : []
}

const listOf = (names: readonly string[], role: Role): readonly Word[] =>
  names.map((name, index) => ({ text: index < names.length - 1 ? `${name},` : name, role }))

const actionsOf = ({ actions: [first, ...rest] }: ChartTransition): readonly Word[] =>
  first === undefined ? [] : listOf([`/ ${first}`, ...rest], 'action')

/** Transitions next to one another that differ in nothing but their event. */
const alike = (transitions: readonly ChartTransition[]): readonly (readonly ChartTransition[])[] => {
  const groups = new Map<string, ChartTransition[]>()
  for (const transition of transitions) {
    const key = JSON.stringify([guardOf(transition), transition.actions, transition.targets])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [transition])
    else group.push(transition)
  }
  return [...groups.values()]
}

const idsOf = (transitions: readonly ChartTransition[]): readonly string[] => transitions.map(({ id }) => id)

/** What is written on an arrow: a line an event, and under those that share them guard and actions. */
export const labelOf = (transitions: readonly ChartTransition[]): readonly Sentence[] =>
  alike(transitions).flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const guard = guardOf(first)
    const actions = actionsOf(first)
    const heads = group.map((each) => ({ words: [headOf(each)], transitions: [each.id] }))
    const tail = { transitions: idsOf(group) }
    if (group.length === 1) {
      return [
        { words: [headOf(first), ...guard], ...tail },
        ...(actions.length === 0 ? [] : [{ words: actions, ...tail }]),
      ]
    }
    const rest = [...guard, ...actions]
    return rest.length === 0 ? heads : [...heads, { words: rest, ...tail }]
  })

const keyword = (text: string): Word => ({ text, role: 'keyword' })

const about = (word: string, names: readonly string[], role: Role): readonly Sentence[] =>
  names.length === 0 ? [] : [{ words: [keyword(word), ...listOf(names, role)], transitions: [] }]

const targetsOf = ({ targets }: ChartTransition, nameOf: (path: string) => string): readonly Word[] =>
  targets.length === 0 ? [] : [{ text: `→ ${targets.map(nameOf).join(', ')}`, role: 'target' }]

/** Candidates in their order, by what they are candidates for. */
const byEvent = (transitions: readonly ChartTransition[]): readonly (readonly ChartTransition[])[] => {
  const events = new Map<string, ChartTransition[]>()
  for (const transition of transitions) {
    const candidates = events.get(transition.event)
    if (candidates === undefined) events.set(transition.event, [transition])
    else candidates.push(transition)
  }
  return [...events.values()]
}

/**
 * Transitions as rows of their state's box: those that stay there, and those
 * whose arrows would be in the way. Events with the same candidates share them.
 */
const rowsOf = (transitions: readonly ChartTransition[], nameOf: (path: string) => string): readonly Sentence[] => {
  const shared = new Map<string, (readonly ChartTransition[])[]>()
  for (const candidates of byEvent(transitions)) {
    const key = JSON.stringify(candidates.map(({ index, guard, actions, targets }) => [index, guard, actions, targets]))
    const events = shared.get(key)
    if (events === undefined) shared.set(key, [candidates])
    else events.push(candidates)
  }
  return [...shared.values()].flatMap((events) => {
    const [first = []] = events
    const heads = events.flatMap(([head]) => (head === undefined ? [] : [headOf(head)]))
    const words = [
      ...(first[0]?.kind === 'event' ? [keyword('on')] : []),
      ...heads.map((head, index) => (index < heads.length - 1 ? { ...head, text: `${head.text},` } : head)),
    ]
    const branches = first.map((branch, index) => ({
      words: [...guardOf(branch), ...actionsOf(branch), ...targetsOf(branch, nameOf)],
      transitions: events.flatMap((candidates) => candidates.slice(index, index + 1).map(({ id }) => id)),
    }))
    const [only] = branches
    return branches.length === 1 && only !== undefined
      ? [{ ...only, words: [...words, ...only.words] }]
      : [
          { words, transitions: events.flatMap(idsOf) },
          ...branches.map((branch) => ({
            ...branch,
            words: [{ text: '  ', role: 'keyword' as const }, ...branch.words],
          })),
        ]
  })
}

/** What stands in a state's box under its name. */
export const inside = (
  state: ChartState,
  rows: readonly ChartTransition[],
  nameOf: (path: string) => string,
): readonly Sentence[] => [
  ...about('entry', state.entry, 'action'),
  ...state.invoke.flatMap(({ id, isNamed, source }) =>
    about('invoke', isNamed && id !== source ? [`${source} as ${id}`] : [source], 'source'),
  ),
  ...rowsOf(rows, nameOf),
  ...about('exit', state.exit, 'action'),
]
