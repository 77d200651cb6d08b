import { expectDone, type Party } from '../party.ts'
import type { Act, Around } from './act.ts'

const logIn = ({ logs }: Party, { chance }: Around) => chance.oneOf(logs)

/** Reads what was talked about before, and keeps what was read. */
export const readLogs: Act = {
  name: 'readLogs',
  weight: 1,
  perform: ({ client, logs, subscriptions }) => {
    logs.length = 0
    subscriptions.push(
      client.history
        .conversationLogs({ limit: 3 })
        .subscribe({ next: (log) => logs.push(log), error: () => undefined }),
    )
    return ''
  },
}

export const readTranscripts: Act = {
  name: 'readTranscripts',
  weight: 0.5,
  perform: (party, around) => {
    const log = logIn(party, around)
    if (log === undefined) return undefined
    party.subscriptions.push(log.transcripts$.subscribe({ error: () => undefined }))
    return log.href
  },
}

export const putAwayLog: Act = {
  name: 'putAwayLog',
  weight: 0.5,
  perform: (party, around) => {
    const log = logIn(party, around)
    if (log === undefined) return undefined
    expectDone(party, 'put away', around.chance.happens(0.5) ? log.markAsRead() : log.remove())
    return log.href
  },
}

export const continueMessaging: Act = {
  name: 'continueMessaging',
  weight: 2,
  perform: (party, around) => {
    const log = logIn(party, around)
    if (log === undefined) return undefined
    const message = around.chance.happens(0.5) ? around.words() : undefined
    const invitation = party.client.continueMessaging(log, message === undefined ? {} : { message })
    party.ask(invitation)
    if (message !== undefined) {
      around.scene.witness({ kind: 'opened', party: party.name, operationId: invitation.operationId, text: message })
    }
    return `${log.href} ${message ?? ''}`.trim()
  },
}

/** From now on the server accepts for her, or no more. */
export const keepHistory: Act = {
  name: 'keepHistory',
  weight: 0.3,
  perform: (party, { chance }) => {
    const conversationHistory = chance.pick(['Enabled', 'Disabled'] as const)
    expectDone(party, 'update', party.client.communication.update({ conversationHistory }))
    return conversationHistory
  },
}

export const acknowledge: Act = {
  name: 'acknowledge',
  weight: 1,
  perform: (party, { chance }) => {
    const accepted = party.client.conversations$
      .getSnapshot()
      .filter(({ resource }) => resource?._links.userAcknowledged !== undefined)
    const conversation = chance.oneOf(accepted)
    if (conversation !== undefined) expectDone(party, 'acknowledge', conversation.acknowledge())
    return conversation?.href
  },
}
