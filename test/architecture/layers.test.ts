import { readdirSync, readFileSync } from 'node:fs'
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { describe, expect, it } from 'vitest'

interface Rules {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>
  readonly options: ICruiseOptions
}

const rules = JSON.parse(readFileSync(new URL('layers.json', import.meta.url), 'utf8')) as Rules
const project = new URL('../../', import.meta.url).pathname
const fixture = new URL('fixture/', import.meta.url).pathname
const folders = ['src', 'machines'] as const

const follow = async (baseDir: string): Promise<ICruiseResult> => {
  const ruleSet = { forbidden: [...rules.forbidden] }
  const { output } = await cruise([...folders], { ...rules.options, baseDir, ruleSet, validate: true })
  if (typeof output === 'string') throw new Error(output)
  return output
}

const violationsIn = ({ summary }: ICruiseResult): readonly string[] =>
  summary.violations
    .map(
      ({ rule, from, to }) =>
        `${rule.name}: ${from} -> ${to.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/, '$1')}`,
    )
    .sort()

const modulesIn = ({ modules }: ICruiseResult): readonly string[] =>
  modules
    .map(({ source }) => source)
    .filter((source) => folders.some((folder) => source.startsWith(`${folder}/`)))
    .sort()

const filesIn = (root: string): readonly string[] =>
  folders
    .flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length)),
    )
    .sort()

describe('the project', async () => {
  const result = await follow(project)

  it('keeps every rule of its layers', () => {
    expect(violationsIn(result)).toEqual([])
  })

  it('is looked at file by file', () => {
    expect(modulesIn(result)).toEqual(filesIn(project))
  })

  it('has more than one import a file', () => {
    expect(result.summary.totalDependenciesCruised ?? 0).toBeGreaterThan(filesIn(project).length)
  })
})

describe('a project that breaks every rule', async () => {
  const result = await follow(fixture)
  const violations = violationsIn(result)

  it.each(rules.forbidden.map(({ name }) => ({ name: name ?? '' })))('is found to break $name', ({ name }) => {
    expect(violations.filter((violation) => violation.startsWith(`${name}: `))).not.toEqual([])
  })

  it('is found to break nothing else', () => {
    expect(violations).toEqual([
      'channel-above-transport: src/channel/sideways.ts -> src/discovery/root.ts',
      'cli-sees-public-entries: src/cli/inside.ts -> src/runtime/hub.ts',
      'client-below-index: src/client/upward.ts -> src/cli/start.ts',
      'codecs-in-protocol: src/transport/codec.ts -> io-ts',
      'cross-fetch-in-one-file: src/transport/otherFetch.ts -> cross-fetch',
      'discovery-above-transport: src/discovery/sideways.ts -> src/service/verb.ts',
      'index-below-cli: src/index.ts -> src/server/listen.ts',
      'layout-in-one-file: src/visualizer/layout.ts -> elkjs',
      'machines-see-protocol-only: machines/upward.ts -> src/runtime/hub.ts',
      'machines-see-types-only: machines/both.ts -> src/protocol/link.ts',
      'machines-see-types-only: machines/code.ts -> src/protocol/link.ts',
      'machines-use-xstate-only: machines/library.ts -> fp-ts',
      'machines-use-xstate-only: machines/stream.ts -> rxjs',
      'mirror-above-client: src/mirror/upward.ts -> src/tabs/open.ts',
      'no-cycle: src/channel/ring.ts -> src/channel/ringBack.ts',
      'no-deep-import: src/protocol/deepImport.ts -> fp-ts',
      'no-dev-dependency: src/client/devDependency.ts -> fast-check',
      'no-rxjs-in-pure-layers: machines/stream.ts -> rxjs',
      'no-rxjs-in-pure-layers: src/server/stream.ts -> rxjs',
      'no-test-code: src/client/testCode.ts -> test/helper.ts',
      'no-undeclared-dependency: src/client/undeclared.ts -> acorn',
      'no-unresolved-import: src/client/nowhere.ts -> ./nothing.ts',
      'node-where-processes-are: src/transport/file.ts -> fs/promises',
      'nothing-inside-sees-an-entry: src/client/entry.ts -> src/protocol/index.ts',
      'protocol-stands-alone: src/protocol/upward.ts -> src/seam/clock.ts',
      'runtime-below-client: src/runtime/upward.ts -> src/client/client.ts',
      'seam-stands-alone: src/seam/upward.ts -> src/protocol/link.ts',
      'server-never-sees-client: src/server/client.ts -> src/client/client.ts',
      'service-above-transport: src/service/sideways.ts -> src/channel/loop.ts',
      'tabs-above-mirror: src/tabs/down.ts -> src/runtime/hub.ts',
      'transport-above-xml: src/transport/upward.ts -> src/channel/loop.ts',
      'visualizer-has-few-libraries: src/visualizer/library.ts -> rxjs',
      'visualizer-knows-no-client: src/visualizer/client.ts -> src/client/client.ts',
      'xml-above-protocol: src/xml/upward.ts -> src/transport/send.ts',
      'xml-parser-in-xml: src/transport/xmlParser.ts -> saxes',
      'xstate-where-charts-run: src/service/chart.ts -> xstate',
    ])
  })

  it('is looked at file by file', () => {
    expect(modulesIn(result)).toEqual(filesIn(fixture))
  })
})
