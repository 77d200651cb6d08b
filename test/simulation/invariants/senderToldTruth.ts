import type { Invariant } from './invariant.ts'
import { createTexts } from './texts.ts'

type Fate = 'on its way' | 'delivered' | 'failed'

/** What became of the messages that the server took, by their paths: a retry makes another of the same text. */
type Tries = Map<string, Fate>

/**
 * What the sender is told (delivered, failed) never contradicts what the server
 * knows of the message: delivered is one that was delivered by any of its tries,
 * failed one of which every try has failed that the server took.
 */
export const senderToldTruth: Invariant = {
  name: 'senderToldTruth',
  watch: (violated) => {
    const texts = createTexts()
    const tries = new Map<string, Tries>()
    /** What each text was last said to be. */
    const told = new Map<string, string>()
    const judge = (text: string): void => {
      const status = told.get(text)
      const fates = [...(tries.get(text)?.values() ?? [])]
      if (status === 'Succeeded' && !fates.includes('delivered')) violated(`${text} is told delivered, and was not`)
      const other = fates.find((fate) => fate !== 'failed')
      if (status === 'Failed' && other !== undefined) violated(`${text} is told failed, and is ${other}`)
    }
    return {
      hear: (happening) => {
        texts.hear(happening)
        if (happening.kind === 'told') {
          told.set(happening.text, happening.status)
          return judge(happening.text)
        }
        if (happening.kind !== 'effect') return
        const { event, operationId, resource = '' } = happening.entry
        const text = texts.of(operationId)
        if (text === undefined) return
        const all = tries.get(text) ?? new Map<string, Fate>()
        tries.set(text, all)
        if (event === 'messageAccepted') all.set(resource, 'on its way')
        if (event === 'messageDelivered') all.set(resource, 'delivered')
        if (event === 'messageFailed') all.set(resource, 'failed')
        judge(text)
      },
    }
  },
}
