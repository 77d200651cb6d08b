import type { Invariant } from './invariant.ts'
import { createTexts } from './texts.ts'

interface Received {
  readonly text: string
  /** When it was sent. What happens is counted: several things happen in one millisecond. */
  readonly sent: number
}

/**
 * A message that the server delivered appears exactly once, in order, in the
 * receiver's `messages$`, or lies within a loss that `gaps$` announced.
 */
export const deliveredOnceInOrder: Invariant = {
  name: 'deliveredOnceInOrder',
  watch: (violated) => {
    const texts = createTexts()
    const closed = new Map<string, number>()
    /** What the server has handed out, by conversation of the receiver. */
    const received = new Map<string, Received[]>()
    /** How far each client has come in it. */
    const shown = new Map<string, number>()
    /** Conversations, by client, that a gap has ended. */
    const excused = new Set<string>()
    let now = 0
    /** When each client was first known to have the event channel it has. */
    const opened = new Map<string, number>()
    const known = new Map<string, { readonly party: string; readonly path: string }>()
    const excuseAll = (party: string) => {
      for (const [key, conversation] of known) if (conversation.party === party) excused.add(key)
    }
    /** When the server took a message; that of an invitation goes out when it is accepted. */
    const taken = new Map<string, number>()
    /** Which of the tries has come is not known. */
    const retried = new Set<string>()
    const answered = new Map<string, number>()
    /** What went out before an instance joined an application is for the others alone. */
    const isFor = (party: string, { sent }: Received) => sent >= (opened.get(party) ?? Infinity)
    /** Shown out of turn in this very moment: a gap that has ended the conversation is announced after what it leaves. */
    let suspects: { readonly key: string; readonly why: string }[] = []
    let moment = 0
    const judge = () => {
      for (const { key, why } of suspects) if (!excused.has(key)) violated(why)
      suspects = []
    }
    const mustHave = (party: string, passed: readonly Received[]) =>
      passed
        .filter((one) => isFor(party, one))
        .map(({ text }) => text)
        .join(', ')

    return {
      tick: (at) => {
        if (at > moment) judge()
        moment = at
      },
      over: judge,
      hear: (happening) => {
        now += 1
        texts.hear(happening)
        switch (happening.kind) {
          case 'effect': {
            const { event, conversation, operationId } = happening.entry
            if (event === 'messageAccepted') {
              const text = texts.of(operationId) ?? ''
              if (taken.has(text)) retried.add(text)
              taken.set(text, now)
            }
            if (event === 'invitationAccepted' && conversation !== undefined) answered.set(conversation, now)
            if (event !== 'messageReceived' || conversation === undefined) return
            const text = texts.of(operationId)
            if (text === undefined) return violated(`the server delivered a message nobody sent: ${operationId}`)
            const sent = taken.get(text) ?? answered.get(conversation) ?? 0
            const all = received.get(conversation) ?? []
            received.set(conversation, all)
            const at = retried.has(text) ? -1 : all.findIndex((other) => other.sent > sent)
            if (at === -1) return void all.push({ text, sent })
            // What an instance is handed late was sent before what others have, who came after it.
            all.splice(at, 0, { text, sent })
            for (const [key, last] of shown)
              if (key.endsWith(` ${conversation}`) && last >= at) shown.set(key, last + 1)
            return
          }
          case 'message': {
            const { party, message } = happening
            if (message.direction !== 'Incoming') return
            const key = `${party} ${message.conversation}`
            const all = received.get(message.conversation) ?? []
            const before = shown.get(key) ?? -1
            const fits = ({ text }: Received, index: number) => index > before && text === message.text
            // The first try of what was sent again may have been for the others.
            const hers = all.findIndex((one, index) => fits(one, index) && isFor(party, one))
            const at = hers === -1 ? all.findIndex(fits) : hers
            if (at === -1) {
              const why = all.some(({ text }) => text === message.text) ? 'again or too late' : 'though never delivered'
              return violated(`${party} shows ${message.text} ${why} in ${message.conversation}`)
            }
            const skipped = mustHave(party, all.slice(before + 1, at))
            if (skipped !== '')
              suspects.push({ key, why: `${party} shows ${message.text} without ${skipped} before it` })
            shown.set(key, at)
            return
          }
          case 'channel':
            opened.set(happening.party, now)
            return
          case 'resumed': {
            const { party, from } = happening
            // What the other had taken may still have been on its way to a slow subscriber.
            opened.set(party, closed.get(from) ?? now)
            for (const [key, at] of shown) {
              const [owner, conversation = ''] = key.split(' ')
              if (owner === from) shown.set(`${party} ${conversation}`, at)
            }
            return
          }
          case 'gap':
            for (const conversation of happening.conversations) excused.add(`${happening.party} ${conversation}`)
            return
          case 'conversation':
            known.set(`${happening.party} ${happening.path}`, happening)
            return
          // Who goes herself asks for nothing more.
          case 'status':
            if (happening.status.state === 'signingOut') excuseAll(happening.party)
            return
          case 'closed':
            closed.set(happening.party, now)
            excuseAll(happening.party)
        }
      },
      unsettled: () => {
        for (const [key, { party, path }] of known) {
          if (excused.has(key)) continue
          const missing = mustHave(party, (received.get(path) ?? []).slice((shown.get(key) ?? -1) + 1))
          if (missing !== '') return Promise.resolve(`${party} never showed ${missing} in ${path}`)
        }
        return Promise.resolve(undefined)
      },
    }
  },
}
