import { operations } from '../protocol/operation.ts'
import type { DeclineReason } from '../protocol/request/decline.ts'
import { done, sendInput, type Href, type Service, type Wire } from './command.ts'

/** Declines an invitation: Local for this endpoint only, Global for all of the user's. */
export const declineInvitation =
  (wire: Wire): Service<{ readonly href: Href; readonly reason: DeclineReason }, void> =>
  ({ href, reason }, signal) =>
    done(sendInput(wire, operations.decline, { href, input: { reason } }, signal))
