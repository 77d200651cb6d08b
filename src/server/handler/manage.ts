import type { Application } from '../application.ts'
import type { Leg, Meeting } from '../call.ts'
import type { Exchange } from '../exchange.ts'
import { admit, reject } from '../lobby.ts'
import { demote, eject, promote, setAudienceMessaging } from '../manage.ts'
import { leads, type Managing, managing } from '../meeting.ts'
import { conflict, forbidden, notFound } from '../refusal.ts'
import { noContent, type Reply } from '../reply.ts'
import type { Site } from '../site.ts'
import { whoIs } from './conversation.ts'
import { writeDown } from '../writeDown.ts'

const onlyLeaders = forbidden('Only leaders may do this.')

const onParticipant =
  (command: Managing, act: (site: Site, who: Leg) => void) =>
  (leg: Leg, _: Application, exchange: Exchange): Reply => {
    const who = whoIs(leg, exchange)
    if (who === undefined) return notFound
    if (!leads(leg)) return onlyLeaders
    if (!managing(leg, who).includes(command)) return conflict('The participant does not allow this now.')
    writeDown(exchange.site, leg, { event: 'participantManaged', outcome: command })
    act(exchange.site, who)
    return noContent
  }

export const postAdmit = onParticipant('admit', admit)

export const postReject = onParticipant('reject', reject)

export const postEject = onParticipant('eject', eject)

export const postPromote = onParticipant('promote', (_, who) => promote(who))

export const postDemote = onParticipant('demote', (_, who) => demote(who))

const onAudience =
  (audienceMessaging: Meeting['audienceMessaging']) =>
  (leg: Leg, _: Application, { site }: Exchange): Reply => {
    const { meeting } = leg.call
    if (meeting === undefined || !leads(leg)) return onlyLeaders
    if (meeting.audienceMessaging === audienceMessaging) return conflict(`It is ${audienceMessaging} already.`)
    writeDown(site, leg, { event: 'audienceMessagingSet', outcome: audienceMessaging })
    setAudienceMessaging(meeting, audienceMessaging)
    return noContent
  }

export const postDisableAudienceMessaging = onAudience('Disabled')

export const postEnableAudienceMessaging = onAudience('Enabled')
