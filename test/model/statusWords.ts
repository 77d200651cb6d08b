import type { ClientStatus } from '../../src/index.ts'

/** A status as one line; its times count from here. */
export const wordsFor = (status: ClientStatus, from: number): string => {
  switch (status.state) {
    case 'signingIn':
      return `signingIn ${status.step}`
    case 'waiting': {
      const { step, attempt, retryAt, cause } = status
      return `waiting ${step} ${attempt} until ${retryAt - from} because ${cause.name}`
    }
    case 'reconnecting':
      return `reconnecting ${status.attempt} because ${status.cause.name}`
    case 'ended':
      return `ended ${typeof status.reason === 'string' ? status.reason : status.reason.name}`
    default:
      return status.state
  }
}
