import type { Account } from './accounts.ts'
import type { Content } from './call.ts'

/** One message of a past conversation. */
export interface Transcript {
  readonly from: Account
  readonly content: Content
  /** Milliseconds since 1970. */
  readonly at: number
}

/** A past conversation as one of those who were in it keeps it. */
export interface ConversationLog {
  readonly id: string
  readonly type: 'MessageLog' | 'ConferenceLog'
  readonly status: 'Archived' | 'Missed'
  readonly direction: 'Incoming' | 'Outgoing'
  readonly subject: string
  readonly threadId: string
  readonly importance: string
  readonly creationTime: number
  readonly recipients: readonly Account[]
  /** Oldest first. */
  readonly transcripts: readonly Transcript[]
  isRead: boolean
}

/** What users have talked about: theirs, whatever becomes of their applications. */
export interface History {
  readonly add: (account: Account, log: ConversationLog) => void
  /** Newest first. */
  readonly of: (account: Account) => readonly ConversationLog[]
  readonly find: (account: Account, id: string) => ConversationLog | undefined
  readonly remove: (account: Account, log: ConversationLog) => void
}

const kept = 100

/** Keeps the newest 100 logs of each user. */
export const createHistory = (): History => {
  const byAccount = new Map<Account, readonly ConversationLog[]>()
  const of = (account: Account) => byAccount.get(account) ?? []
  return {
    of,
    add: (account, log) => byAccount.set(account, [log, ...of(account)].slice(0, kept)),
    find: (account, id) => of(account).find((log) => log.id === id),
    remove: (account, log) =>
      byAccount.set(
        account,
        of(account).filter((other) => other !== log),
      ),
  }
}
