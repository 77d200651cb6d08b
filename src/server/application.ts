import type { Account } from './accounts.ts'
import type { Channels } from './channels.ts'
import type { Reply } from './reply.ts'
import type { Cancel } from './timers.ts'

/** One running client of a user. */
export interface Application {
  readonly kind: 'application'
  readonly id: string
  readonly account: Account
  readonly userAgent: string
  readonly endpointId: string
  readonly culture: string
  /** Where its instances hear of everything. */
  readonly channel: Channels
  /** What the server puts behind the hrefs of commands: nothing, or a query it insists on. */
  readonly commandQuery: string
  /** Relations whose events come without the resource. */
  readonly bodilessEvents: ReadonlySet<string>
  /** Name of the property that a PUT must bring back. */
  readonly putProperty: string
  /** Whether makeMeAvailable was called. */
  isAvailable: boolean
  /** How long ago the user has reported her activity there. */
  activity: 'active' | 'idle' | 'away'
  /** Milliseconds without a report after which she is idle, and as long again until she is away. */
  inactiveTimeout: number
  supportedModalities: readonly string[]
  supportedMessageFormats: readonly string[]
  /** What else her `communication` says: its properties of the names in PutCommunication. */
  communicationSettings: Readonly<Record<string, unknown>>
  communicationEtag: number
  cancelInactivity: Cancel
  cancelIdleness: Cancel
}

const identityOf = (application: Identity): string =>
  JSON.stringify([application.account.uri, application.endpointId, application.userAgent, application.culture])

type Identity = Pick<Application, 'account' | 'endpointId' | 'userAgent' | 'culture'>

const rememberedEnds = 1000

/** The applications that run, and why some do not any more. */
export interface Applications {
  readonly add: (application: Application) => void
  readonly get: (id: string) => Application | undefined
  /** The same client asking again finds its application. */
  readonly same: (identity: Identity) => Application | undefined
  readonly of: (account: Account) => readonly Application[]
  /** Forgets it; whoever asks for it is answered so from now on. */
  readonly end: (application: Application, answer: Reply) => void
  readonly endOf: (id: string) => Reply | undefined
  readonly all: () => readonly Application[]
}

export const createApplications = (): Applications => {
  const byId = new Map<string, Application>()
  const byIdentity = new Map<string, Application>()
  const byAccount = new Map<Account, Set<Application>>()
  const ends = new Map<string, Reply>()
  return {
    add: (application) => {
      byId.set(application.id, application)
      byIdentity.set(identityOf(application), application)
      byAccount.set(application.account, (byAccount.get(application.account) ?? new Set()).add(application))
    },
    get: (id) => byId.get(id),
    same: (identity) => byIdentity.get(identityOf(identity)),
    of: (account) => [...(byAccount.get(account) ?? [])],
    end: (application, answer) => {
      byId.delete(application.id)
      byIdentity.delete(identityOf(application))
      const others = byAccount.get(application.account)
      others?.delete(application)
      if (others?.size === 0) byAccount.delete(application.account)
      ends.set(application.id, answer)
      for (const id of ends.keys()) {
        if (ends.size <= rememberedEnds) break
        ends.delete(id)
      }
    },
    endOf: (id) => ends.get(id),
    all: () => [...byId.values()],
  }
}
