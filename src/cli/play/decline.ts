import { haveConversations } from './haveConversations.ts'
import { bothSee, invite } from './invite.ts'
import type { Stage } from './stage.ts'

/** Tosh invites Lene once more; she declines. */
export const decline = async (stage: Stage): Promise<void> => {
  const { patience } = stage
  const ringing = await invite(stage, 'Dessert')
  await patience('Lene declines', ringing.received.decline().done)
  await bothSee(ringing, 'Declined', patience)
  await haveConversations(stage, [stage.tosh, stage.lene], 1)
}
