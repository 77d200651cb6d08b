import { expect, test } from 'vitest'
import type { Arrow, Box, Label, Layout, Point } from '../../src/visualizer/layout/layout.ts'
import { collisionsIn } from './collisions.ts'

const box = (path: string, x: number, y: number, kind: Box['kind'] = 'atomic', width = 40, height = 30): Box => ({
  path,
  kind,
  isRegion: false,
  depth: path === '' ? 0 : 1,
  x,
  y,
  width,
  height,
  lines: [{ y: y + 18, spans: [{ text: path, role: 'name', x: x + 12 }], transitions: [] }],
})

const label = (x: number, y: number): Label => ({ x, y, width: 20, height: 16, holder: '', lines: [] })

const arrow = (id: string, points: readonly Point[], written?: Label): Arrow => ({
  transitions: [id],
  kind: 'transition',
  isBackward: false,
  points,
  label: written,
})

const root = box('', 0, 0, 'compound', 300, 300)
const a = box('a', 20, 60)
const b = box('b', 20, 160)

const layoutWith = (boxes: readonly Box[], arrows: readonly Arrow[]): Layout => ({
  machine: 'm',
  width: 300,
  height: 300,
  boxes: [root, ...boxes],
  arrows,
  marks: [],
})

const down = (x: number): readonly Point[] => [
  { x, y: 90 },
  { x, y: 160 },
]

const ab = arrow('ab', down(40), label(30, 110))

test.each([
  ['nothing', [a, b], [ab], []],
  ['a label on another', [a, b], [ab, arrow('ba', down(55), label(45, 120))], ['label of ab meets label of ba']],
  ['an arrow through a label', [a, b], [ab, arrow('ba', down(45))], ['label of ab meets ba']],
  [
    'a label on a box',
    [a, b],
    [arrow('ab', down(40), label(30, 80))],
    ['label of ab meets a', 'label of ab lies across the border of a'],
  ],
  ['a box on a box', [a, box('c', 50, 70)], [], ['a meets c']],
  ['a box that sticks out', [box('c', 280, 60)], [], ['c sticks out of ']],
  ['a box on the text around it', [box('c', 20, 4)], [], ['c lies on the text of ']],
  [
    'an arrow through a box',
    [a, b],
    [
      arrow('ab', [
        { x: 40, y: 50 },
        { x: 40, y: 160 },
      ]),
    ],
    ['ab crosses a'],
  ],
  [
    'an arrow that leaves the picture',
    [a, b],
    [
      arrow('ab', [
        { x: 60, y: 70 },
        { x: 310, y: 70 },
      ]),
    ],
    ['ab leaves the picture'],
  ],
] as const)('%s is found where it is', (_, boxes, arrows, found) => {
  expect(collisionsIn(layoutWith(boxes, arrows))).toEqual(found)
})
