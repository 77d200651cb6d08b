import type { Chart, ChartInvoke, ChartState, ChartTransition } from '../chart.ts'
import type { Arrow, Box, Label, Layout, Line, Mark, Point, Rectangle, Span } from '../layout/layout.ts'

// What stands in a recording may come from anywhere: every part is looked at before it is used.

type Is<A> = (value: unknown) => value is A
type Shape<A> = { readonly [Name in keyof A]-?: Is<A[Name]> }

const isText: Is<string> = (value): value is string => typeof value === 'string'
const isNumber: Is<number> = (value): value is number => typeof value === 'number' && Number.isFinite(value)
const isBoolean: Is<boolean> = (value): value is boolean => typeof value === 'boolean'
const isMaybe =
  <A>(is: Is<A>): Is<A | undefined> =>
  (value): value is A | undefined =>
    value === undefined || is(value)
const isList =
  <A>(is: Is<A>): Is<readonly A[]> =>
  (value): value is readonly A[] =>
    Array.isArray(value) && value.every(is)
const isOne =
  <A extends string>(...words: readonly A[]): Is<A> =>
  (value): value is A =>
    words.some((word) => word === value)
const isOf =
  <A>(shape: Shape<A>): Is<A> =>
  (value): value is A =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries<Is<unknown>>(shape).every(([name, is]) => is(Reflect.get(value, name)))

const kinds = ['atomic', 'compound', 'parallel', 'final', 'history'] as const
const isTexts = isList(isText)

const isState: Is<ChartState> = (value): value is ChartState =>
  isOf<ChartState>({
    ...{ path: isText, id: isText, name: isText, kind: isOne(...kinds) },
    ...{ history: isMaybe(isOne('shallow', 'deep')), initial: isMaybe(isText), description: isMaybe(isText) },
    ...{ tags: isTexts, entry: isTexts, exit: isTexts },
    invoke: isList(isOf<ChartInvoke>({ id: isText, source: isText, isNamed: isBoolean })),
    states: isList(isState),
  })(value)

const isTransition = isOf<ChartTransition>({
  ...{ id: isText, source: isText, event: isText, index: isNumber, label: isText },
  kind: isOne('event', 'always', 'after', 'done', 'error', 'snapshot'),
  ...{ guard: isMaybe(isText), actions: isTexts, targets: isTexts, reenter: isBoolean },
})

const isChart = isOf<Chart>({ id: isText, root: isState, transitions: isList(isTransition) })

const rectangle: Shape<Rectangle> = { x: isNumber, y: isNumber, width: isNumber, height: isNumber }
const point: Shape<Point> = { x: isNumber, y: isNumber }

const isSpan = isOf<Span>({
  ...{ text: isText, x: isNumber },
  role: isOne('name', 'event', 'keyword', 'guard', 'action', 'source', 'target', 'done', 'error', 'after', 'always'),
})
const isLine = isOf<Line>({ y: isNumber, spans: isList(isSpan), transitions: isTexts })
const isBox = isOf<Box>({
  ...rectangle,
  ...{ path: isText, kind: isOne(...kinds), isRegion: isBoolean, depth: isNumber, lines: isList(isLine) },
})
const isLabel = isOf<Label>({ ...rectangle, holder: isText, lines: isList(isLine) })
const isArrow = isOf<Arrow>({
  ...{ transitions: isTexts, kind: isOne('initial', 'transition'), points: isList(isOf(point)) },
  ...{ label: isMaybe(isLabel), isBackward: isBoolean },
})
const isMark = isOf<Mark>({ ...point, kind: isOne('initial', 'anywhere') })
/** Whether a value is a layout, in every part. */
export const isLayout = isOf<Layout>({
  ...{ machine: isText, width: isNumber, height: isNumber },
  ...{ boxes: isList(isBox), arrows: isList(isArrow), marks: isList(isMark) },
})

/** A chart, and where everything lies once that is known, or in words why it cannot be. */
export interface Drawing {
  readonly chart: Chart
  readonly layout?: Layout | undefined
  readonly refused?: string | undefined
}

export const isDrawing = isOf<Drawing>({ chart: isChart, layout: isMaybe(isLayout), refused: isMaybe(isText) })
