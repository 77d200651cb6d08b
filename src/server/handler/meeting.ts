import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import { notFound } from '../refusal.ts'
import { ok, type Reply } from '../reply.ts'
import { representGathering, representLobby, representOnlineMeeting } from '../representation/onlineMeeting.ts'

/** For what is there only while somebody is in a meeting. */
const whileThere =
  (represent: (application: Application, leg: Leg) => object) =>
  (leg: Leg, application: Application): Reply =>
    leg.state === 'Conferenced' ? ok(represent(application, leg)) : notFound

export const getAttendees = whileThere((application, leg) => representGathering(application, leg, 'attendees'))

export const getLeaders = whileThere((application, leg) => representGathering(application, leg, 'leaders'))

export const getLobby = whileThere(representLobby)

export const getOnlineMeeting = (leg: Leg, application: Application): Reply => {
  const { meeting } = leg.call
  return meeting === undefined || leg.state !== 'Conferenced'
    ? notFound
    : ok(representOnlineMeeting(application, leg, meeting))
}
