import { operations } from '../protocol/operation.ts'
import { sendInput, taken, type Href, type Service, type Wire } from './command.ts'

export interface StartOnlineMeetingInput {
  readonly href: Href
  /** 1 to 50 characters. */
  readonly operationId: string
  /** At most 250 characters. */
  readonly subject: string | undefined
  /** Normal, Urgent or Emergency. */
  readonly importance: string | undefined
  /** At most 250 characters. */
  readonly threadId: string | undefined
}

/** Begins an ad-hoc meeting and joins it, without any modality. What becomes of it is told by the event channel. */
export const startOnlineMeeting =
  (wire: Wire): Service<StartOnlineMeetingInput, { readonly location: string | undefined }> =>
  ({ href, ...input }, signal) =>
    taken(sendInput(wire, operations.startOnlineMeeting, { href, input }, signal))
