import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { publishForMachines } from './forMachines.ts'

it('the page for machines leads to pages as they are written, and tells where it does not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rx-ucwa-machines-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [project, site] = [join(folder, 'project'), join(folder, 'site')]
  await mkdir(join(project, 'docs/guide'), { recursive: true })
  await mkdir(site)
  await writeFile(join(project, 'README.md'), '# All')
  await writeFile(join(project, 'docs/guide/bot.md'), '# A bot')
  await writeFile(
    join(project, 'docs/llms.txt'),
    '[a](../README.md) [b](guide/bot.md#run) [c](guide/none.md) [d](https://contoso.com/x)',
  )

  expect(await publishForMachines(project, site)).toEqual(['llms.txt: docs/guide/none.md'])
  expect(await readFile(join(site, 'llms.txt'), 'utf8')).toBe(
    '[a](README.md) [b](docs/guide/bot.md#run) [c](docs/guide/none.md) [d](https://contoso.com/x)',
  )
  expect(await readFile(join(site, 'docs/guide/bot.md'), 'utf8')).toBe('# A bot')
})
