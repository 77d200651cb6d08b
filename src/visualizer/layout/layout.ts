/*
 * Where everything lies, in pixels from the top left corner: plain data, which
 * can be kept beside the chart so that drawing it needs no layout.
 */

/** What a piece of text is, by which it is coloured. */
export type Role =
  'name' | 'event' | 'keyword' | 'guard' | 'action' | 'source' | 'target' | 'done' | 'error' | 'after' | 'always'

export interface Span {
  readonly text: string
  readonly role: Role
  /** Left end. */
  readonly x: number
}

export interface Line {
  /** Baseline. */
  readonly y: number
  readonly spans: readonly Span[]
  /** Ids of the transitions that it is about; none in a line about the state itself. */
  readonly transitions: readonly string[]
}

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A state. */
export interface Box extends Rectangle {
  readonly path: string
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  /** It and its siblings are entered together. */
  readonly isRegion: boolean
  /** How many states it lies in. */
  readonly depth: number
  /** The name first; of a history mark its letter. */
  readonly lines: readonly Line[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Transitions from one state to another, and what is written on the line. */
export interface Arrow {
  readonly transitions: readonly string[]
  readonly kind: 'initial' | 'transition'
  /** It leads to what stands earlier in the document. */
  readonly isBackward: boolean
  /** From the tail to the head. */
  readonly points: readonly Point[]
  readonly label: Label | undefined
}

/** The text of an arrow. It hides what lies beneath it: the colour of the state that holds it, or of a region. */
export interface Label extends Rectangle {
  readonly holder: string
  readonly lines: readonly Line[]
}

/** Where a chart begins, or, hollow, what may happen wherever in a state one is. */
export interface Mark extends Point {
  readonly kind: 'initial' | 'anywhere'
}

export interface Layout {
  readonly machine: string
  readonly width: number
  readonly height: number
  /** In document order, so that what lies inside comes after what it lies in. */
  readonly boxes: readonly Box[]
  readonly arrows: readonly Arrow[]
  readonly marks: readonly Mark[]
}
