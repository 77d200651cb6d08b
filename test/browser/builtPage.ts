import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The page as it is shipped. */
export const buildPage = (): Promise<unknown> =>
  build({ root, configFile: `${root}vite.config.ts`, logLevel: 'silent' })

/** What `npm run charts` has written, as the page has it. */
export const layoutsInDocs = (): readonly unknown[] =>
  readdirSync(`${root}docs/machines`)
    .filter((name) => name.endsWith('.layout.json'))
    .map((name): unknown => JSON.parse(readFileSync(`${root}docs/machines/${name}`, 'utf8')))

export const pageFile = `${root}dist/page/visualizer.html`
