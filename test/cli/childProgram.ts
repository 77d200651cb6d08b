import { spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'

const project = new URL('../../', import.meta.url).pathname

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs as a child of the test, with pipes for a terminal. */
export interface ChildProgram {
  /** Resolves with the first match in what it has printed; rejects when it ends without. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>
  readonly write: (line: string) => void
  readonly endInput: () => void
  readonly interrupt: (signal: 'SIGINT' | 'SIGTERM') => void
  readonly ended: Promise<Ended>
}

/** Runs a source file as Node runs it under tsx. It does not outlive the test. */
export const runChild = (
  file: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): ChildProgram => {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: project,
    env: { ...process.env, UCWA_PASSWORD: '', ...environment },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.on('error', () => undefined)
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
  return {
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(stdout)
          if (match === null) return
          waiting.delete(look)
          resolve(match)
        }
        waiting.add(look)
        look()
        void ended.then(() => reject(new Error(`ended without ${String(pattern)}:\n${stdout}${stderr}`)))
      }),
    write: (line) => void child.stdin.write(`${line}\n`),
    endInput: () => void child.stdin.end(),
    interrupt: (signal) => void child.kill(signal),
    ended,
  }
}
