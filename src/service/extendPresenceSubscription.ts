import { operations } from '../protocol/operation.ts'
import { done, sendInput, type Href, type Service, type Wire } from './command.ts'

/** Lets a subscription last for so many minutes from now on, 10 to 30. One that has ended is a 404. */
export const extendPresenceSubscription =
  (wire: Wire): Service<{ readonly href: Href; readonly duration: number }, void> =>
  ({ href, duration }, signal) =>
    done(sendInput(wire, operations.presenceSubscription, { href, input: { duration } }, signal))
