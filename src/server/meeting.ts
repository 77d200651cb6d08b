import type { Call, Leg, Meeting, Seat } from './call.ts'

export const isOrganizer = ({ organizer }: Meeting, { seat }: Leg): boolean => organizer.uri === seat.account.uri

export const roleIn = (meeting: Meeting, leg: Leg): Leg['role'] =>
  isOrganizer(meeting, leg) || meeting.leaders.has(leg.seat.account.uri) ? 'Leader' : 'Attendee'

/** Whether somebody takes part from there, or waits to. */
export const isIn = (one: Seat, { call }: Meeting): boolean => [...(call?.legs ?? [])].some(({ seat }) => seat === one)

/** She has been in the meeting from now on, whether she stays or not. */
export const attend = ({ call, seat, name }: Leg): void => void call.attended.set(seat.account, name)

export const present = ({ legs }: Call): readonly Leg[] => [...legs].filter(({ state }) => state === 'Conferenced')

export const waiting = ({ legs }: Call): readonly Leg[] => [...legs].filter(({ state }) => state === 'InLobby')

/** Whether this side must be admitted. */
export const mustWait = (meeting: Meeting, leg: Leg): boolean => meeting.hasLobby && roleIn(meeting, leg) === 'Attendee'

/** The collection in which somebody who is present is shown. */
export const gatheringOf = ({ role }: Leg): 'leaders' | 'attendees' => (role === 'Leader' ? 'leaders' : 'attendees')

/** Whether this side may manage the meeting. */
export const leads = ({ state, role }: Leg): boolean => state === 'Conferenced' && role === 'Leader'

export type Managing = 'admit' | 'reject' | 'eject' | 'promote' | 'demote'

/** What this side may do with somebody else of the meeting. */
export const managing = (leg: Leg, who: Leg): readonly Managing[] => {
  const { meeting } = leg.call
  if (meeting === undefined || who === leg || !leads(leg)) return []
  if (who.state === 'InLobby') return ['admit', 'reject']
  if (who.state !== 'Conferenced' || isOrganizer(meeting, who)) return []
  return [who.role === 'Leader' ? 'demote' : 'promote', 'eject']
}

/** Whether this side may write: those who do not lead only as long as the audience may. */
export const maySpeak = (leg: Leg): boolean =>
  leg.role === 'Leader' || leg.call.meeting?.audienceMessaging !== 'Disabled'
