import type { Conversation } from '../../src/index.ts'
import type { ConversationHrefs, Puppet } from '../../src/server/index.ts'
import { verdictOf } from './verdict.ts'
import { lene, tosh, type World } from './world.ts'

export interface Connected {
  readonly conversation: Conversation
  readonly hrefs: ConversationHrefs
  /** Moves Lene. */
  readonly puppet: Puppet
}

/** Tosh talks to Lene, and has been told so. */
export const connect = async ({ client, control, deliver, settle }: World): Promise<Connected> => {
  const puppet = control.user(lene).staysSilent()
  const invitation = client.startMessaging({ to: lene })
  const verdict = verdictOf(invitation.connected)
  await settle()
  puppet.accepts(tosh)
  await deliver()
  const { conversation } = invitation
  if (verdict.now() !== 'done' || conversation === undefined) throw new Error(`${verdict.now()} instead of connected`)
  const [hrefs] = control.hrefs(tosh).conversations
  if (hrefs === undefined) throw new Error('there is no conversation')
  return { conversation, hrefs, puppet }
}
