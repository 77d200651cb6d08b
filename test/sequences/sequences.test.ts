import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { scenes, sequenceOf } from './scenes.ts'
import { sequenceSvg } from './sequence.ts'

const folder = new URL('../../docs/guide/pictures/', import.meta.url)
const update = 'UPDATE_SEQUENCES=1 npx vitest run --project rx-ucwa test/sequences'

it.each(Object.entries(scenes))('the picture %s shows what goes over the wire', async (name, scene) => {
  const svg = sequenceSvg(await sequenceOf(scene))
  const file = new URL(`${name}.svg`, folder)
  if (process.env['UPDATE_SEQUENCES'] !== undefined) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, svg)
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '', `if it is meant: ${update}`).toBe(svg)
})

it('has no picture that nothing draws', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(scenes)
      .map((name) => `${name}.svg`)
      .sort(),
  )
})
