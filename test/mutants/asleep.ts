import { inject } from 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where StrykerJS keeps which mutant is awake. */
    globalNamespace: string
  }
}

// The thread outlives the run of a mutant, and while a test file is loaded none is to be awake.
const kept: unknown = Reflect.get(globalThis, inject('globalNamespace'))
if (typeof kept === 'object' && kept !== null) Reflect.set(kept, 'activeMutant', undefined)
