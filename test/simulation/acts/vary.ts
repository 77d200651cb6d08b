import type { CommunicationChanges } from '../../../src/index.ts'
import { expectDone, expectSettled } from '../party.ts'
import type { Act } from './act.ts'
import { startOnlineMeeting } from './meet.ts'
import { search } from './people.ts'
import { somebodyElse, startMessaging } from './talk.ts'

const mediaType = 'application/vnd.contoso.board'

/** What is said first is HTML, or something for the application that is invited. */
export const startMessagingWithContent: Act = {
  name: `${startMessaging.name} with content`,
  weight: 3,
  perform: (party, around) => {
    const { chance, scene, words } = around
    const to = somebodyElse(party, around)
    if (to === undefined) return undefined
    const html = words()
    const customContent = chance.happens(0.5) ? { mediaType, text: '{"board": 1}' } : undefined
    const invitation = party.client.startMessaging({ to, message: { html }, ...(customContent && { customContent }) })
    party.ask(invitation)
    scene.witness({ kind: 'opened', party: party.name, operationId: invitation.operationId, text: html })
    return `${to} ${html} ${customContent?.mediaType ?? ''}`.trim()
  },
}

export const startNamedMeeting: Act = {
  name: `${startOnlineMeeting.name} with a name`,
  weight: 1,
  perform: (party, { chance }) => {
    const named = {
      subject: 'All of us',
      importance: 'Urgent',
      threadId: chance.pick(['thread one', 'thread two']),
    } as const
    const { client } = party
    const invitation = chance.happens(0.5) ? client.startOnlineMeeting(named) : client.joinOnlineMeeting(named)
    party.ask(invitation)
    return invitation.operationId
  },
}

export const searchForFew: Act = {
  name: `${search.name} for few`,
  weight: 0.5,
  perform: (party, { chance }) => {
    const limit = chance.between(0, 2)
    expectSettled(party, 'search for few', party.client.people.search('o', { limit }))
    return String(limit)
  },
}

/** What she can be sent, and called by, from now on. */
export const changeCommunication: Act = {
  name: 'update',
  weight: 1,
  perform: (party, { chance }) => {
    const changes = chance.pick<CommunicationChanges>([
      { supportedMessageFormats: ['Plain'] },
      { supportedMessageFormats: ['Plain', 'Html'] },
      { supportedModalities: ['Messaging', 'PhoneAudio'] },
      { phoneNumber: '+4512345678', audioPreference: 'PhoneAudio' },
    ])
    expectDone(party, 'update', party.client.communication.update(changes))
    return Object.keys(changes).join(' ')
  },
}

/** By other means than a client: others take what is for her, she goes to somebody else, or all is as before. */
export const delegate: Act = {
  name: 'delegate',
  weight: 2,
  perform: (party, around) => {
    const to = somebodyElse(party, around)
    if (to === undefined || party.isGuest) return undefined
    const herself = around.scene.server.control.user(party.uri)
    const how = around.chance.pick(['sharesWith', 'sharesWith', 'forwardsTo', 'usesClients'] as const)
    if (how === 'usesClients') herself.usesClients()
    else herself[how](to)
    return `${how} ${to}`
  },
}

/** Somebody who has no client acts for somebody else, and rings. */
export const inviteOnBehalf: Act = {
  name: 'invite on behalf',
  weight: 1,
  perform: (party, around) => {
    const to = somebodyElse(party, around)
    const onBehalfOf = somebodyElse(party, around)
    if (to === undefined || onBehalfOf === undefined || party.isGuest) return undefined
    around.scene.server.control.user(party.uri).invites(to, { onBehalfOf })
    return `${to} for ${onBehalfOf}`
  },
}
