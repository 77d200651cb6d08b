import type { Conversation } from '../../index.ts'
import { hears } from './say.ts'
import { bothSee, invite, type Ringing } from './invite.ts'
import { knowsOthers } from './knowsOthers.ts'
import type { Stage } from './stage.ts'

/** One conversation, as each of the two has it. */
export interface Shared {
  readonly toshs: Conversation
  readonly lenes: Conversation
}

/** Lene accepts what came with a message; both are connected, have it, and know of one another. */
export const accept = async (stage: Stage, ringing: Ringing, greeting: string): Promise<Shared> => {
  const { tosh, lene, patience } = stage
  const ended = bothSee(ringing, 'Connected', patience)
  ended.catch(() => undefined)
  await patience('Lene accepts', ringing.received.accept().done)
  const [toshs, lenes] = await Promise.all([
    patience('Tosh is connected', ringing.sent.connected),
    patience('Lene is connected', ringing.received.connected),
  ])
  await Promise.all([ended, hears(stage, lene, greeting), hears(stage, tosh, greeting)])
  await Promise.all([knowsOthers(stage, [tosh, toshs], 1), knowsOthers(stage, [lene, lenes], 1)])
  return { toshs, lenes }
}

/** Tosh invites Lene with a first message; she accepts. */
export const meet = async (stage: Stage): Promise<Shared> => {
  const greeting = 'Hi Lene, hungry?'
  return accept(stage, await invite(stage, 'Lunch', greeting), greeting)
}
