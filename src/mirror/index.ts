export { hostClient, mirrorClient } from './mirrorClient.ts'
export type { MirrorOptions } from './mirrorClient.ts'
export type { Port } from './port.ts'
export type {
  MirroredClient,
  MirroredConversation,
  MirroredFault,
  MirroredGap,
  MirroredInvitation,
  MirroredOutgoingInvitation,
  MirroredOutgoingMessage,
  MirroredStatus,
} from './surface.ts'
