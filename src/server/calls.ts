import type { Account } from './accounts.ts'
import type { Application } from './application.ts'
import type { InvitationSide, Leg } from './call.ts'

/** Every leg that lives, found in the ways in which people ask for it. */
export interface Calls {
  readonly add: (leg: Leg) => void
  readonly remove: (leg: Leg) => void
  readonly legIn: (application: Application, id: string) => Leg | undefined
  readonly legsIn: (application: Application) => readonly Leg[]
  readonly legsOf: (account: Account) => readonly Leg[]
  readonly hasThread: (account: Account, threadId: string) => boolean
  readonly addInvitation: (side: InvitationSide) => void
  readonly invitationIn: (application: Application, id: string) => InvitationSide | undefined
}

export const createCalls = (): Calls => {
  const byId = new Map<string, Leg>()
  const byAccount = new Map<Account, Map<string, Set<Leg>>>()
  const invitations = new Map<string, InvitationSide>()
  const legsOf = (account: Account): readonly Leg[] =>
    [...(byAccount.get(account)?.values() ?? [])].flatMap((legs) => [...legs])
  return {
    add: (leg) => {
      byId.set(leg.id, leg)
      const threads = byAccount.get(leg.seat.account) ?? new Map<string, Set<Leg>>()
      byAccount.set(leg.seat.account, threads)
      threads.set(leg.call.threadId, (threads.get(leg.call.threadId) ?? new Set()).add(leg))
    },
    remove: (leg) => {
      byId.delete(leg.id)
      for (const id of leg.invitations.keys()) invitations.delete(id)
      const threads = byAccount.get(leg.seat.account)
      const legs = threads?.get(leg.call.threadId)
      legs?.delete(leg)
      if (legs?.size === 0) threads?.delete(leg.call.threadId)
    },
    legIn: (application, id) => {
      const leg = byId.get(id)
      return leg?.seat === application ? leg : undefined
    },
    legsIn: (application) => legsOf(application.account).filter((leg) => leg.seat === application),
    legsOf,
    hasThread: (account, threadId) => byAccount.get(account)?.has(threadId) ?? false,
    addInvitation: (side) => {
      invitations.set(side.id, side)
      side.leg.invitations.set(side.id, side)
    },
    invitationIn: (application, id) => {
      const side = invitations.get(id)
      return side?.leg.seat === application ? side : undefined
    },
  }
}
