import { isDrawing } from './drawing.ts'
import type { ActorStatus, Entry } from './entry.ts'
import type { Log } from './log.ts'
import { announcing } from './moment.ts'
import type { Plain } from './plain.ts'

const format = 'rx-ucwa recording'
const version = 1

/** The first line of a recording. */
export interface Header {
  readonly format: typeof format
  readonly version: typeof version
  /** Tells one recording from another. */
  readonly id: string
  /** Entries that were dropped before the first one that is there. */
  readonly dropped: number
}

export const headerOf = (id: string, dropped: number): Header => ({ format, version, id, dropped })

/** All lines of a recording: what came before, in short, then every entry that is there. */
export const linesOf = (id: string, log: Log): readonly string[] => {
  const first = log.at(0)?.n ?? 0
  const charts = [...log.charts.values()].filter(({ n }) => n < first)
  return [headerOf(id, log.dropped), ...charts, ...announcing(log.base, first - 1), ...log.since(0)].map((line) =>
    JSON.stringify(line),
  )
}

/** What was read, or in words why not. */
export type Read<A> = { readonly read: A } | { readonly refused: string }

type Members = Readonly<Record<string, unknown>>

const asMembers = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The header in a line. */
export const readHeader = (line: string): Read<Header> => {
  const header = asMembers(parse(line))
  if (header?.['format'] !== format) return { refused: 'This is no recording of this visualizer.' }
  if (header['version'] !== version) {
    return { refused: `This recording is of version ${String(header['version'])}; version ${version} can be read.` }
  }
  const { id, dropped } = header
  return { read: headerOf(typeof id === 'string' ? id : '', typeof dropped === 'number' ? dropped : 0) }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isMaybe =
  <A>(is: (value: unknown) => value is A) =>
  (value: unknown): value is A | undefined =>
    value === undefined || is(value)
const isPlain = (value: unknown): value is Plain => value !== undefined
const isStatus = (value: unknown): value is ActorStatus =>
  value === 'active' || value === 'done' || value === 'error' || value === 'stopped'
const isDirection = (value: unknown): value is 'request' | 'response' | 'failure' =>
  value === 'request' || value === 'response' || value === 'failure'

type Is = (value: unknown) => boolean

/** What each kind of entry must hold. */
const shapes: Readonly<Record<Entry['kind'], Readonly<Record<string, Is>>>> = {
  chart: { chart: isText, drawing: isDrawing },
  actor: { actor: isText, parent: isMaybe(isText), client: isText, label: isText, chart: isMaybe(isText) },
  event: { to: isText, from: isMaybe(isText), type: isText, event: isPlain, cause: isMaybe(isNumber) },
  snapshot: {
    ...{ actor: isText, type: isText, status: isStatus, states: isTexts, taken: isTexts, actions: isTexts },
    ...{ context: isMaybe(isPlain), output: isMaybe(isPlain) },
  },
  traffic: {
    ...{ client: isText, direction: isDirection, number: isNumber, operation: isText, url: isText, detail: isPlain },
  },
  stream: { client: isText, stream: isText, value: isPlain },
  trouble: { what: isText },
}

const isKind = (kind: unknown): kind is Entry['kind'] => isText(kind) && Object.hasOwn(shapes, kind)

const isEntry = (value: unknown): value is Entry => {
  const members = asMembers(value)
  if (members === undefined || !isKind(members['kind']) || !isNumber(members['n']) || !isNumber(members['at'])) {
    return false
  }
  return Object.entries(shapes[members['kind']]).every(([name, is]) => is(members[name]))
}

/** The entry in a line. */
export const readEntry = (line: string): Read<Entry> => {
  const value = parse(line)
  return isEntry(value) ? { read: value } : { refused: 'not an entry of a recording' }
}

/** A whole recording, and what is wrong with it where something is. */
export interface Recording {
  readonly header: Header
  readonly entries: readonly Entry[]
  readonly warnings: readonly string[]
}

/** Reads a file. One that was cut off is read as far as it goes. */
export const readRecording = (text: string): Read<Recording> => {
  const lines = text.split('\n')
  const header = readHeader(lines[0] ?? '')
  if ('refused' in header) return header
  const entries: Entry[] = []
  const warnings: string[] = []
  const unreadable: number[] = []
  lines.slice(1).forEach((line, at) => {
    if (line === '') return
    const entry = readEntry(line)
    if ('read' in entry) entries.push(entry.read)
    else unreadable.push(at)
  })
  if (unreadable.at(-1) === lines.length - 2) {
    unreadable.pop()
    warnings.push('The recording is cut off: its last line is not whole.')
  }
  if (unreadable.length > 0) warnings.push(`${unreadable.length} lines could not be read and were left out.`)
  if (header.read.dropped > 0) warnings.push(`${header.read.dropped} older entries had been dropped.`)
  return { read: { header: header.read, entries, warnings } }
}
