import type { Account } from './accounts.ts'
import type { Application } from './application.ts'
import type { Cancel } from './timers.ts'

/** What one application wants to hear of: the presence of some people, for a while. */
export interface Subscription {
  readonly id: string
  readonly application: Application
  /** Those of them whom the server knows. */
  readonly accounts: ReadonlySet<Account>
  cancelEnd: Cancel
}

/** Every presenceSubscription that lasts. */
export interface Subscriptions {
  readonly add: (subscription: Subscription) => void
  readonly remove: (subscription: Subscription) => void
  readonly find: (application: Application, id: string) => Subscription | undefined
  /** Oldest first. */
  readonly of: (application: Application) => readonly Subscription[]
  /** Everybody whose presence the application is told, each once. */
  readonly subjects: (application: Application) => ReadonlySet<Account>
  /** Applications that are told the presence of this person, each once. */
  readonly watchers: (account: Account) => ReadonlySet<Application>
}

export const createSubscriptions = (): Subscriptions => {
  const byApplication = new Map<Application, Map<string, Subscription>>()
  const byAccount = new Map<Account, Set<Subscription>>()
  const of = (application: Application): readonly Subscription[] => [
    ...(byApplication.get(application)?.values() ?? []),
  ]
  return {
    add: (subscription) => {
      const { application, id, accounts } = subscription
      byApplication.set(
        application,
        (byApplication.get(application) ?? new Map<string, Subscription>()).set(id, subscription),
      )
      for (const account of accounts) {
        byAccount.set(account, (byAccount.get(account) ?? new Set()).add(subscription))
      }
    },
    remove: (subscription) => {
      const { application, id, accounts } = subscription
      const others = byApplication.get(application)
      others?.delete(id)
      if (others?.size === 0) byApplication.delete(application)
      for (const account of accounts) byAccount.get(account)?.delete(subscription)
    },
    find: (application, id) => byApplication.get(application)?.get(id),
    of,
    subjects: (application) => new Set(of(application).flatMap(({ accounts }) => [...accounts])),
    watchers: (account) => new Set([...(byAccount.get(account) ?? [])].map(({ application }) => application)),
  }
}
