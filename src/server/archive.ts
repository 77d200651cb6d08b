import type { Account } from './accounts.ts'
import type { Leg } from './call.ts'
import type { Site } from './site.ts'

/** The others, and those who have said something and gone. */
const recipientsOf = (leg: Leg): readonly Account[] => {
  const people = new Set(
    [...leg.roster, ...[...leg.messages.values()].map(({ from }) => from)].map(({ seat }) => seat.account),
  )
  people.delete(leg.seat.account)
  return [...people]
}

const directionOf = (leg: Leg): 'Incoming' | 'Outgoing' => {
  const [first] = leg.invitations.values()
  return first?.direction ?? 'Outgoing'
}

/** Writes what one side had of a conversation that ends into the history of its user. */
export const archive = (site: Site, leg: Leg): void => {
  const { account } = leg.seat
  if (account.conference !== undefined || !['Connected', 'Conferenced'].includes(leg.state)) return
  const { subject, threadId, importance } = leg.call
  site.history.add(account, {
    id: leg.id,
    type: leg.call.meeting === undefined ? 'MessageLog' : 'ConferenceLog',
    status: 'Archived',
    direction: directionOf(leg),
    subject,
    threadId,
    importance,
    creationTime: leg.since,
    recipients: recipientsOf(leg),
    transcripts: [...leg.messages.values()].map(({ from, content, at }) => ({ from: from.seat.account, content, at })),
    isRead: true,
  })
}
