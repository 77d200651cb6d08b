import type { Clock } from '../../seam/clock.ts'
import { createCharts } from '../charts.ts'
import { sendAsked, sendingIsOff } from '../recording/asked.ts'
import type { Entry } from '../recording/entry.ts'
import { Recorder } from '../recording/recorder.ts'
import { headerOf } from '../recording/recording.ts'
import type { Watchable } from '../recording/watchable.ts'
import type { Source } from './source.ts'

/** Entries are shown together, at most this many milliseconds after they came. */
const pace = 20

interface Place {
  /** Of the recording. */
  readonly id: string
  readonly clock: Clock
  readonly texts: boolean
  readonly maySend: boolean
  readonly knownLayouts: readonly unknown[]
}

/** What is told by clients of the same page, without a server. */
export interface LocalSource extends Source {
  readonly watch: (watchable: Watchable, name: string) => () => void
}

export const localSource = ({ id, clock, texts, maySend, knownLayouts }: Place): LocalSource => {
  let waiting: Entry[] = []
  let give: (entries: readonly Entry[]) => void = () => undefined
  const wait = (entry: Entry): void => {
    if (waiting.length === 0) {
      clock.setTimeout(() => {
        const all = waiting
        waiting = []
        give(all)
      }, pace)
    }
    waiting.push(entry)
  }
  // What is kept is kept by who shows it.
  const recorder = new Recorder({ log: { add: wait }, clock, texts, charts: createCharts(), added: () => undefined })
  return {
    knownLayouts,
    maySend,
    watch: (watchable, name) => recorder.watch(watchable, name),
    begin: (audience) => {
      audience.header(headerOf(id, 0))
      audience.standing({ state: 'live', words: 'live' })
      give = (entries) => audience.entries(entries)
      return () => (give = () => undefined)
    },
    accepted: (actor, types) => Promise.resolve(recorder.accepted(actor, types)),
    layOut: (chart) => recorder.layOut(chart),
    send: (actor, event) => Promise.resolve(maySend ? sendAsked(recorder, actor, event) : sendingIsOff),
  }
}
