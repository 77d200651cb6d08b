import type { Account } from './accounts.ts'
import type { Content } from './call.ts'

/** Somebody, by the name under which the others knew her. */
export interface Correspondent {
  readonly account: Account
  readonly name: string
}

/** One message of a past conversation. */
export interface Transcript {
  readonly id: string
  readonly from: Correspondent
  readonly content: Content
  /** Milliseconds since 1970. */
  readonly at: number
}

/** A past conversation as one of those who were in it keeps it. */
export interface ConversationLog {
  readonly id: string
  readonly status: 'Archived' | 'Missed'
  readonly direction: 'Incoming' | 'Outgoing'
  readonly subject: string
  readonly threadId: string
  readonly importance: string
  readonly creationTime: number
  /** Of the meeting that it was, or became. */
  readonly onlineMeetingUri: string | undefined
  readonly recipients: readonly Correspondent[]
  /** Oldest first. */
  readonly transcripts: readonly Transcript[]
  isRead: boolean
}

/** Missed, and not looked at. */
export const isUnread = ({ status, isRead }: ConversationLog): boolean => status === 'Missed' && !isRead

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
