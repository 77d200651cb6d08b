import { systemClock } from '../../seam/clock.ts'
import { identifier, systemRandom } from '../../seam/random.ts'
import { linesOf } from '../recording/recording.ts'
import type { Watchable } from '../recording/watchable.ts'
import type { defineVisualizer as promised, VisualizerElement } from '../element.ts'
import { fillApp } from './app.ts'
import { localSource, type LocalSource } from './localSource.ts'
import { make } from './make.ts'
import { styleSheet } from './style.ts'
import { Viewing } from './viewing.ts'

// Written here when the page is built (vite.config.ts).
declare const knownLayouts: readonly unknown[]

interface Watching {
  readonly watchable: Watchable
  readonly name: string
  end: () => void
}

const tag = 'ucwa-visualizer'

const elementClass = (): CustomElementConstructor =>
  class extends HTMLElement implements VisualizerElement {
    readonly #root = this.attachShadow({ mode: 'open' })
    readonly #watched = new Set<Watching>()
    #shown: { readonly viewing: Viewing; readonly source: LocalSource; readonly end: () => void } | undefined

    connectedCallback(): void {
      const source = localSource({
        ...{ id: identifier(systemRandom), clock: systemClock, knownLayouts },
        ...{ texts: this.hasAttribute('texts'), maySend: this.hasAttribute('commands') },
      })
      const viewing = new Viewing()
      const app = make('section', { 'aria-label': 'Visualizer' })
      this.#root.adoptedStyleSheets = [styleSheet()]
      this.#root.replaceChildren(app)
      fillApp(app, viewing, source, app)
      this.#shown = { viewing, source, end: source.begin(viewing) }
      for (const watching of this.#watched) this.#begin(watching)
    }

    disconnectedCallback(): void {
      for (const { end } of this.#watched) end()
      this.#shown?.end()
      this.#shown = undefined
      this.#root.replaceChildren()
    }

    watch(watchable: Watchable, name = 'client'): () => void {
      const watching: Watching = { watchable, name, end: () => undefined }
      this.#watched.add(watching)
      this.#begin(watching)
      return () => {
        this.#watched.delete(watching)
        watching.end()
      }
    }

    recording(): string {
      const viewing = this.#shown?.viewing
      return viewing === undefined ? '' : `${linesOf(viewing.id, viewing.log).join('\n')}\n`
    }

    #begin(watching: Watching): void {
      watching.end = this.#shown?.source.watch(watching.watchable, watching.name) ?? watching.end
    }
  }

export const defineVisualizer: typeof promised = () => {
  if (customElements.get(tag) === undefined) customElements.define(tag, elementClass())
}
