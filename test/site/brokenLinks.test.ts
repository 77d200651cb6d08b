import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { brokenLinksOf } from './brokenLinks.ts'

it('finds what a built site points at and is not there', async () => {
  const site = await mkdtemp(join(tmpdir(), 'rx-ucwa-site-'))
  onTestFinished(() => rm(site, { recursive: true }))
  await writeFile(
    join(site, 'a.html'),
    '<a href="b.html#here"></a><a href="b.html#there"></a><img src="c.svg"><a href="d/#e"></a><a href="d/#f"></a>',
  )
  await mkdir(join(site, 'd'))
  await writeFile(join(site, 'd/index.html'), '<h1 id="e"></h1>')
  await writeFile(join(site, 'b.html'), '<h1 id="here"></h1><a href="#here"></a><a href="https://contoso.com/x"></a>')

  expect(brokenLinksOf(site)).toEqual(['a.html: b.html#there', 'a.html: c.svg', 'a.html: d/#f'])
})
