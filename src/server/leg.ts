import { identifier } from '../seam/random.ts'
import type { Call, Leg, Seat } from './call.ts'
import type { Site } from './site.ts'

const shortId = (site: Site): string => identifier(site.random).slice(0, 16)

export const createCall = (threadId: string, subject: string, importance: string): Call => ({
  threadId,
  subject,
  importance,
  legs: new Set(),
  messageFormats: [],
  invitations: new Set(),
  meeting: undefined,
  attended: new Map(),
  cancelIdle: () => undefined,
  endsAt: undefined,
})

interface Entrance {
  readonly state: Leg['state']
  /** In place of the name of the account. */
  readonly name?: string
  /** Where the others know her already. */
  readonly participantId?: string
}

export const addLeg = (site: Site, call: Call, seat: Seat, entrance: Entrance): Leg => {
  const { state, name = seat.account.name, participantId = shortId(site) } = entrance
  const leg: Leg = {
    id: shortId(site),
    participantId,
    call,
    seat,
    name,
    since: site.clock.now(),
    state,
    role: 'Attendee',
    messaging: 'Disconnected',
    isUnseen: false,
    roster: new Set(),
    invitations: new Map(),
    messages: new Map(),
    deliveries: new Set(),
    stopTyping: undefined,
  }
  call.legs.add(leg)
  site.calls.add(leg)
  return leg
}
