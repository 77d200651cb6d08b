import type { Invariant } from './invariant.ts'
import { createTexts } from './texts.ts'

/** What the sender is told (delivered, failed) never contradicts what the server knows of the message. */
export const senderToldTruth: Invariant = {
  name: 'senderToldTruth',
  watch: (violated) => {
    const texts = createTexts()
    const accepted = new Set<string>()
    const delivered = new Set<string>()
    const failed = new Set<string>()
    /** What each text was last said to be. */
    const told = new Map<string, string>()
    const retried = new Set<string>()
    const judge = (text: string): void => {
      const status = told.get(text)
      if (status === 'Succeeded' && !delivered.has(text)) violated(`${text} is told delivered, and was not`)
      // That of the second try says nothing of the first.
      if (retried.has(text)) return
      if (status === 'Failed' && delivered.has(text)) violated(`${text} is told failed, and was delivered`)
      if (status === 'Failed' && accepted.has(text) && !failed.has(text)) {
        violated(`${text} is told failed while it is on its way`)
      }
    }
    return {
      hear: (happening) => {
        texts.hear(happening)
        if (happening.kind === 'did' && happening.what === 'retry') retried.add(happening.about)
        if (happening.kind === 'told') {
          told.set(happening.text, happening.status)
          return judge(happening.text)
        }
        if (happening.kind !== 'effect') return
        const { event, operationId } = happening.entry
        const text = texts.of(operationId)
        if (text === undefined) return
        if (event === 'messageAccepted') accepted.add(text)
        if (event === 'messageDelivered') delivered.add(text)
        if (event === 'messageFailed') failed.add(text)
        judge(text)
      },
    }
  },
}
