import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { collisionsIn } from './collisions.ts'
import { docs, machineNames, picturesOf, summaries } from './pictures.ts'
import type { Layout } from '../../src/visualizer/layout/layout.ts'

const written = (file: string): string | undefined => {
  const url = new URL(file, docs)
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined
}

const page = readFileSync(new URL('machines.md', docs), 'utf8')

test.each(machineNames)('the pictures of %s are those that stand in docs: npm run charts writes them', async (name) => {
  const pictures = await picturesOf(name)
  expect(pictures.filter(({ file, text }) => written(file) !== text).map(({ file }) => file)).toEqual([])
})

test.each(machineNames)('nothing in the picture of %s lies on anything else', (name) => {
  const layout = JSON.parse(written(`machines/${name}.layout.json`) ?? '') as Layout
  expect(collisionsIn(layout)).toEqual([])
})

test('docs/machines.md shows every machine under its name', () => {
  const shown = [...page.matchAll(/^## (\w+)\n\n!\[[^\]]+\]\(machines\/(\w+)\.svg\)$/gm)].map(([, title, file]) => [
    title,
    file,
  ])
  expect(shown.sort()).toEqual(machineNames.map((name) => [name, name]).sort())
})

test('docs/machines.md tells how much of each chart was taken', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| ['))
  expect(rows).toEqual(summaries())
})

test('there is no picture of a machine that is gone', () => {
  const names = readdirSync(new URL('machines/', docs)).flatMap((file) => /^(\w+)\.svg$/.exec(file)?.slice(1) ?? [])
  expect(names.sort()).toEqual([...machineNames].sort())
})
