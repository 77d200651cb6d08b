import type { Plain } from '../recording/plain.ts'
import type { Drawing } from '../recording/drawing.ts'
import { enabledIn } from './enabled.ts'
import { attribute, button, make, words } from './make.ts'
import type { Source } from './source.ts'
import type { Viewing } from './viewing.ts'

export interface Commands {
  readonly element: HTMLElement
  /** Opens the editor for an event to the chosen actor. */
  readonly edit: (type: string) => void
}

/** The newest payload of an event that the log holds, as an example. */
const exampleOf = (viewing: Viewing, type: string): Plain => {
  const { log } = viewing
  for (let at = log.length - 1; at >= Math.max(0, log.length - 5_000); at--) {
    const entry = log.at(at)
    if (entry?.kind === 'event' && entry.type === type) return entry.event
  }
  return {}
}

const parsed = (text: string): Plain | undefined => {
  try {
    return JSON.parse(text) as Plain
  } catch {
    return undefined
  }
}

const isMembers = (value: Plain | undefined): value is { readonly [name: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the chosen actor accepts now, as buttons: what the user wants apart from what only the server sends. */
export const createCommands = (viewing: Viewing, source: Source, drawing: () => Drawing | undefined): Commands => {
  const own = make('div', { class: 'buttons', role: 'group', 'aria-label': 'Commands' })
  const servers = make('div', { class: 'buttons', role: 'group', 'aria-label': 'Simulate the server' })
  const note = make('p', { class: 'note' })
  const outcome = make('p', { class: 'outcome', role: 'status' })
  const heading = make('h2', { id: 'editor-title' })
  const payload = make('textarea', { rows: 8, spellcheck: 'false', 'aria-label': 'Payload, as JSON' })
  const editor = make('dialog', { 'aria-labelledby': 'editor-title' })
  let editing: { readonly actor: string; readonly type: string } | undefined
  let asked = ''
  let accepted: ReadonlySet<string> = new Set()

  const send = async (): Promise<void> => {
    if (editing === undefined) return
    const members = parsed(payload.value)
    if (!isMembers(members)) {
      words(outcome, 'The payload is not an object in JSON.')
      return
    }
    const { actor, type } = editing
    editor.close()
    viewing.goLive()
    const said = await source.send(actor, { ...members, type }).catch(() => 'The visualizer did not answer.')
    words(outcome, `${type}: ${said}`)
  }
  editor.append(
    heading,
    payload,
    make(
      'div',
      { class: 'buttons' },
      button('Send', () => void send(), { class: 'primary' }),
      button('Cancel', () => editor.close()),
    ),
  )
  const isOffered = (): boolean => source.maySend && viewing.place === 'live' && viewing.current.state === 'live'
  const edit = (type: string): void => {
    const { actor } = viewing
    if (actor === undefined || !isOffered()) return
    editing = { actor: actor.actor, type }
    words(heading, `${type} to ${actor.label}`)
    payload.value = JSON.stringify(exampleOf(viewing, type), null, 1)
    editor.showModal()
  }
  const fill = (group: HTMLElement, types: readonly string[]): void => {
    const present = [...group.querySelectorAll('button')].map(({ textContent }) => textContent)
    if (present.join() !== types.join()) group.replaceChildren(...types.map((type) => button(type, () => edit(type))))
    for (const made of group.querySelectorAll('button')) {
      attribute(made, 'aria-disabled', isOffered() && accepted.has(made.textContent) ? undefined : 'true')
    }
    group.hidden = types.length === 0
  }

  viewing.show(() => {
    const { actor } = viewing
    const chart = drawing()?.chart
    const enabled = chart === undefined || actor?.status !== 'active' ? [] : enabledIn(chart, actor.states)
    const types = enabled.map(({ type }) => type)
    const question = `${actor?.actor ?? ''} ${actor?.states.join() ?? ''} ${types.join()} ${actor?.events ?? 0}`
    if (isOffered() && actor !== undefined && question !== asked) {
      asked = question
      source.accepted(actor.actor, types).then(
        (those) => {
          if (question !== asked) return
          accepted = new Set(those)
          viewing.refresh()
        },
        () => undefined,
      )
    }
    fill(
      own,
      enabled.filter(({ origin }) => origin === 'user').map(({ type }) => type),
    )
    fill(
      servers,
      enabled.filter(({ origin }) => origin === 'server').map(({ type }) => type),
    )
    words(
      note,
      types.length === 0
        ? 'Nothing that one could send.'
        : !source.maySend
          ? 'Sending is off; whoever starts the visualizer may allow it.'
          : viewing.place !== 'live'
            ? 'Go live to send.'
            : '',
    )
  })

  const element = make(
    'section',
    { class: 'commands', 'aria-label': 'What the actor accepts' },
    make('span', { class: 'label' }, 'Send:'),
    own,
    make('span', { class: 'label' }, 'as the server:'),
    servers,
    note,
    outcome,
    editor,
  )
  return { element, edit }
}
