import { either as E } from 'fp-ts'
import { operations } from '../../protocol/operation.ts'
import { parseTimeSpan } from '../../protocol/timeSpan.ts'
import { isStranger } from '../accounts.ts'
import { becomeActive } from '../activity.ts'
import { announceCommunication } from '../announceCommunication.ts'
import { announceOwn, announcePresence } from '../announcePeople.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import { readInput } from '../input.ts'
import { anonymousNotAllowed, availableFirst, conflict, forbidden } from '../refusal.ts'
import { noContent, type Reply } from '../reply.ts'

const allowedModalities = ['Messaging', 'PhoneAudio']

const announceMe = (application: Application): void => {
  announceOwn(application, 'me', 'updated')
  announceOwn(application, 'presence', 'added')
  announceOwn(application, 'note', 'added')
  announceOwn(application, 'location', 'added')
}

/** Turns a lurking application into one that can be reached. */
export const makeMeAvailable = (application: Application, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.makeMeAvailable.input, exchange)
  if (E.isLeft(input)) return input.left
  const { supportedModalities, supportedMessageFormats, signInAs, inactiveTimeout } = input.right
  const { phoneNumber, audioPreference } = input.right
  if (supportedModalities?.some((modality) => !allowedModalities.includes(modality)) === true) {
    return forbidden('Only Messaging and PhoneAudio can be asked for.')
  }
  if (isStranger(application.account)) return anonymousNotAllowed
  if (application.isAvailable) return conflict('The application is available already.', 'AlreadyExists')
  application.isAvailable = true
  if (typeof signInAs === 'string') site.standings(application.account).chosen = signInAs
  application.supportedModalities = supportedModalities ?? []
  application.supportedMessageFormats = supportedMessageFormats ?? ['Plain']
  application.communicationSettings = {
    ...(typeof phoneNumber === 'string' ? { phoneNumber } : {}),
    ...(typeof audioPreference === 'string' ? { audioPreference } : {}),
  }
  application.communicationEtag += 1
  application.inactiveTimeout = parseTimeSpan(inactiveTimeout ?? '') ?? application.inactiveTimeout
  announceMe(application)
  announceCommunication(application)
  becomeActive(site, application)
  announcePresence(site, application.account, application)
  site.journal.write({ event: 'madeAvailable', user: application.account.uri })
  return noContent
}

export const reportMyActivity = (application: Application, { site }: Exchange): Reply => {
  if (isStranger(application.account)) return anonymousNotAllowed
  if (!application.isAvailable) return availableFirst
  becomeActive(site, application)
  announcePresence(site, application.account)
  return noContent
}
