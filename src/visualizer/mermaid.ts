import type { Chart, ChartState, ChartTransition } from './chart.ts'

/** Mermaid ends a text at a line break or a semicolon, and knows entities by `#…;`. */
const escaped = (text: string): string =>
  text.replace(/[#;:<>"]/g, (character) => `#${character.codePointAt(0) ?? 0};`).replace(/\s+/g, ' ')

const labelOf = ({ label, guard, actions }: ChartTransition): string =>
  escaped(
    [
      label,
      ...(guard === undefined ? [] : [`[${guard}]`]),
      ...(actions.length > 0 ? [`/ ${actions.join(', ')}`] : []),
    ].join(' '),
  )

/** Names in Mermaid may be of letters, digits and underscores, and none may come twice. */
const namesOf = (root: ChartState): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  const taken = new Set(['end', 'state', 'note', 'direction', 'class', 'default'])
  const add = ({ path, name, states }: ChartState): void => {
    const base = (path || name).replace(/[^A-Za-z0-9_]/g, '_')
    let unique = base
    for (let count = 2; taken.has(unique); count++) unique = `${base}_${count}`
    taken.add(unique)
    names.set(path, unique)
    states.forEach(add)
  }
  add(root)
  return names
}

const linesAbout = ({ entry, exit, invoke }: ChartState): readonly string[] => [
  ...entry.map((name) => `entry / ${name}`),
  ...invoke.map(({ source }) => `invoke ${source}`),
  ...exit.map((name) => `exit / ${name}`),
]

/**
 * A chart as the text of a Mermaid `stateDiagram-v2`, for places that draw it
 * themselves. Poorer than the picture: a transition that stays in its state is a
 * line of the state's description, and a mark of history a state called so.
 */
export const mermaidOf = ({ root, transitions }: Chart): string => {
  const names = namesOf(root)
  const nameOf = (path: string): string => names.get(path) ?? path
  const lines: string[] = ['stateDiagram-v2']

  const write = (state: ChartState, indent: string): void => {
    const name = nameOf(state.path)
    const isHistory = state.kind === 'history'
    const title = isHistory ? (state.history === 'deep' ? 'H*' : 'H') : state.name
    lines.push(`${indent}state "${escaped(title)}" as ${name}`)
    if (state.states.length > 0) {
      lines.push(`${indent}state ${name} {`)
      inside(state, `${indent}  `)
      lines.push(`${indent}}`)
    }
    const staying = transitions.filter(({ source, targets }) => source === state.path && targets.length === 0)
    // Mermaid takes a description of a state that holds others for another name of it.
    if (state.states.length === 0) {
      for (const line of linesAbout(state)) lines.push(`${indent}${name} : ${escaped(line)}`)
      for (const transition of staying) lines.push(`${indent}${name} : ${labelOf(transition)}`)
    }
    if (isHistory && state.initial !== undefined) lines.push(`${indent}${name} --> ${nameOf(state.initial)}`)
    if (state.kind === 'final') lines.push(`${indent}${name} --> [*]`)
  }

  const inside = ({ kind, initial, states }: ChartState, indent: string): void => {
    if (kind === 'compound' && initial !== undefined) lines.push(`${indent}[*] --> ${nameOf(initial)}`)
    states.forEach((state, index) => {
      if (kind === 'parallel' && index > 0) lines.push(`${indent}--`)
      write(state, indent)
    })
  }

  write(root, '  ')
  for (const transition of transitions) {
    for (const target of transition.targets) {
      lines.push(`  ${nameOf(transition.source)} --> ${nameOf(target)} : ${labelOf(transition)}`)
    }
  }
  return `${lines.join('\n')}\n`
}
