const signals = ['SIGINT', 'SIGTERM'] as const

/** Resolves at the first Ctrl-C, or when the process is asked to end; a second one ends it the hard way. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    const interrupt = () => {
      for (const signal of signals) process.off(signal, interrupt)
      resolve()
    }
    for (const signal of signals) process.on(signal, interrupt)
  })
