import type { Application } from './application.ts'
import type { Leg } from './call.ts'
import { hrefUnder } from './hrefs.ts'
import type { JournalEntry } from './journal.ts'
import type { Site } from './site.ts'

interface Told extends Pick<JournalEntry, 'event' | 'outcome'> {
  readonly operationId?: string | undefined
  /** What it is about. */
  readonly href?: (application: Application) => string
}

/** Writes into the journal what one side of a conversation does, or what happens to it. */
export const writeDown = ({ journal }: Site, leg: Leg, entry: Told): void => {
  const { seat, call } = leg
  const { operationId, href, ...told } = entry
  journal.write({
    ...told,
    user: seat.account.uri,
    threadId: call.threadId,
    ...(seat.kind === 'application' ? { conversation: hrefUnder(seat, leg, 'conversation') } : {}),
    ...(seat.kind === 'application' && href !== undefined ? { resource: href(seat) } : {}),
    ...(operationId === undefined ? {} : { operationId }),
  })
}
