import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { invariants } from '../simulation/invariants/all.ts'
import { plants } from '../simulation/plants/all.ts'
import { promises } from './promises.ts'
import { faults, printReliability } from './reliability.ts'

const read = (path: string): string => readFileSync(path, 'utf8')

/** The title of a test, or of the tests about one subject, that begins with the number of a row. */
const titled = /(['"`])row (\d+): ([^'"`\n]+)\1/g

const folder = 'test/integration/contract'
const tests = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts'))
  .sort()
  .flatMap((file) =>
    [...read(`${folder}/${file}`).matchAll(titled)].map(([, , row, title = '']) => ({
      file: `${folder}/${file}`,
      row: Number(row),
      title,
    })),
  )

it.each(faults)('row $row has a test: $server', ({ row }) => {
  expect(tests.filter((test) => test.row === row).length).toBeGreaterThan(0)
})

it('no test names a row that is not there', () => {
  expect(tests.filter(({ row }) => !faults.some((fault) => fault.row === row))).toEqual([])
})

it('has every row once', () => {
  expect(faults.map(({ row }) => row)).toEqual(Array.from({ length: 23 }, (_, at) => at + 1))
})

it('every invariant of the simulation is a promise', () => {
  const promised = promises.flatMap(({ invariant = '' }) => (invariant === '' ? [] : [invariant]))
  expect(promised.sort()).toEqual(invariants.map(({ name }) => name).sort())
})

const found = (invariant: string): readonly string[] =>
  plants.filter((plant) => plant.invariant === invariant).map(({ name }) => name)

it.each(invariants)('$name finds a planted fault', ({ name }) => {
  expect(found(name)).not.toEqual([])
})

it('every promise names tests that are there', () => {
  expect(promises.filter(({ tests }) => tests.length === 0 || !tests.every((file) => existsSync(file)))).toEqual([])
})

it('docs/reliability.md is up to date', () => {
  const text = printReliability(tests, found)
  if (process.env['UPDATE_RELIABILITY'] !== undefined) writeFileSync('docs/reliability.md', text)
  expect(read('docs/reliability.md')).toBe(text)
})
