import type { Watchable } from './recording/watchable.ts'

// What the built element (vite.config.ts) promises. It is built with the layouts of this package's charts.

/**
 * Shows clients of the same page, wherever it is put. Attributes, read when it is put there: `commands`,
 * events may be sent to actors; `texts`, what people say to each other is shown. Listens for as long as
 * it is in the document; taken out, it lets go of the clients and forgets what it has heard.
 */
export interface VisualizerElement extends HTMLElement {
  /** Watches one more client under a name, until the returned function is called. */
  readonly watch: (watchable: Watchable, name?: string) => () => void
  /** All that is still known, as JSON lines: a file that the page opens. */
  readonly recording: () => string
}

declare global {
  interface HTMLElementTagNameMap {
    'ucwa-visualizer': VisualizerElement
  }
}

/**
 * Makes `<ucwa-visualizer>` known to the browser. Call it once, before or after the element is in
 * the document; a second call does nothing.
 *
 * @example
 * ```ts
 * defineVisualizer()
 * document.querySelector('ucwa-visualizer')?.watch(client, 'Tosh')
 * ```
 */
export declare const defineVisualizer: () => void
