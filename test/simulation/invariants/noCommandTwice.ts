import type { JournalEvent } from '../../../src/server/index.ts'
import type { Invariant } from './invariant.ts'
import { createTexts } from './texts.ts'

/** What users do, by what it comes to at the server. */
const commands: Partial<Record<JournalEvent, readonly string[]>> = {
  invitationAccepted: ['accept'],
  invitationDeclined: ['decline', 'leave', 'stopMessaging'],
  typingSet: ['setIsTyping'],
  messagingStopped: ['stopMessaging'],
  conversationLeft: ['leave'],
  participantManaged: ['moderate'],
  audienceMessagingSet: ['switchAudienceMessaging'],
}

/** No command takes effect more often than it was given. */
export const noCommandTwice: Invariant = {
  name: 'noCommandTwice',
  watch: (violated) => {
    const texts = createTexts()
    const given = new Map<string, number>()
    const effects = new Map<string, number>()
    const retries = new Map<string, number>()
    const count = (counts: Map<string, number>, key: string): number => {
      const now = (counts.get(key) ?? 0) + 1
      counts.set(key, now)
      return now
    }
    return {
      hear: (happening) => {
        texts.hear(happening)
        if (happening.kind === 'did') {
          count(given, `${happening.user} ${happening.what}`)
          if (happening.what === 'retry') count(retries, happening.about)
        }
        if (happening.kind !== 'effect') return
        const { event, user, operationId, outcome } = happening.entry
        if (operationId !== undefined && (event === 'messageAccepted' || event === 'invitationStarted')) {
          const times = count(effects, `${user} ${event} ${operationId}`)
          if (times > 1 + (retries.get(texts.of(operationId) ?? '') ?? 0))
            violated(`${event} ${times} times for ${operationId} of ${user}`)
        }
        const names = commands[event]
        if (names === undefined || outcome === 'AutoAccepted') return
        const times = count(effects, `${user} ${event}`)
        const most = names.reduce((sum, name) => sum + (given.get(`${user} ${name}`) ?? 0), 0)
        if (times > most) violated(`${event} ${times} times, and ${user} has asked for it ${most} times`)
      },
    }
  },
}
