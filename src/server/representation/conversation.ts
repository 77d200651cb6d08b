import { encodeDate } from '../../protocol/date.ts'
import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import { commandUnder, hrefUnder, participantHref } from '../hrefs.ts'
import { leads, present } from '../meeting.ts'

const activeModalities = ({ state, messaging, call }: Leg): readonly string[] => {
  const isOffered = state === 'Incoming' && call.meeting === undefined
  const isUp = messaging === 'Connected' && (state === 'Connected' || state === 'Conferenced')
  return isOffered || isUp ? ['Messaging'] : []
}

const audienceCommand = (application: Application, leg: Leg): object => {
  if (!leads(leg)) return {}
  const rel =
    leg.call.meeting?.audienceMessaging === 'Disabled' ? 'enableAudienceMessaging' : 'disableAudienceMessaging'
  return { [rel]: { href: commandUnder(application, leg, rel) } }
}

const acknowledgement = (application: Application, leg: Leg): object =>
  leg.isUnseen ? { userAcknowledged: { href: commandUnder(application, leg, 'userAcknowledged') } } : {}

const linksOf = (application: Application, leg: Leg): object => {
  const local = { localParticipant: { href: participantHref(application, leg, leg), title: leg.name } }
  const everybody = {
    ...local,
    participants: { href: hrefUnder(application, leg, 'participants') },
    addParticipant: { href: commandUnder(application, leg, 'addParticipant') },
  }
  switch (leg.state) {
    case 'Connected':
      return { ...everybody, ...acknowledgement(application, leg) }
    case 'Conferencing':
    case 'InLobby':
      return local
    case 'Conferenced':
      return {
        ...everybody,
        attendees: { href: hrefUnder(application, leg, 'attendees') },
        leaders: { href: hrefUnder(application, leg, 'leaders') },
        lobby: { href: hrefUnder(application, leg, 'lobby') },
        onlineMeeting: { href: hrefUnder(application, leg, 'onlineMeeting') },
        ...audienceCommand(application, leg),
        ...acknowledgement(application, leg),
      }
    default:
      return {}
  }
}

export const representConversation = (application: Application, leg: Leg): object => ({
  state: leg.state,
  threadId: leg.call.threadId,
  subject: leg.call.subject,
  activeModalities: activeModalities(leg),
  importance: leg.call.importance,
  recording: false,
  created: encodeDate(new Date(leg.since)),
  ...(leg.call.endsAt === undefined ? {} : { expirationTime: encodeDate(new Date(leg.call.endsAt)) }),
  ...(leg.state === 'Conferenced'
    ? { participantCount: present(leg.call).length, audienceMessaging: leg.call.meeting?.audienceMessaging }
    : {}),
  _links: {
    self: { href: hrefUnder(application, leg, 'conversation') },
    messaging: { href: hrefUnder(application, leg, 'messaging') },
    ...linksOf(application, leg),
  },
  rel: 'conversation',
})
