import { existsSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const link = /\]\((?![a-z]+:)([^)\s#]+)/g

/** The page for machines as it stands at the root of a site, where `docs` is beside it. */
export const atTheRoot = (page: string): string =>
  page.replace(link, (_, path: string) => `](${path.startsWith('../') ? path.slice('../'.length) : `docs/${path}`}`)

/**
 * Puts `llms.txt` at the root of a site, and the pages to which it leads beside it, as they are written.
 * Gives its links that lead nowhere.
 */
export const publishForMachines = async (project: string, site: string): Promise<readonly string[]> => {
  const page = atTheRoot(await readFile(join(project, 'docs/llms.txt'), 'utf8'))
  await writeFile(join(site, 'llms.txt'), page)
  await cp(join(project, 'README.md'), join(site, 'README.md'))
  await cp(join(project, 'docs'), join(site, 'docs'), {
    recursive: true,
    filter: (path) => !/node_modules|dist$/.test(path.slice(project.length)),
  })
  return [...page.matchAll(link)].flatMap(([, path = '']) =>
    existsSync(join(site, path)) ? [] : [`llms.txt: ${path}`],
  )
}
