import { mayStillPoll } from '../party.ts'
import type { Invariant } from './invariant.ts'

/** What an invitation is while nobody has answered it. */
const open: ReadonlySet<string> = new Set(['sending', 'Connecting', 'Alerting', 'TeamRing'])

const refusals: ReadonlySet<string> = new Set(['Declined', 'Cancelled', 'Failed', 'notStarted'])

/** What whoever invites is told never contradicts the end that the server knows, and she hears of every end, once she hears. */
export const inviterToldTruth: Invariant = {
  name: 'inviterToldTruth',
  watch: (violated) => {
    const begun = new Set<string>()
    /** How each ended at the server. */
    const ended = new Map<string, string>()
    const told = new Map<string, { readonly party: string; readonly state: string }>()
    const judge = (operationId: string): void => {
      const { party, state = '' } = told.get(operationId) ?? {}
      const outcome = ended.get(operationId)
      if (state === 'notStarted' && begun.has(operationId)) violated(`${party} is told that ${operationId} never began`)
      if (refusals.has(state) && outcome === 'Connected')
        violated(`${party} is told ${operationId} ${state}, and it was accepted`)
      if (state === 'Connected' && outcome !== undefined && outcome !== 'Connected')
        violated(`${party} is told ${operationId} Connected, and it is ${outcome}`)
    }
    return {
      hear: (happening) => {
        if (happening.kind === 'invited') {
          told.set(happening.operationId, happening)
          return judge(happening.operationId)
        }
        if (happening.kind !== 'effect') return
        const { event, operationId, outcome = '' } = happening.entry
        if (operationId === undefined) return
        if (event === 'invitationStarted') begun.add(operationId)
        if (event === 'invitationCompleted') ended.set(operationId, outcome)
        judge(operationId)
      },
      unsettled: ({ devices }) => {
        const isUnheard = (name: string) => devices.some(({ party }) => party().name === name && mayStillPoll(party()))
        for (const [operationId, { party, state }] of told) {
          if (state === 'sending' && !isUnheard(party)) return Promise.resolve(`${party} never heard of ${operationId}`)
          if (!open.has(state) || !ended.has(operationId)) continue
          return Promise.resolve(`${party} has ${operationId} ${state}, and it is ${ended.get(operationId)}`)
        }
        return Promise.resolve(undefined)
      },
    }
  },
}
