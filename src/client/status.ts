import type { Failure, SignInFailure } from '../protocol/failure.ts'
import type { Session } from '../runtime/session.ts'

/** What is being done when it is not done yet. */
export type Step = 'discovering' | 'authenticating' | 'creating' | 'becomingAvailable' | 'polling'

/** Where the client is. Switch on `state`. */
export type ClientStatus =
  | { readonly state: 'signedOut' }
  | { readonly state: 'signingIn'; readonly step: Exclude<Step, 'polling'> }
  | { readonly state: 'available' }
  /** Signed in, but invisible: nobody can reach the user, she can begin conversations and join meetings. */
  | { readonly state: 'lurking' }
  | {
      readonly state: 'waiting'
      /** What will be tried again. */
      readonly step: Step
      readonly attempt: number
      /** Milliseconds since 1970 UTC. */
      readonly retryAt: number
      readonly cause: SignInFailure
    }
  /**
   * The poll that failed is out again. A server that works answers it with the next event, or when the poll's time is
   * over: after three minutes, unless the client asked for longer ones. What the user does goes out meanwhile.
   */
  | {
      readonly state: 'reconnecting'
      /** Polls in a row that have failed. */
      readonly attempt: number
      /** Why the last one did. */
      readonly cause: SignInFailure
    }
  | { readonly state: 'suspended' }
  /** Another instance of this user's application took the event channel over; `connect()` takes it back. */
  | { readonly state: 'replaced' }
  | { readonly state: 'signingOut' }
  /** Nothing more will happen until `connect()`. */
  | { readonly state: 'ended'; readonly reason: SignInFailure | 'closed' }

const stepOf = (session: Session): Exclude<Step, 'polling'> => {
  const { user, applications } = session.snapshot.context
  if (applications !== undefined) return 'creating'
  return user === undefined ? 'discovering' : 'authenticating'
}

const closed: Failure = { name: 'NotAvailable', link: 'session', reason: 'the session ended' }

const read = (session: Session): ClientStatus => {
  const { snapshot, state, channel } = session
  const { attempt, retry, failure } = snapshot.context
  if (session.isOver) return { state: 'ended', reason: 'closed' }
  switch (state) {
    case 'discovering':
    case 'authenticating':
    case 'creating':
      return { state: 'signingIn', step: state }
    case 'waiting':
      return { state, step: stepOf(session), attempt, retryAt: retry?.at ?? 0, cause: failure ?? closed }
    case 'created': {
      const waits = channel?.matches({ open: 'backingOff' }) === true
      if (waits) {
        const { attempt: polls, retryAt, cause } = channel.context
        return { state: 'waiting', step: 'polling', attempt: polls, retryAt: retryAt ?? 0, cause: cause ?? closed }
      }
      if (channel?.matches({ open: 'repeating' }) === true) {
        const { attempt: polls, cause } = channel.context
        return { state: 'reconnecting', attempt: polls, cause: cause ?? closed }
      }
      if (snapshot.matches({ created: { lurking: 'pausing' } })) {
        return {
          state: 'waiting',
          step: 'becomingAvailable',
          attempt,
          retryAt: retry?.at ?? 0,
          cause: failure ?? closed,
        }
      }
      if (snapshot.matches({ created: { lurking: 'hidden' } })) return { state: 'lurking' }
      return snapshot.matches({ created: 'available' })
        ? { state: 'available' }
        : { state: 'signingIn', step: 'becomingAvailable' }
    }
    case 'failed':
    case 'ended':
      return { state: 'ended', reason: failure ?? closed }
    case 'signedOut':
    case 'suspended':
    case 'replaced':
    case 'signingOut':
      return { state }
  }
}

const isSame = (one: ClientStatus, other: ClientStatus): boolean => {
  const [a, b] = [Object.entries(one), Object.entries(other)]
  return a.length === b.length && a.every(([key, value], at) => b[at]?.[0] === key && Object.is(b[at][1], value))
}

/** Reads the status; the same object until it changes. */
export const statusReader = (session: Session): (() => ClientStatus) => {
  let last = read(session)
  return () => {
    const now = read(session)
    if (!isSame(now, last)) last = now
    return last
  }
}
