import { styleText } from 'node:util'
import type { Writable } from 'node:stream'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan'

/** Colours a text, or leaves it. */
export type Paint = (style: Style, text: string) => string

/** Where lines go. */
export interface Screen {
  readonly print: (line?: string) => void
  readonly paint: Paint
}

/** A stream that may be a terminal, such as `process.stdout`. */
export interface Output extends Writable {
  readonly isTTY?: boolean
  readonly hasColors?: () => boolean
}

/** Colours are for terminals that have them, and whose owner has not set NO_COLOR. */
export const paintFor = (output: Output): Paint =>
  output.isTTY === true && output.hasColors?.() === true
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_, text) => text

export const screenOn = (output: Output): Screen => ({
  print: (line = '') => void output.write(`${line}\n`),
  paint: paintFor(output),
})
