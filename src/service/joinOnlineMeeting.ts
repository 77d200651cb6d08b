import { operations } from '../protocol/operation.ts'
import { sendInput, taken, type Service, type Wire } from './command.ts'
import type { StartOnlineMeetingInput } from './startOnlineMeeting.ts'

export interface JoinOnlineMeetingInput extends StartOnlineMeetingInput {
  /** A new meeting begins without it. */
  readonly onlineMeetingUri: string | undefined
  /** What a guest is called; 1 to 250 characters. */
  readonly anonymousDisplayName: string | undefined
}

/** Joins a meeting, without any modality; she may have to wait in its lobby. What becomes of it is told by the event channel. */
export const joinOnlineMeeting =
  (wire: Wire): Service<JoinOnlineMeetingInput, { readonly location: string | undefined }> =>
  ({ href, ...input }, signal) =>
    taken(sendInput(wire, operations.joinOnlineMeeting, { href, input }, signal))
