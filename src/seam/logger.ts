/** A logger of the usual shape; `console` is one. */
export interface Logger {
  readonly debug: (message: string) => void
  readonly info: (message: string) => void
  readonly warn: (message: string) => void
  readonly error: (message: string) => void
}

const silence = (): void => undefined

export const silentLogger: Logger = { debug: silence, info: silence, warn: silence, error: silence }
