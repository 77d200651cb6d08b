import type { Leg } from './call.ts'
import { hrefUnder } from './hrefs.ts'
import type { JournalEntry } from './journal.ts'
import type { Site } from './site.ts'

/** Writes into the journal what one side of a conversation does, or what happens to it. */
export const writeDown = (
  { journal }: Site,
  leg: Leg,
  entry: Pick<JournalEntry, 'event' | 'outcome'> & { readonly operationId?: string | undefined },
): void => {
  const { seat, call } = leg
  const { operationId, ...told } = entry
  journal.write({
    ...told,
    user: seat.account.uri,
    threadId: call.threadId,
    ...(seat.kind === 'application' ? { conversation: hrefUnder(seat, leg, 'conversation') } : {}),
    ...(operationId === undefined ? {} : { operationId }),
  })
}
