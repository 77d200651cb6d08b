import { config, firstValueFrom, ReplaySubject, take, toArray } from 'rxjs'
import { onTestFinished } from 'vitest'

/** From now on to the end of the test: the messages of what RxJS reports as thrown by subscribers, as many as asked for. */
export const unhandledErrors = (): ((count: number) => Promise<readonly string[]>) => {
  const thrown = new ReplaySubject<string>()
  config.onUnhandledError = (error) => thrown.next(error instanceof Error ? error.message : String(error))
  onTestFinished(async () => {
    // RxJS reports by a timer: what was thrown last has been told after this.
    await new Promise((resolve) => setTimeout(resolve))
    config.onUnhandledError = null
  })
  return (count) => firstValueFrom(thrown.pipe(take(count), toArray()))
}
