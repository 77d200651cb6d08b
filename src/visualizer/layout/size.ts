import type { ChartState, ChartTransition } from '../chart.ts'
import type { Line } from './layout.ts'
import { inside } from './sentences.ts'
import { moved, set } from './text.ts'

const side = 12
/** Down to the line under the name. */
const head = 28
const below = 8
const historySize = 26

/** A state's box, its text in it, as if it lay at 0, 0. What it holds comes under `height`. */
export interface Sized {
  readonly width: number
  readonly height: number
  readonly lines: readonly Line[]
}

/** How large the box of a state has to be for its own text. */
export const sizeOf = (
  state: ChartState,
  rows: readonly ChartTransition[],
  nameOf: (path: string) => string,
): Sized => {
  if (state.kind === 'history') {
    const letter = set(
      [{ words: [{ text: state.history === 'deep' ? 'H*' : 'H', role: 'source' }], transitions: [] }],
      'left',
    )
    return {
      width: historySize,
      height: historySize,
      lines: moved(letter.lines, (historySize - letter.width) / 2, (historySize - 14) / 2 - 1),
    }
  }
  const name = set([{ words: [{ text: state.name, role: 'name' }], transitions: [] }], 'left')
  const text = set(inside(state, rows, nameOf), 'left')
  const width = Math.max(name.width, text.width, 24) + 2 * side
  return {
    width,
    height: text.lines.length === 0 ? head + 2 : head + text.height + below + 4,
    lines: [...moved(name.lines, side, 7), ...moved(text.lines, side, head + 5)],
  }
}
