import { filter, firstValueFrom } from 'rxjs'
import type { ConversationLog } from '../../index.ts'
import { Disappointment } from '../terminal/patience.ts'
import { rings } from './invite.ts'
import { accept, type Shared } from './meet.ts'
import { say } from './say.ts'
import type { Stage } from './stage.ts'

/** Tosh finds the conversation in his history. */
const lookUp = async ({ tosh, patience }: Stage, threadId: string | undefined): Promise<ConversationLog> => {
  const logs$ = tosh.client.history.conversationLogs({ limit: 10 })
  const log = await patience(
    'Tosh finds the conversation in his history',
    firstValueFrom(logs$.pipe(filter((one) => one.threadId === threadId))),
  )
  tosh.sightings$.next({ kind: 'found', subject: log.subject ?? '' })
  return log
}

/** A conversation that is over goes on where it was left, in the same thread. */
export const takeUp = async (stage: Stage, { toshs: { threadId } }: Shared): Promise<Shared> => {
  const { tosh, lene } = stage
  const greeting = 'Where were we?'
  const log = await lookUp(stage, threadId)
  const sent = tosh.client.continueMessaging(log, { message: greeting })
  const ringing = await rings(stage, [tosh, sent], lene, [
    `go on with “${log.subject ?? ''}”`,
    ({ preview }) => preview === greeting,
  ])
  const shared = await accept(stage, ringing, greeting)
  if (shared.toshs.threadId !== threadId || shared.lenes.threadId !== threadId) {
    throw new Disappointment('the conversation goes on in another thread')
  }
  await say(stage, [lene, shared.lenes], [tosh], 'At the pizza')
  return shared
}
