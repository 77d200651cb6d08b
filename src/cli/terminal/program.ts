import { either as E } from 'fp-ts'
import { harmlessLine } from './harmless.ts'

/** How a program ended: 0 it did what was asked, 1 it could not, 2 it was asked wrongly. */
export type Exit = { readonly code: 0 } | { readonly code: 1 | 2; readonly because: string }

export const done: Exit = { code: 0 }

export const failed = (because: string): Exit => ({ code: 1, because })

export const misused = (because: string): Exit => ({ code: 2, because })

interface Program<Options> {
  readonly name: string
  readonly help: string
  /** Left: what is wrong with the arguments, in one line. */
  readonly read: (args: readonly string[]) => E.Either<string, Options | 'help'>
  readonly run: (options: Options) => Promise<Exit>
}

/**
 * Runs a program with the arguments of this process. Sets the exit code and
 * leaves the process to end by itself: nothing that it started may be left.
 */
export const runProgram = async <Options extends object>({
  name,
  help,
  read,
  run,
}: Program<Options>): Promise<void> => {
  const { argv, stdout, stderr } = process
  // Who reads has gone, as in `npm start | head`.
  stdout.on('error', () => process.exit(1))
  const asked = read(argv.slice(2))
  if (E.isRight(asked) && asked.right === 'help') stdout.write(help)
  const exit = E.isLeft(asked)
    ? misused(`${asked.left} (--help tells what there is)`)
    : asked.right === 'help'
      ? done
      : await run(asked.right)
  if (exit.code !== 0) stderr.write(`${name}: ${harmlessLine(exit.because)}\n`)
  process.exitCode = exit.code
}
