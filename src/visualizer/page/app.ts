import { mermaidOf } from '../mermaid.ts'
import { createChartView } from './chartView.ts'
import { createCommands } from './commands.ts'
import { download } from './download.ts'
import { listenToKeys } from './keys.ts'
import { createLogView } from './logView.ts'
import { make } from './make.ts'
import { pictureFile, pngOf } from './picture.ts'
import { openFile } from './recordings.ts'
import type { Source } from './source.ts'
import { createTimeline } from './timeline.ts'
import { createToolbar } from './toolbar.ts'
import { createTree } from './tree.ts'
import type { Viewing } from './viewing.ts'

const nextTheme: Readonly<Record<string, string>> = { '': 'dark', dark: 'light', light: 'dark' }

/** Fills `app` with the whole page; keys are heard from `keys`. */
export const fillApp = (app: HTMLElement, viewing: Viewing, source: Source, keys: EventTarget): void => {
  app.classList.add('app')
  let edit: (type: string) => void = () => undefined
  const chart = createChartView(viewing, source, (type) => edit(type))
  const commands = createCommands(viewing, source, chart.drawing)
  edit = commands.edit
  const log = createLogView(viewing)

  const save = (end: string, contentOf: () => Promise<Blob> | Blob | undefined): void => {
    const name = `${chart.drawing()?.chart.id ?? 'chart'}.${end}`
    Promise.resolve(contentOf()).then(
      (content) => {
        if (content === undefined) viewing.warn(['There is no picture to save yet.'])
        else download(name, content)
      },
      (cause: unknown) => viewing.warn([`${name} could not be made: ${String(cause)}`]),
    )
  }
  const svg = (): string | undefined => {
    const layout = chart.drawing()?.layout
    return layout && pictureFile(layout, app)
  }
  const toolbar = createToolbar(viewing, {
    step: log.step,
    open: (file) => void openFile(viewing, file),
    theme: () => {
      const dark = matchMedia('(prefers-color-scheme: dark)').matches
      const now = app.dataset['theme'] ?? (dark ? 'dark' : '')
      app.dataset['theme'] = nextTheme[now] ?? 'light'
      viewing.refresh()
    },
    exported: [
      {
        label: 'SVG',
        run: () =>
          save('svg', () => {
            const drawn = svg()
            return drawn === undefined ? undefined : new Blob([drawn], { type: 'image/svg+xml' })
          }),
      },
      {
        label: 'PNG',
        run: () =>
          save('png', () => {
            const [drawn, layout] = [svg(), chart.drawing()?.layout]
            return drawn === undefined || layout === undefined ? undefined : pngOf(drawn, layout.width, layout.height)
          }),
      },
      {
        label: 'Mermaid',
        run: () =>
          save('mmd', () => {
            const drawn = chart.drawing()?.chart
            return drawn === undefined ? undefined : new Blob([mermaidOf(drawn)], { type: 'text/plain' })
          }),
      },
    ],
  })
  listenToKeys(keys, {
    step: log.step,
    live: () => viewing.goLive(),
    find: log.find,
    fit: chart.fit,
    zoom: chart.zoom,
    zoomToActive: chart.zoomToActive,
  })
  app.append(
    toolbar,
    createTree(viewing),
    make('div', { class: 'middle' }, chart.element, commands.element),
    log.element,
    createTimeline(viewing),
  )
}
