import { styleText } from 'node:util'
import type { WriteStream } from 'node:tty'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan'

/** Colours a text, or leaves it. */
export type Paint = (style: Style, text: string) => string

/** Where lines go. */
export interface Screen {
  readonly print: (line?: string) => void
  readonly paint: Paint
}

/** Colours are for terminals that have them, and whose owner has not set NO_COLOR. */
export const paintFor = (output: WriteStream): Paint =>
  output.isTTY && output.hasColors()
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_, text) => text

export const screenOn = (output: WriteStream): Screen => ({
  print: (line = '') => void output.write(`${line}\n`),
  paint: paintFor(output),
})
