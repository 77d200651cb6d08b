import { widthOf } from './characterWidths.ts'
import type { Line, Rectangle, Role, Span } from './layout.ts'

/** Pixels from one baseline to the next. */
export const lineHeight = 16
const size = 12
const nameSize = 13.5
/** Longer lines are broken between words. */
const widestLine = 290
const indent = 10

/** A piece of text before it has a place. */
export interface Word {
  readonly text: string
  readonly role: Role
}

/** A line before it has a place: what it says, and of which transitions. */
export interface Sentence {
  readonly words: readonly Word[]
  readonly transitions: readonly string[]
}

/** Lines that begin at 0, 0, and the room they take. */
export interface Paragraph {
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
}

const bold: ReadonlySet<Role> = new Set<Role>(['name', 'event', 'done', 'error', 'after', 'always'])

const measure = ({ text, role }: Word): number => widthOf(text, role === 'name' ? nameSize : size, bold.has(role))

const gap = widthOf(' ', size, false)

const broken = ({ words, transitions }: Sentence): readonly Omit<Line, 'y'>[] => {
  const lines: Span[][] = []
  let line: Span[] = []
  let x = 0
  for (const word of words) {
    const width = measure(word)
    if (line.length > 0 && x + width > widestLine) {
      lines.push(line)
      line = []
      x = indent
    }
    line.push({ ...word, x: round(x) })
    x += width + gap
  }
  return [...lines, line].map((spans) => ({ spans, transitions }))
}

export const round = (value: number): number => Math.round(value * 10) / 10

const endOf = ({ spans }: Pick<Line, 'spans'>): number => Math.max(0, ...spans.map((span) => span.x + measure(span)))

/** Sets sentences under one another, each beginning on a line of its own. */
export const set = (sentences: readonly Sentence[], align: 'left' | 'centre'): Paragraph => {
  const lines = sentences.flatMap(broken)
  const width = Math.ceil(Math.max(0, ...lines.map(endOf)))
  return {
    width,
    height: lines.length * lineHeight,
    lines: lines.map((line, index) => {
      const shift = align === 'centre' ? (width - endOf(line)) / 2 : 0
      return {
        ...line,
        y: index * lineHeight + 12,
        spans: line.spans.map((span) => ({ ...span, x: round(span.x + shift) })),
      }
    }),
  }
}

/** The room that a line's text takes. */
export const areaOf = (line: Line): Rectangle => {
  const x = Math.min(...line.spans.map((span) => span.x))
  return { x, y: line.y - 10, width: endOf(line) - x, height: 12 }
}

/** The same lines, elsewhere. */
export const moved = (lines: readonly Line[], x: number, y: number): readonly Line[] =>
  lines.map((line) => ({
    ...line,
    y: round(line.y + y),
    spans: line.spans.map((span) => ({ ...span, x: round(span.x + x) })),
  }))
