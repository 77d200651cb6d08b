import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import { commandUnder, hrefUnder } from '../hrefs.ts'
import { maySpeak } from '../meeting.ts'

const linksOf = (application: Application, leg: Leg): object => {
  switch (leg.messaging) {
    case 'Connecting':
      return { stopMessaging: { href: commandUnder(application, leg, 'stopMessaging') } }
    case 'Connected':
      return {
        stopMessaging: { href: commandUnder(application, leg, 'stopMessaging') },
        ...(maySpeak(leg)
          ? {
              sendMessage: { href: commandUnder(application, leg, 'sendMessage') },
              setIsTyping: { href: commandUnder(application, leg, 'setIsTyping') },
            }
          : {}),
        typingParticipants: { href: hrefUnder(application, leg, 'typingParticipants') },
      }
    case 'Disconnected':
      return leg.state === 'Connected' || leg.state === 'Conferenced'
        ? { addMessaging: { href: commandUnder(application, leg, 'addMessaging') } }
        : {}
  }
}

export const representMessaging = (application: Application, leg: Leg): object => ({
  state: leg.messaging,
  ...(leg.messaging === 'Connected' ? { negotiatedMessageFormats: leg.call.messageFormats } : {}),
  _links: {
    self: { href: hrefUnder(application, leg, 'messaging') },
    conversation: { href: hrefUnder(application, leg, 'conversation') },
    ...linksOf(application, leg),
  },
  rel: 'messaging',
})
