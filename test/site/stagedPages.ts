import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const guide = [
  'guide/first-conversation.md',
  'guide/bot.md',
  'guide/alert-sender.md',
  'guide/frameworks.md',
  'guide/protocol.md',
  'guide/production.md',
  'guide/migration.md',
]

const groupOf = (page: string): string => {
  if (guide.includes(page) || ['errors.md', 'interoperation.md', 'visualizer.md'].includes(page)) return 'Guide'
  return page.startsWith('decisions/') ? 'Decisions' : 'Reference'
}

/** Guide pages in the order in which one reads them, then the others. */
const placeOf = (page: string): string => {
  const place = guide.indexOf(page)
  return `${groupOf(page) === 'Guide' ? 0 : 1}${place === -1 ? '9' : place}${page}`
}

const titleOf = (markdown: string, page: string): string => /^# (.+)$/m.exec(markdown)?.[1]?.replaceAll('`', '') ?? page

export interface StagedPages {
  readonly readme: string
  readonly documents: readonly string[]
}

/** The pages as the site takes them: the same files, each with a title and a group in its front matter. */
export const stagePages = async (project: string, folder: string): Promise<StagedPages> => {
  await rm(folder, { recursive: true, force: true })
  const isOurs = (path: string): boolean => !path.includes('node_modules')
  await cp(join(project, 'docs'), join(folder, 'docs'), { recursive: true, filter: isOurs })
  for (const file of ['README.md', 'LICENSE']) await cp(join(project, file), join(folder, file))

  const found = await readdir(join(folder, 'docs'), { recursive: true })
  const pages = found
    .filter((path) => path.endsWith('.md') && !path.startsWith('examples/'))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  for (const page of pages) {
    const file = join(folder, 'docs', page)
    const markdown = await readFile(file, 'utf8')
    const matter = ['---', `title: ${JSON.stringify(titleOf(markdown, page))}`, `group: ${groupOf(page)}`, '---', '']
    await writeFile(file, matter.join('\n') + markdown.replace(/^# .+\n/, ''))
  }
  return { readme: join(folder, 'README.md'), documents: pages.map((page) => join(folder, 'docs', page)) }
}
