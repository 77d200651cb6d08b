import { isDeepStrictEqual } from 'node:util'
import { either as E } from 'fp-ts'
import { describe, expect, it } from 'vitest'
import { decode, decodeEventPage, json } from '../../src/protocol/index.ts'
import { isStructure } from '../../src/xml/structure.ts'
import { xml } from '../../src/xml/index.ts'
import { byRel, readSamples, type Sample } from '../protocol/samples.ts'
import { changes, differences, differencesOf, foreignRoots } from './samples.ts'

const format = xml()
const value = <A>(parsed: E.Either<unknown, A>): A | undefined => (E.isRight(parsed) ? parsed.right : undefined)

const members = (any: unknown): readonly string[] => (typeof any === 'object' && any !== null ? Object.keys(any) : [])
const at = (any: unknown, key: string): unknown =>
  typeof any === 'object' && any !== null ? (Reflect.get(any, key) as unknown) : undefined

/** Paths where two structures differ. */
const apart = (one: unknown, other: unknown, path = ''): readonly string[] => {
  if (isDeepStrictEqual(one, other)) return []
  const keys = [...new Set([...members(one), ...members(other)])]
  if (members(one).length === 0 || members(other).length === 0) return [path]
  return keys.flatMap((key) => apart(at(one, key), at(other, key), `${path}/${key}`))
}

/** The JSON sample that the same page shows before the one in XML. */
const partnerOf = (file: string, all: readonly Sample[]): Sample | undefined => {
  const [, page, position, kind] = /^(.*)\/(\d\d)-(.*)\.xml$/.exec(file) ?? []
  return [2, 1]
    .map((before) => `${page}/${String(Number(position) - before).padStart(2, '0')}-${kind}.json`)
    .flatMap((name) => all.filter((sample) => sample.file === name))[0]
}

describe('the list of exceptions', () => {
  it('gives every sample a reason with the places it stands for', () => {
    const unfounded = [...differences, ...changes].filter(
      ([, { why, at: places }]) => why === '' || places.length === 0,
    )
    expect(unfounded).toEqual([])
  })

  it('compares no sample that it calls foreign', () => {
    expect([...foreignRoots.keys()].filter((file) => differences.has(file))).toEqual([])
  })
})

const folder = process.env['UCWA_SAMPLES']
if (folder === undefined) {
  console.log('conformance suite not run: set UCWA_SAMPLES to the folder of the documented samples')
} else {
  documented(readSamples(folder, '.xml'), readSamples(folder, '.json'))
}

function documented(samples: readonly Sample[], inJson: readonly Sample[]): void {
  const payloads = samples.filter(({ file }) => !foreignRoots.has(file))
  const pairs = payloads.flatMap((sample) => {
    const partner = partnerOf(sample.file, inJson)
    return partner === undefined ? [] : [{ ...sample, partner: partner.file, other: value(json().parse(partner.text)) }]
  })

  it('has a partner for every payload', () => {
    expect([samples.length, pairs.length]).toEqual([44, 41])
  })

  it.each(samples)('$file is read', ({ text }) => {
    expect(E.isRight(format.parse(text))).toBe(true)
  })

  describe('a documented payload', () => {
    it.each(pairs)('$file says what $partner says', ({ file, text, other }) => {
      expect(apart(other, value(format.parse(text)))).toEqual(differencesOf(file))
    })

    it.each(payloads)('$file is kept whole by writing', ({ text }) => {
      const read = value(format.parse(text))
      expect(format.parse(format.print(read))).toEqual(E.right(read))
    })

    it.each(payloads)('$file is what its codec reads', ({ text }) => {
      const read = value(format.parse(text))
      const rel = isStructure(read) ? read['rel'] : undefined
      const codec = typeof rel === 'string' ? byRel.get(rel) : undefined
      if (codec !== undefined) expect(decode(codec, read)).toEqual(E.right(read))
      if (isStructure(read) && 'sender' in read) expect(value(decodeEventPage(read))?.undecodable).toEqual([])
    })

    it.each([...differences.keys()].map((file) => ({ file })))('$file has a sample', ({ file }) => {
      expect(pairs.some((pair) => pair.file === file)).toBe(true)
    })
  })

  it.each(inJson)('$file is kept by XML, the listed changes apart', ({ file, text }) => {
    const structure = value(json().parse(text))
    expect(apart(structure, value(format.parse(format.print(structure))))).toEqual(changes.get(file)?.at ?? [])
  })
}
