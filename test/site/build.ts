import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Application, Logger, LogLevel, OptionDefaults } from 'typedoc'
import { brokenLinksOf } from './brokenLinks.ts'
import { publishForMachines } from './forMachines.ts'
import { stagePages } from './stagedPages.ts'

// `npm run site` makes the documentation site in dist/site: the pages of docs,
// and a reference out of the docstrings of every entry. Anything that TypeDoc
// warns of is an error, such as a type that is shown and not exported, and so
// is a link that leads nowhere.

const project = new URL('../../', import.meta.url).pathname
const out = join(project, 'dist/site')

const { exports } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>
}

/** The entries as they are imported, by their source. */
const entries = new Map(
  Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === 'string'
      ? []
      : [[target.types.replace('./dist/', '').replace(/\.d\.ts$/, '.ts'), entry.replace('.', 'rx-ucwa')] as const],
  ),
)

class Complaints extends Logger {
  readonly found: string[] = []

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.found.push(message)
  }
}

const pages = await stagePages(project, join(project, 'dist/site-source'))
const complaints = new Complaints()
const app = await Application.bootstrap({
  name: 'rx-ucwa',
  entryPoints: [...entries.keys()].map((source) => join(project, source)),
  tsconfig: join(project, 'tsconfig.build.json'),
  readme: pages.readme,
  projectDocuments: [...pages.documents],
  out,
  basePath: project,
  disableGit: true,
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  sort: ['kind', 'alphabetical'],
  sortEntryPoints: false,
  groupOrder: ['Guide', 'Modules', 'Reference', 'Decisions'],
  navigation: { includeGroups: true, includeCategories: false, includeFolders: false },
  validation: { invalidLink: true, invalidPath: true, notExported: true, rewrittenLink: true },
  headings: { readme: false, document: true },
  includeHierarchySummary: false,
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'svelte', 'powershell'],
  includeVersion: true,
  githubPages: true,
})
app.logger = complaints
const documented = await app.convert()
if (documented === undefined) throw new Error(`TypeDoc could not read the sources:\n${complaints.found.join('\n')}`)
for (const module of documented.children ?? []) {
  const [, entry] = [...entries].find(([path]) => path.replace(/(?:\/index)?\.ts$/, '') === module.name) ?? []
  module.name = entry ?? module.name
}
app.validate(documented)
await app.generateDocs(documented, out)

const broken = [...brokenLinksOf(out), ...(await publishForMachines(project, out))]
if (complaints.found.length + broken.length > 0) {
  throw new Error(['the site is not as it should be:', ...complaints.found, ...broken].join('\n'))
}
process.stdout.write(
  `The site is in dist/site, ${pages.documents.length} pages and the reference. No link is broken.\n`,
)
