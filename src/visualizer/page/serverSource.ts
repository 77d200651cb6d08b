import type { Clock } from '../../seam/clock.ts'
import type { Plain } from '../recording/plain.ts'
import { readEntry, readHeader } from '../recording/recording.ts'
import type { Entry } from '../recording/entry.ts'
import type { Audience, Source } from './source.ts'

const patience = 2_000

interface Place {
  readonly origin: string
  readonly token: string
  readonly clock: Clock
  readonly maySend: boolean
  readonly knownLayouts: readonly unknown[]
}

/** What a page gets from the server that served it. Comes back by itself when the connection breaks. */
export const serverSource = ({ origin, token, clock, maySend, knownLayouts }: Place): Source => {
  const post = (question: string, asked: Plain, signal?: AbortSignal): Promise<Response> =>
    fetch(`${origin}/${question}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Visualizer-Token': token },
      body: JSON.stringify(asked),
      ...(signal === undefined ? {} : { signal }),
    })

  const begin = (audience: Audience): (() => void) => {
    const leaving = new AbortController()
    let known = ''
    let next = 0

    const take = (lines: readonly string[]): void => {
      const entries: Entry[] = []
      for (const line of lines) {
        const header = line.startsWith('{"format"') ? readHeader(line) : undefined
        if (header !== undefined && 'read' in header) {
          if (header.read.id !== known) audience.header(header.read)
          known = header.read.id
          continue
        }
        const entry = readEntry(line)
        if (!('read' in entry)) continue
        entries.push(entry.read)
        next = entry.read.n + 1
      }
      if (entries.length > 0) audience.entries(entries)
    }
    const listen = async (): Promise<'refused' | 'gone'> => {
      const response = await post('watch', { id: known, from: next }, leaving.signal)
      if (!response.ok || response.body === null) return 'refused'
      audience.standing({ state: 'live', words: 'live' })
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      let rest = ''
      for (;;) {
        const { value, done } = await reader.read()
        if (done) return 'gone'
        const lines = (rest + value).split('\n')
        rest = lines.pop() ?? ''
        take(lines)
      }
    }
    const go = async (): Promise<void> => {
      const outcome = await listen().catch(() => 'gone' as const)
      if (leaving.signal.aborted) return
      if (outcome === 'refused') {
        audience.standing({
          state: 'refused',
          words: 'The visualizer does not know this page: open the address that it printed.',
        })
        return
      }
      audience.standing({ state: 'gone', words: 'The visualizer does not answer; what was heard stays.' })
      clock.setTimeout(() => void go(), patience)
    }
    void go()
    return () => leaving.abort()
  }

  return {
    knownLayouts,
    maySend,
    begin,
    accepted: async (actor, types) => {
      const response = await post('accepted', { actor, types })
      const said: unknown = response.ok ? await response.json() : []
      return Array.isArray(said) ? said.filter((type) => typeof type === 'string') : []
    },
    layOut: (chart) => {
      post('layout', { chart }).catch(() => undefined)
    },
    send: async (actor, event) => {
      const response = await post('send', { actor, event })
      const said: unknown = response.ok ? await response.json() : undefined
      return typeof said === 'string' ? said : 'The visualizer did not answer.'
    },
  }
}
