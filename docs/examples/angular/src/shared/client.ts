/** What the panel asks of a client: as one in the page has it, and the mirror of one in a worker or in another tab. */
export type {
  MirroredClient as Client,
  MirroredConversation as Conversation,
  MirroredGap as Gap,
  MirroredInvitation as IncomingInvitation,
  MirroredOutgoingMessage as OutgoingMessage,
  MirroredStatus as Status,
} from 'rx-ucwa/mirror'
