import { CommandFailed } from '../client/errors.ts'

/** What a command is about has gone, here and at the server. */
export const gone = (verb: string): CommandFailed =>
  new CommandFailed(verb, { name: 'NotAvailable', link: verb, reason: 'what it is about is over' })
