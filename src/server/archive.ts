import { isStranger } from './accounts.ts'
import type { InvitationSide, Leg, Message } from './call.ts'
import type { ConversationLog, Correspondent, Transcript } from './history.ts'
import { announceMissedItems } from './missedItems.ts'
import type { Site } from './site.ts'

const toCorrespondent = ({ seat, name }: Leg): Correspondent => ({ account: seat.account, name })

/** The others, those who have been in the meeting, and those who have said something and gone: each once. */
const recipientsOf = (leg: Leg): readonly Correspondent[] => {
  const writers = [...leg.messages.values()].map(({ from }) => from)
  const attended = [...leg.call.attended].map(([account, name]) => ({ account, name }))
  const people = new Map(
    [...attended, ...[...leg.roster, ...writers].map(toCorrespondent)].map((who) => [who.account, who]),
  )
  people.delete(leg.seat.account)
  return [...people.values()]
}

const directionOf = ({ invitations }: Leg): ConversationLog['direction'] => {
  const [first] = invitations.values()
  return first?.direction ?? 'Outgoing'
}

const keepLog = (site: Site, leg: Leg, log: Pick<ConversationLog, 'status' | 'transcripts' | 'isRead'>): void => {
  const { subject, threadId, importance, meeting } = leg.call
  site.history.add(leg.seat.account, {
    id: leg.id,
    onlineMeetingUri: meeting?.uri,
    direction: directionOf(leg),
    subject,
    threadId,
    importance,
    creationTime: leg.since,
    recipients: recipientsOf(leg),
    ...log,
  })
}

const toTranscript = ({ id, from, content, at }: Message): Transcript => ({
  id,
  from: toCorrespondent(from),
  content,
  at,
})

const mostTranscripts = 1000

const hasHistory = ({ seat }: Leg): boolean => !isStranger(seat.account)

/** Writes what one side had of a conversation that ends into the history of its user: its newest 1,000 messages. */
export const archive = (site: Site, leg: Leg): void => {
  if (!hasHistory(leg) || !['Connected', 'Conferenced'].includes(leg.state)) return
  const transcripts = [...leg.messages.values()].slice(-mostTranscripts).map(toTranscript)
  keepLog(site, leg, { status: leg.isUnseen ? 'Missed' : 'Archived', transcripts, isRead: !leg.isUnseen })
  if (leg.isUnseen) announceMissedItems(site, leg.seat.account)
}

/** How an invitation ends that its callee had no chance to answer. */
const missing: ReadonlySet<string> = new Set(['Missed', 'Canceled', 'Unreachable'])

/** Writes an invitation that came to nothing into the history of whom it rang at, once it rings nowhere at hers. */
export const archiveMissed = (site: Site, { leg, direction, invitation }: InvitationSide, subcode: string): void => {
  const { account } = leg.seat
  if (direction === 'Outgoing' || !hasHistory(leg) || !missing.has(subcode)) return
  if ([...leg.call.legs].some(({ seat }) => seat.account === account)) return
  const { message, caller } = invitation
  const transcripts =
    message === undefined ? [] : [{ id: '1', from: toCorrespondent(caller), content: message, at: leg.since }]
  keepLog(site, leg, { status: 'Missed', transcripts, isRead: false })
  announceMissedItems(site, account)
}
