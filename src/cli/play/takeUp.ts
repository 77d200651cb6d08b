import { filter, firstValueFrom, lastValueFrom, toArray } from 'rxjs'
import type { ConversationLog, UntrustedHtml } from '../../index.ts'
import { Disappointment } from '../terminal/patience.ts'
import { rings } from './invite.ts'
import { accept, type Shared } from './meet.ts'
import { seenBy, type Player } from './player.ts'
import { say } from './say.ts'
import type { Stage } from './stage.ts'

interface Said {
  readonly direction: string
  readonly text: string | undefined
  readonly html: UntrustedHtml | undefined
}

const words = (said: readonly Said[]): string =>
  JSON.stringify(said.map(({ direction, text, html }) => ({ direction, text, html })))

const saidTo = (player: Player): readonly Said[] =>
  seenBy(player).flatMap((sighting) => (sighting.kind === 'message' ? [sighting.message] : []))

/** Tosh finds the conversation in his history, and reads in it what was said, word for word. */
const lookUp = async ({ tosh, patience }: Stage, threadId: string | undefined): Promise<ConversationLog> => {
  const logs$ = tosh.client.history.conversationLogs({ limit: 10 })
  const log = await patience(
    'Tosh finds the conversation in his history',
    firstValueFrom(logs$.pipe(filter((one) => one.threadId === threadId))),
  )
  const said = await patience('Tosh reads what was said', lastValueFrom(log.transcripts$.pipe(toArray())))
  if (words(said) !== words(saidTo(tosh))) {
    throw new Disappointment(`Tosh reads what was said: it was ${words(saidTo(tosh))}, not ${words(said)}`)
  }
  tosh.sightings$.next({ kind: 'read', subject: log.subject ?? '', messages: said.length })
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
