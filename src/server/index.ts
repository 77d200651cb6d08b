export { defaultUsers } from './options.ts'
export { createServer } from './server.ts'
export type {
  ApplicationEnd,
  ApplicationHrefs,
  Control,
  ConversationHrefs,
  MakePage,
  MeetingControl,
  MeetingDescription,
} from './control.ts'
export type { Content } from './call.ts'
export type { Dropped, ServerRequest, ServerResponse } from './http.ts'
export type { Interception, Intervention, Matcher } from './intercept.ts'
export type { JournalEntry, JournalEvent } from './journal.ts'
export type { Listening, ListenOptions } from './listener.ts'
export type { AnonymousMeeting, Limits, ServerOptions, Times, UserAccount } from './options.ts'
export type { Puppet, PuppetInvitation, PuppetInvites } from './puppet.ts'
export type { UcwaServer } from './server.ts'
