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
  cancelIdle: () => undefined,
})

interface Entrance {
  readonly state: Leg['state']
  /** In place of the name of the account. */
  readonly name?: string
}

export const addLeg = (site: Site, call: Call, seat: Seat, { state, name = seat.account.name }: Entrance): Leg => {
  const leg: Leg = {
    id: shortId(site),
    participantId: shortId(site),
    call,
    seat,
    name,
    since: site.clock.now(),
    state,
    role: 'Attendee',
    messaging: 'Disconnected',
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
