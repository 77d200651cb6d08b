import {
  CommandFailed,
  ConnectionLost,
  DeliveryFailed,
  DeliveryUnknown,
  DiscoveryFailed,
  InvitationFailed,
  SignInFailed,
} from '../../src/index.ts'

/** How a promise of the library ended, in a word; `pending` until it has. */
export interface Verdict {
  readonly now: () => string
}

const describe = (cause: unknown): string => {
  if (cause instanceof CommandFailed) return `CommandFailed ${cause.failure.name}`
  if (cause instanceof InvitationFailed) {
    return ['InvitationFailed', cause.state, ...(cause.failure ? [cause.failure.name] : [])].join(' ')
  }
  if (cause instanceof DeliveryFailed) {
    return ['DeliveryFailed', cause.failure?.name ?? cause.subcode].filter((word) => word !== undefined).join(' ')
  }
  if (cause instanceof DeliveryUnknown) return `DeliveryUnknown ${cause.failure?.name ?? ''}`.trim()
  if (cause instanceof SignInFailed) return `SignInFailed ${cause.failure.name}`
  if (cause instanceof DiscoveryFailed) return 'DiscoveryFailed'
  if (cause instanceof ConnectionLost) return `ConnectionLost ${cause.loss ?? ''}`.trim()
  return String(cause)
}

export const verdictOf = (promise: Promise<unknown>): Verdict => {
  let verdict = 'pending'
  promise.then(
    () => (verdict = 'done'),
    (cause: unknown) => (verdict = describe(cause)),
  )
  return { now: () => verdict }
}
