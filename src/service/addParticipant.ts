import { operations } from '../protocol/operation.ts'
import { sendInput, taken, type Href, type Service, type Wire } from './command.ts'

export interface AddParticipantInput {
  readonly href: Href
  /** 1 to 50 characters. */
  readonly operationId: string
  /** A SIP URI such as `sip:lene@contoso.com`. */
  readonly to: string
}

/** Invites one more person to a conversation; one of two becomes a meeting first. What becomes of it is told by the event channel. */
export const addParticipant =
  (wire: Wire): Service<AddParticipantInput, { readonly location: string | undefined }> =>
  ({ href, ...input }, signal) =>
    taken(sendInput(wire, operations.addParticipant, { href, input }, signal))
