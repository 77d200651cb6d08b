import { attribute, button, make, words } from './make.ts'
import { saveRecording } from './recordings.ts'
import type { Viewing } from './viewing.ts'

/** What the bar on top lets one do beside what the viewing does. */
export interface ToolbarDeeds {
  readonly step: (by: -1 | 1) => void
  readonly open: (file: File) => void
  readonly exported: readonly { readonly label: string; readonly run: () => void }[]
  readonly theme: () => void
}

const clockTime = (time: number): string => (time === 0 ? '' : new Date(time).toLocaleTimeString('en-GB'))

/** Where one is in time, the ways through it, and what can be saved. */
export const createToolbar = (viewing: Viewing, deeds: ToolbarDeeds): HTMLElement => {
  const state = make('span', { class: 'standing', role: 'status' })
  const slider = make('input', { type: 'range', min: 0, 'aria-label': 'Moment', step: 1 })
  const moment = make('span', { class: 'moment' })
  const live = button('Live (Esc)', () => viewing.goLive())
  const file = make('input', {
    type: 'file',
    accept: '.jsonl,.ndjson,.json,.txt',
    hidden: true,
    'aria-label': 'Recording',
  })
  const warnings = make('p', { class: 'warnings', role: 'alert' })
  slider.addEventListener('input', () => {
    const place = Number(slider.value)
    const entry = viewing.log.at(place)
    if (entry === undefined || place >= viewing.log.length - 1) viewing.goLive()
    else viewing.travel(entry.n)
  })
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    if (chosen !== undefined) deeds.open(chosen)
    file.value = ''
  })
  viewing.show(() => {
    const { current, place, log, time, warnings: told } = viewing
    words(state, place === 'live' ? current.words : 'the past')
    attribute(state, 'data-state', place === 'live' ? current.state : 'past')
    const last = Math.max(0, log.length - 1)
    attribute(slider, 'max', last)
    slider.value = `${place === 'live' ? last : log.placeOf(place.n)}`
    attribute(slider, 'aria-valuetext', `${place === 'live' ? 'the latest, ' : ''}${clockTime(time)}`)
    words(moment, clockTime(time))
    attribute(live, 'aria-disabled', place === 'live' ? 'true' : undefined)
    warnings.hidden = told.length === 0
    words(warnings, told.join(' '))
  })
  return make(
    'header',
    { class: 'toolbar' },
    make('h1', {}, 'rx-ucwa'),
    state,
    button('◀', () => deeds.step(-1), { 'aria-label': 'Back (←)', title: 'Back (←)' }),
    slider,
    button('▶', () => deeds.step(1), { 'aria-label': 'Forward (→)', title: 'Forward (→)' }),
    moment,
    live,
    make(
      'div',
      { class: 'files' },
      button('Save recording', () => saveRecording(viewing)),
      button('Open recording', () => file.click()),
      file,
      ...deeds.exported.map(({ label, run }) => button(label, run)),
      button('◐', deeds.theme, { 'aria-label': 'Light or dark', title: 'Light or dark' }),
    ),
    warnings,
  )
}
