import { watchTransitions, type Client, type Clock } from '../../index.ts'
import { online } from '../chatting/online.ts'
import type { Dialogue } from '../terminal/dialogue.ts'
import type { Exit } from '../terminal/program.ts'
import { addressOf, clientOf } from './cast.ts'
import { companyOf } from './lene.ts'
import { sightingLine } from './sightingLine.ts'

/** Told of every client before anything happens to it. */
export type Watch = (client: Client, name: string) => void

/** After the play: the user is Tosh, and Lene answers. Every transition is still shown. */
export const stay = async (url: string, dialogue: Dialogue, clock: Clock, watch?: Watch): Promise<Exit> => {
  const [tosh, lene] = [clientOf('Tosh', url), clientOf('Lene', url)]
  for (const [name, client] of [['Tosh', tosh] as const, ['Lene', lene] as const]) {
    watch?.(client, name)
    watchTransitions(client, (transition) => {
      const line = sightingLine(clock.now(), name, { kind: 'transition', transition }, dialogue.paint)
      if (line !== undefined) dialogue.print(line)
    })
  }
  dialogue.print()
  dialogue.print(dialogue.paint('bold', '── You are Tosh now, and Lene answers'))
  companyOf(lene, clock)
  try {
    await lene.connect()
    return await online({ client: tosh, to: `sip:${addressOf('Lene')}`, dialogue, clock })
  } finally {
    await lene.signOut()
    lene.close()
  }
}
