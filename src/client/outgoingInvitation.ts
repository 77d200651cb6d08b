import type { Conversation } from './conversation.ts'
import type { Outgoing } from './outgoing.ts'

/** An invitation by the user, from the moment she asked for it. */
export type OutgoingInvitation = Outgoing<Conversation>
