import type { EventReason } from './wireEvent.ts'

const texts = {
  Declined: 'The invitation was declined.',
  Timeout: 'Nobody answered in time.',
  Missed: 'The invitation was not answered.',
  Canceled: 'The invitation was withdrawn.',
  ConnectedElsewhere: 'The invitation was answered elsewhere.',
  DestinationNotFound: 'There is no such user.',
  Unreachable: 'The user cannot be reached.',
  Forwarded: 'The invitation was forwarded.',
  Ended: 'The conversation was ended.',
  Removed: 'The modality was removed.',
  Denied: 'Nobody admitted the user.',
  Ejected: 'The user was removed from the meeting.',
}

const isKnown = (subcode: string): subcode is keyof typeof texts => Object.hasOwn(texts, subcode)

export const reason = (code: string, subcode: string): EventReason => ({
  code,
  subcode,
  message: isKnown(subcode) ? texts[subcode] : `The invitation ended: ${subcode}.`,
})

export const ejected = reason('Informational', 'Ejected')

export const autoAccepted = reason('Informational', 'AutoAccepted')

export const ended = reason('Informational', 'Ended')

/** Where an invitation that was not accepted leaves one of its sides. */
export interface Ending {
  readonly state: 'Declined' | 'Cancelled' | 'Failed'
  readonly reason: EventReason
}

const failed = (code: string, subcode: string): Ending => ({ state: 'Failed', reason: reason(code, subcode) })

/** How the caller hears of an outcome. A captured refusal says Failed, not Declined. */
export const endingForCaller = (subcode: string): Ending => {
  switch (subcode) {
    case 'Canceled':
      return { state: 'Cancelled', reason: reason('LocalFailure', subcode) }
    case 'DestinationNotFound':
      return failed('NotFound', subcode)
    default:
      return failed('RemoteFailure', subcode)
  }
}

/** How somebody at whom it rang hears of the same outcome. */
export const endingForCallee = (subcode: string): Ending => {
  switch (subcode) {
    case 'Canceled':
      return { state: 'Cancelled', reason: reason('LocalFailure', subcode) }
    case 'Declined':
      return { state: 'Declined', reason: reason('LocalFailure', subcode) }
    case 'Timeout':
      return failed('LocalFailure', 'Missed')
    default:
      return failed('LocalFailure', subcode)
  }
}
