import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import {
  decode,
  decodeDataUrl,
  decodeDate,
  decodeEventPage,
  json,
  linksTo,
  type Operation,
  operations,
  resolveHref,
  withQuery,
} from '../../src/protocol/index.ts'
import * as protocol from '../../src/protocol/index.ts'
import {
  byFile,
  byRel,
  exceptions,
  foreign,
  foreignRels,
  pages,
  pascalCase,
  placeholders,
  readSamples,
  type Sample,
} from './samples.ts'

type Members = Readonly<Record<string, unknown>>

const isObject = (u: unknown): u is Members => typeof u === 'object' && u !== null && !Array.isArray(u)

/** A value with everything inside it. */
const everything = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value.flatMap(everything)
  return isObject(value) ? [value, ...Object.values(value).flatMap(everything)] : [value]
}

const relOf = (value: Members): string => (typeof value['rel'] === 'string' ? value['rel'] : '')
const inCamelCase = (value: Members): Members =>
  Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), member]),
  )

/** What is in a structure, for comparing what went in with what came out. */
const snapshotOf = (value: unknown): string => JSON.stringify(value)

describe('the table of samples', () => {
  const codecs = [...byRel.values(), ...byFile.values()]
  const isCodec = (exported: unknown): exported is t.Mixed =>
    typeof exported === 'object' && exported !== null && 'stock' in exported

  it('reads with every codec of the protocol that has a page', () => {
    const unread = Object.values(protocol).flatMap((exported) =>
      isCodec(exported) && !codecs.includes(exported) ? [exported.name] : [],
    )
    expect(unread.sort()).toEqual(['Conversations', 'JoinOnlineMeeting', 'Link', 'ResourceEvent', 'SubscribedContacts'])
  })

  it('gives each file one place', () => {
    const files = [byFile, exceptions, pascalCase, foreign].flatMap((table) => [...table.keys()])
    expect(files.filter((file, at) => files.indexOf(file) !== at)).toEqual([])
  })

  it('gives each relation one place', () => {
    expect([...byRel.keys()].filter((rel) => foreignRels.has(rel))).toEqual([])
  })
})

const folder = process.env['UCWA_SAMPLES']
if (folder === undefined) {
  console.log('conformance suite not run: set UCWA_SAMPLES to the folder of the documented samples')
} else {
  documented(readSamples(folder, '.json'), readSamples(folder, '.http'))
}

function documented(samples: readonly Sample[], exchanges: readonly Sample[]): void {
  const bodies = samples.map(({ file, text }) => ({ file, value: E.getOrElseW(() => undefined)(json().parse(text)) }))
  const events = bodies.filter(({ file }) => file.endsWith('-event.json'))
  const others = bodies.filter(({ file }) => !file.endsWith('-event.json'))

  it.each(pages)('the page %s is there', (page) => {
    expect([...samples, ...exchanges].some(({ file }) => file.startsWith(`${page}/`))).toBe(true)
  })

  describe('every sample', () => {
    it.each(others)('$file has a place in the table', ({ file, value }) => {
      const rel = isObject(value) ? relOf(value) : ''
      const places = [byFile, exceptions, pascalCase, foreign].filter((table) => table.has(file)).length
      expect(places > 0 || byRel.has(rel) || foreignRels.has(rel)).toBe(true)
    })
  })

  describe('a documented body', () => {
    const readable = others.flatMap(({ file, value }) => {
      const codec = byFile.get(file) ?? (isObject(value) ? byRel.get(relOf(value)) : undefined)
      return codec === undefined || exceptions.has(file) ? [] : [{ file, value, codec, codecName: codec.name }]
    })

    it.each(readable)('$file is a $codecName', ({ value, codec }) => {
      const before = snapshotOf(value)
      const decoded = decode(codec, value)
      expect(decoded).toEqual(E.right(value))
      expect(E.isRight(decoded) ? snapshotOf(decoded.right) : '').toBe(before)
    })

    it.each(bodies)('$file holds nothing that its codec refuses', ({ file, value }) => {
      const held = everything(value).filter((inner) => inner !== value && isObject(inner) && '_links' in inner)
      for (const inner of held.filter(isObject)) {
        const codec = byRel.get(relOf(inner))
        if (codec !== undefined)
          expect({ file, decoded: decode(codec, inner) }).toEqual({ file, decoded: E.right(inner) })
      }
    })

    it.each([...exceptions].map(([file, reason]) => ({ file, reason })))('$file is refused: $reason', ({ file }) => {
      const value = bodies.find((body) => body.file === file)?.value
      const codec = isObject(value) ? byRel.get(relOf(value)) : undefined
      expect(codec === undefined ? undefined : E.isLeft(decode(codec, value))).toBe(true)
    })

    it.each([...pascalCase].map(([file, codec]) => ({ file, codec })))(
      '$file is input in camel case',
      ({ file, codec }) => {
        const value = bodies.find((body) => body.file === file)?.value
        const folded = isObject(value) ? inCamelCase(value) : undefined
        expect(decode(codec, folded)).toEqual(E.right(folded))
      },
    )
  })

  describe('a documented event page', () => {
    it.each(events)('$file has no event that cannot be read', ({ value }) => {
      const page = decodeEventPage(value)
      expect(E.isRight(page) ? page.right.undecodable : undefined).toEqual([])
    })

    it.each(events)('$file keeps every event as it came', ({ value }) => {
      const page = decodeEventPage(value)
      const sent = isObject(value) && Array.isArray(value['sender']) ? value['sender'] : []
      const expected = sent.map((block: unknown) => (isObject(block) ? (block['events'] ?? []) : undefined))
      expect(E.isRight(page) ? page.right.blocks.map((block) => block.events) : undefined).toEqual(expected)
    })

    it.each(events)('$file goes on with next', ({ value }) => {
      const page = decodeEventPage(value)
      const next = isObject(value) ? linksTo(value, 'next')[0]?.href : undefined
      expect(E.isRight(page) ? page.right.onward : undefined).toEqual({ rel: 'next', href: next })
    })
  })

  describe('a documented href', () => {
    const texts = bodies.flatMap(({ value }) => everything(value)).filter((value) => typeof value === 'string')
    const hrefs = bodies
      .flatMap(({ value }) => everything(value))
      .flatMap((value) => (isObject(value) && typeof value['href'] === 'string' ? [value['href']] : []))
    const urls = [...new Set(hrefs.filter((href) => !href.startsWith('data:')))]
    const contents = [...new Set(hrefs.filter((href) => href.startsWith('data:')))]

    it('resolves against the host of its answer', () => {
      for (const href of urls) {
        const written = href.replace(/^(https?:\/\/[^/]+):(?:80|443)\//, '$1/')
        expect(resolveHref(href, 'https://pool.example.com/here').endsWith(written)).toBe(true)
      }
    })

    it('keeps its query under another parameter', () => {
      for (const href of urls) {
        const url = resolveHref(href, 'https://pool.example.com/here')
        expect(withQuery(url, { timeout: 180 })).toBe(`${url}${url.includes('?') ? '&' : '?'}timeout=180`)
      }
    })

    it('that is content decodes, unless a name stands for the content', () => {
      const unread = contents.filter((href) => E.isLeft(decodeDataUrl(href)))
      expect(unread.filter((href) => !placeholders.has(href.slice(href.indexOf(',') + 1)))).toEqual([])
    })

    it('stands beside dates that are read', () => {
      const dates = texts.filter((text) => text.startsWith('/Date('))
      expect(dates.length).toBeGreaterThan(0)
      expect(dates.filter((date) => decodeDate(date) === undefined)).toEqual([])
    })
  })

  describe('a documented command', () => {
    const commands = Object.values(operations).filter(
      ({ rel, method }) => method === 'POST' && exchanges.some(({ file }) => file.startsWith(`${rel}/`)),
    )
    const startOf = (text: string | undefined): readonly string[] => text?.split(/\r?\n/, 1)[0]?.split(' ') ?? []
    const page = (rel: string) => exchanges.filter(({ file }) => file.startsWith(`${rel}/`))
    /** The answer that stands after the first request with the verb: some pages show the GET before. */
    const answerTo = ({ rel, method }: Operation): string | undefined => {
      const asked = page(rel).findIndex(({ text }) => startOf(text)[0] === method)
      return asked < 0 ? undefined : page(rel)[asked + 1]?.text
    }

    it.each(commands)('$rel is a $method that is answered $success', (operation) => {
      expect(startOf(answerTo(operation))[1]).toBe(String(operation.success))
    })

    it('is one of those that have a page', () => {
      expect(commands.map(({ rel }) => rel).sort()).toEqual([
        'accept',
        'addMessaging',
        'addParticipant',
        'admit',
        'applications',
        'continueMessaging',
        'decline',
        'eject',
        'enableAudienceMessaging',
        'makeMeAvailable',
        'markAsRead',
        'note',
        'presenceSubscription',
        'reject',
        'sendMessage',
        'startMessaging',
        'startOnlineMeeting',
        'stopMessaging',
      ])
    })
  })
}
