import { describeFailure, type ClientStatus, type Step } from '../../index.ts'
import { timeOfDay } from '../terminal/timeOfDay.ts'

const steps: Readonly<Record<Step, string>> = {
  discovering: 'find the server',
  authenticating: 'be let in',
  creating: 'create an application',
  becomingAvailable: 'become available',
  polling: 'hear from the server',
}

/** Where the client is, in words: what it waits for, until when, and why. */
export const statusLine = (status: ClientStatus): string => {
  switch (status.state) {
    case 'signedOut':
      return 'signed out'
    case 'signingIn':
      return `signing in: about to ${steps[status.step]}`
    case 'available':
      return 'available'
    case 'lurking':
      return 'lurking: signed in, but nobody can see it'
    case 'waiting':
      return `waiting until ${timeOfDay(status.retryAt)} to ${steps[status.step]} again (attempt ${status.attempt}): ${describeFailure(status.cause)}`
    case 'reconnecting':
      return `trying to ${steps.polling} again, after ${status.attempt} in vain: ${describeFailure(status.cause)}`
    case 'suspended':
      return 'suspended'
    case 'replaced':
      return 'replaced: somebody else took over the events of this user'
    case 'signingOut':
      return 'signing out'
    case 'ended':
      return `ended: ${status.reason === 'closed' ? 'closed' : describeFailure(status.reason)}`
  }
}
