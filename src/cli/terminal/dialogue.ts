import type { Readable } from 'node:stream'
import { clearScreenDown, createInterface, cursorTo } from 'node:readline'
import { ReplaySubject, Subject, type Observable } from 'rxjs'
import { paintFor, type Output, type Screen } from './screen.ts'

/** A screen that is also written at. What is being typed stays below what is printed. */
export interface Dialogue extends Screen {
  /**
   * Lines as they are entered. Keeps them all for every subscriber; completes
   * at the end of input, which is Ctrl-D on a terminal. Never errors.
   */
  readonly lines$: Observable<string>
  /** Something is being typed. Hot; only on a terminal. */
  readonly typing$: Observable<void>
  /** Resolves at Ctrl-C on a terminal. */
  readonly interrupted: Promise<void>
  readonly close: () => void
}

export const createDialogue = (input: Readable, output: Output): Dialogue => {
  const isTerminal = output.isTTY === true
  const lines$ = new ReplaySubject<string>()
  const typing$ = new Subject<void>()
  const paint = paintFor(output)
  const reader = createInterface({ input, output, terminal: isTerminal, historySize: 0, prompt: paint('bold', '› ') })
  const typed = () => {
    if (reader.line !== '') typing$.next()
  }
  if (isTerminal) input.on('keypress', typed)
  reader.on('line', (line) => {
    lines$.next(line)
    if (isTerminal) reader.prompt()
  })
  let isOpen = true
  reader.on('close', () => {
    isOpen = false
    lines$.complete()
  })
  return {
    paint,
    print: (line = '') => {
      if (!isTerminal) return void output.write(`${line}\n`)
      cursorTo(output, 0)
      clearScreenDown(output)
      output.write(`${line}\n`)
      if (isOpen) reader.prompt(true)
    },
    lines$,
    typing$,
    interrupted: new Promise((resolve) => void reader.once('SIGINT', resolve)),
    close: () => {
      input.off('keypress', typed)
      reader.close()
    },
  }
}
