import { expectDone, expectSettled, pathOf, type Party } from '../party.ts'
import type { Act } from './act.ts'
import { conversationsOf, somebodyElse } from './talk.ts'

const meetingsOf = (party: Party) =>
  conversationsOf(party).filter(({ state$ }) => state$.getSnapshot() === 'Conferenced')

export const addParticipant: Act = {
  name: 'addParticipant',
  weight: 2,
  perform: (party, around) => {
    const conversation = around.chance.oneOf(conversationsOf(party))
    const to = somebodyElse(party, around)
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
  perform: (party, { chance, scene, words }) => {
    const silent = conversationsOf(party).filter(
      ({ messaging, state$ }) =>
        messaging.state$.getSnapshot() === 'Disconnected' &&
        ['Connected', 'Conferenced'].includes(state$.getSnapshot()),
    )
    const conversation = chance.oneOf(silent)
    if (conversation === undefined) return undefined
    const message = chance.happens(0.3) ? words() : undefined
    const invitation = conversation.addMessaging(message === undefined ? {} : { message })
    party.ask(invitation)
    if (message !== undefined) {
      scene.witness({ kind: 'opened', party: party.name, operationId: invitation.operationId, text: message })
    }
    return `${pathOf(conversation.href)} ${message ?? ''}`.trim()
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

/** Joins the meeting that everybody knows of; whoever does not lead it waits in its lobby. */
export const joinOnlineMeeting: Act = {
  name: 'joinOnlineMeeting',
  weight: 1.5,
  perform: (party, { scene }) => {
    const { onlineMeetingUri } = scene
    party.ask(party.client.joinOnlineMeeting({ onlineMeetingUri }))
    return onlineMeetingUri
  },
}

const isThere = (party: Party): boolean => meetingsOf(party).length > 0

/** Whoever has called the meeting that guests know of is there more often than others. */
export const comeToMeeting: Act = {
  name: joinOnlineMeeting.name,
  weight: 45,
  perform: (party, around) =>
    around.scene.onlineMeetingUri.startsWith(party.uri) && !isThere(party)
      ? joinOnlineMeeting.perform(party, around)
      : undefined,
}

/** A guest comes to the meeting by its address, and waits in the lobby where there is one. */
export const joinAsGuest: Act = {
  name: `${joinOnlineMeeting.name} as a guest`,
  weight: 150,
  perform: (party, { scene, chance }) => {
    if (conversationsOf(party).length > 0 && chance.happens(0.98)) return undefined
    const { onlineMeetingUri } = scene
    const anonymousDisplayName = `${party.name} from elsewhere`
    party.ask(party.client.joinOnlineMeeting({ onlineMeetingUri, anonymousDisplayName }))
    return anonymousDisplayName
  },
}

/** A meeting has no messaging before somebody takes it up. */
export const talkInMeeting: Act = {
  name: addMessaging.name,
  weight: 45,
  perform: (party, around) => (isThere(party) ? addMessaging.perform(party, around) : undefined),
}

/** Looks who waits before the meeting. */
export const answerLobby: Act = {
  name: 'moderate',
  weight: 45,
  perform: (party, { chance }) => {
    const meeting = meetingsOf(party).find(({ participants$ }) =>
      participants$.getSnapshot().some(({ inLobby }) => inLobby),
    )
    const who = meeting?.participants$.getSnapshot().find(({ inLobby }) => inLobby)
    if (meeting === undefined || who === undefined) return undefined
    const verb = chance.pick(['admit', 'admit', 'admit', 'reject'] as const)
    expectDone(party, verb, meeting[verb](who))
    return `${verb} ${pathOf(who.href)}`
  },
}

export const moderate: Act = {
  name: 'moderate',
  weight: 2,
  perform: (party, { chance }) => {
    const meeting = chance.oneOf(meetingsOf(party))
    const who = chance.oneOf(meeting?.participants$.getSnapshot() ?? [])
    if (meeting === undefined || who === undefined) return undefined
    const verb = who.inLobby
      ? chance.pick(['admit', 'reject'] as const)
      : chance.pick(['eject', 'promote', 'demote'] as const)
    expectDone(party, verb, meeting[verb](who))
    return `${verb} ${pathOf(who.href)}`
  },
}

export const switchAudienceMessaging: Act = {
  name: 'switchAudienceMessaging',
  weight: 1,
  perform: (party, { chance }) => {
    const meeting = chance.oneOf(meetingsOf(party))
    if (meeting === undefined) return undefined
    const isOff = meeting.audienceMessaging$.getSnapshot() === 'Disabled'
    expectDone(party, 'audience', isOff ? meeting.enableAudienceMessaging() : meeting.disableAudienceMessaging())
    return pathOf(meeting.href)
  },
}
