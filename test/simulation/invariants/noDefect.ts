import type { Invariant } from './invariant.ts'

/** `faults$` tells of no defect of the library's own. */
export const noDefect: Invariant = {
  name: 'noDefect',
  watch: (violated) => ({
    hear: (happening) => {
      if (happening.kind !== 'defect') return
      const { error } = happening
      violated(`${happening.party}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    },
  }),
}
