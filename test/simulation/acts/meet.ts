import { expectSettled, pathOf, type Party } from '../party.ts'
import type { Act, Around } from './act.ts'
import { conversationsOf } from './talk.ts'

const meetingsOf = (party: Party) =>
  conversationsOf(party).filter(({ state$ }) => state$.getSnapshot() === 'Conferenced')

const somebody = ({ scene, chance }: Around, { uri }: Party): string | undefined =>
  chance.oneOf(scene.devices.map((device) => device.uri).filter((other) => other !== uri))

export const addParticipant: Act = {
  name: 'addParticipant',
  weight: 2,
  perform: (party, around) => {
    const conversation = around.chance.oneOf(conversationsOf(party))
    const to = somebody(around, party)
    if (conversation === undefined || to === undefined) return undefined
    const invitation = conversation.addParticipant(to)
    party.ask(invitation)
    expectSettled(party, `connected of ${invitation.operationId}`, invitation.connected)
    return `${to} to ${pathOf(conversation.href)}`
  },
}

export const addMessaging: Act = {
  name: 'addMessaging',
  weight: 4,
  perform: (party, { chance }) => {
    const silent = conversationsOf(party).filter(
      ({ messaging, state$ }) =>
        messaging.state$.getSnapshot() === 'Disconnected' &&
        ['Connected', 'Conferenced'].includes(state$.getSnapshot()),
    )
    const conversation = chance.oneOf(silent)
    if (conversation === undefined) return undefined
    party.ask(conversation.addMessaging())
    return pathOf(conversation.href)
  },
}

export const startOnlineMeeting: Act = {
  name: 'startOnlineMeeting',
  weight: 1,
  perform: (party) => {
    const invitation = party.client.startOnlineMeeting({ subject: 'All of us' })
    party.ask(invitation)
    return invitation.operationId
  },
}

export const moderate: Act = {
  name: 'moderate',
  weight: 2,
  perform: (party, { chance }) => {
    const meeting = chance.oneOf(meetingsOf(party))
    const who = chance.oneOf(meeting?.participants$.getSnapshot() ?? [])
    if (meeting === undefined || who === undefined) return undefined
    const verb = chance.pick<'eject' | 'promote' | 'demote'>(['eject', 'promote', 'demote'])
    meeting[verb](who)
    return `${verb} ${pathOf(who.href)}`
  },
}

export const switchAudienceMessaging: Act = {
  name: 'switchAudienceMessaging',
  weight: 1,
  perform: (party, { chance }) => {
    const meeting = chance.oneOf(meetingsOf(party))
    if (meeting === undefined) return undefined
    if (meeting.audienceMessaging$.getSnapshot() === 'Disabled') meeting.enableAudienceMessaging()
    else meeting.disableAudienceMessaging()
    return pathOf(meeting.href)
  },
}
