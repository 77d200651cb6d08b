import type { Logger } from '../seam/logger.ts'

/** A logger that may throw without harm: what it should have written is lost. */
export const guardedLogger = (logger: Logger): Logger => {
  const guarded = (level: keyof Logger) => (message: string) => {
    try {
      logger[level](message)
    } catch {
      return
    }
  }
  return { debug: guarded('debug'), info: guarded('info'), warn: guarded('warn'), error: guarded('error') }
}
