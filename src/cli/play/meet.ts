import { filter, firstValueFrom } from 'rxjs'
import type { Conversation } from '../../index.ts'
import { hears } from './say.ts'
import { bothSee, invite } from './invite.ts'
import type { Stage } from './stage.ts'

/** One conversation, as each of the two has it. */
export interface Shared {
  readonly toshs: Conversation
  readonly lenes: Conversation
}

/** The name of who else is there has arrived: it is read from the server while the conversation goes on. */
const knowsNames = ({ participants$ }: Conversation): Promise<unknown> =>
  firstValueFrom(participants$.pipe(filter(([other]) => other?.name !== undefined)))

/** Tosh invites Lene with a first message; she accepts. */
export const meet = async (stage: Stage): Promise<Shared> => {
  const { tosh, lene, patience } = stage
  const greeting = 'Hi Lene, hungry?'
  const ringing = await invite(stage, 'Lunch', greeting)
  const ended = bothSee(ringing, 'Connected', patience)
  ended.catch(() => undefined)
  await patience('Lene accepts', ringing.received.accept().done)
  const [toshs, lenes] = await Promise.all([
    patience('Tosh is connected', ringing.sent.connected),
    patience('Lene is connected', ringing.received.connected),
  ])
  await Promise.all([ended, hears(lene, greeting, patience), hears(tosh, greeting, patience)])
  await Promise.all([
    patience('Tosh learns who is there', knowsNames(toshs)),
    patience('Lene learns who is there', knowsNames(lenes)),
  ])
  return { toshs, lenes }
}
