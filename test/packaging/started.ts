import { spawn } from 'node:child_process'

/** A program that goes on by itself. */
export interface Started {
  /** What the first group of this pattern matches, when it has been printed. Rejects when the program ends without. */
  readonly prints: (pattern: RegExp) => Promise<string>
  /** All that it printed, when it has ended well; rejects when it has not. */
  readonly ended: Promise<string>
  /** Ends it, and whatever it has started. */
  readonly end: () => void
}

export interface Starting {
  readonly folder: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts a program. One that hangs is ended after three minutes. */
export const start = (program: string, args: readonly string[], { folder, environment = {} }: Starting): Started => {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, so that what npm starts is ended with npm.
    detached: true,
  })
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid)
  }
  const tooLong = setTimeout(end, 180_000)
  const interrupted = (): void => {
    end()
    process.exit(130)
  }
  process.on('SIGINT', interrupted)
  const stdout = child.stdout.setEncoding('utf8')
  let printed = ''
  stdout.on('data', (text: string) => (printed += text))
  const ended = new Promise<string>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(tooLong)
      process.off('SIGINT', interrupted)
      if (code === 0) resolve(printed)
      else reject(new Error(`${program} ${args.join(' ')} failed`))
    })
  })
  ended.catch(() => undefined)
  const prints = (pattern: RegExp): Promise<string> => {
    const found = new Promise<string>((resolve) => {
      const look = (): void => {
        const match = pattern.exec(printed)?.[1]
        if (match !== undefined) resolve(match)
      }
      stdout.on('data', look)
      look()
    })
    const never = ended.then((all) => Promise.reject<string>(new Error(`${program} printed only:\n${all}`)))
    never.catch(() => undefined)
    return Promise.race([found, never])
  }
  return { prints, ended, end }
}
