import { Worker } from 'node:worker_threads'
import { ThreadsPoolWorker, type PoolRunnerInitializer, type PoolWorker, type WorkerRequest } from 'vitest/node'

type Listener = Parameters<PoolWorker['on']>[1]

/** The one thread of this process, with what it has imported. */
let thread: Worker | undefined

/** What every run must be told anew: its tests are chosen by it. */
let config: unknown

/**
 * One thread for all runs of a process, in place of one for each. Test files are evaluated in every run, what they
 * import once: thousands of mutants need not load the library each.
 */
class ResidentThread extends ThreadsPoolWorker {
  override readonly name = 'resident'
  readonly #start: () => Worker
  readonly #listeners: (readonly [string, Listener])[] = []

  constructor(options: ConstructorParameters<typeof ThreadsPoolWorker>[0]) {
    super(options)
    this.#start = () => new Worker(this.entrypoint, { env: options.env, execArgv: options.execArgv })
  }

  override start(): Promise<void> {
    thread ??= this.#start()
    thread.setMaxListeners(0)
    thread.unref()
    return Promise.resolve()
  }

  override stop(): Promise<void> {
    for (const [event, listener] of this.#listeners.splice(0)) thread?.off(event, listener)
    return Promise.resolve()
  }

  override on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener])
    thread?.on(event, listener)
  }

  override off(event: string, listener: Listener): void {
    thread?.off(event, listener)
  }

  override send(message: WorkerRequest): void {
    const isFirst = config === undefined
    if (message.type === 'start') config = message.context.config
    if (message.type === 'run') {
      thread?.postMessage({ ...message, context: { ...message.context, config } })
    } else if (message.type === 'stop') {
      thread?.emit('message', { __vitest_worker_response__: true, type: 'stopped' })
    } else if (message.type === 'start' && !isFirst) {
      thread?.emit('message', { __vitest_worker_response__: true, type: 'started' })
    } else {
      thread?.postMessage(message)
    }
  }
}

export const residentThread: PoolRunnerInitializer = {
  name: 'resident',
  createPoolWorker: (options) => new ResidentThread(options),
}
