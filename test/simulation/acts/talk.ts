import { expectDone, expectSettled, pathOf, type Party } from '../party.ts'
import type { Act, Around } from './act.ts'

export const conversationsOf = ({ client }: Party) => client.conversations$.getSnapshot()

const ableToWrite = (party: Party) =>
  conversationsOf(party).filter(({ messaging }) => messaging.state$.getSnapshot() === 'Connected')

export const somebodyElse = (party: Party, { scene, chance }: Around): string | undefined =>
  chance.oneOf(scene.devices.filter(({ uri, isGuest }) => uri !== party.uri && !isGuest))?.uri

export const startMessaging: Act = {
  name: 'startMessaging',
  weight: 6,
  perform: (party, around) => {
    const to = somebodyElse(party, around)
    if (to === undefined) return undefined
    const message = around.chance.happens(0.6) ? around.words() : undefined
    const subject = around.chance.happens(0.2) ? 'Lunch' : undefined
    const invitation = party.client.startMessaging({
      to,
      ...(subject === undefined ? {} : { subject, importance: 'Urgent' }),
      ...(message === undefined ? {} : { message }),
    })
    party.ask(invitation)
    if (around.chance.happens(0.5)) {
      expectSettled(party, `connected of ${invitation.operationId}`, invitation.connected)
    }
    if (message !== undefined) {
      around.scene.witness({ kind: 'opened', party: party.name, operationId: invitation.operationId, text: message })
    }
    return `${to} ${message ?? ''}`.trim()
  },
}

/** Talks in a thread that others may have begun, or that is over. */
export const nameThread: Act = {
  name: 'startMessaging in a thread',
  weight: 3,
  perform: (party, around) => {
    const to = somebodyElse(party, around)
    if (to === undefined) return undefined
    const threadId = around.chance.pick(['thread one', 'thread two'])
    party.ask(party.client.startMessaging({ to, threadId }))
    return `${to} ${threadId}`
  },
}

export const send: Act = {
  name: 'send',
  weight: 30,
  perform: (party, { chance, words, scene }) => {
    const conversation = chance.oneOf(ableToWrite(party))
    if (conversation === undefined) return undefined
    const text = words()
    const message = conversation.send(chance.happens(0.1) ? { html: text } : text)
    party.sent.add(message)
    if (chance.happens(0.5)) expectSettled(party, `delivered of ${text}`, message.delivered)
    party.subscriptions.push(
      message.status$.subscribe((status) => scene.witness({ kind: 'told', party: party.name, text, status })),
    )
    return `${text} in ${pathOf(conversation.href)}`
  },
}

/** Only a person can decide to send again what may have arrived. */
export const retry: Act = {
  name: 'retry',
  weight: 2,
  perform: (party, { chance }) => {
    const message = chance.oneOf([...party.sent].filter(({ status$ }) => status$.getSnapshot() === 'unknown'))
    if (message !== undefined) expectDone(party, 'retry', message.retry())
    return message && (message.text ?? message.html)
  },
}

export const setIsTyping: Act = {
  name: 'setIsTyping',
  weight: 6,
  perform: (party, { chance }) => {
    const conversation = chance.oneOf(ableToWrite(party))
    if (conversation !== undefined) expectDone(party, 'setIsTyping', conversation.setIsTyping())
    return conversation && pathOf(conversation.href)
  },
}

export const stopMessaging: Act = {
  name: 'stopMessaging',
  weight: 2,
  perform: (party, { chance }) => {
    const conversation = chance.oneOf(ableToWrite(party))
    if (conversation !== undefined) expectDone(party, 'stopMessaging', conversation.stopMessaging())
    return conversation && pathOf(conversation.href)
  },
}

export const leave: Act = {
  name: 'leave',
  weight: 2,
  perform: (party, { chance }) => {
    const conversation = chance.oneOf(conversationsOf(party))
    if (conversation !== undefined) expectDone(party, 'leave', conversation.leave())
    return conversation && pathOf(conversation.href)
  },
}
