import { haveConversations } from './haveConversations.ts'
import { bothSee, invite } from './invite.ts'
import type { Stage } from './stage.ts'

/** Tosh invites Lene a third time, and takes it back while it rings. */
export const cancel = async (stage: Stage): Promise<void> => {
  const { patience } = stage
  const ringing = await invite(stage, 'Coffee, then?')
  await patience('Tosh cancels', ringing.sent.cancel().done)
  await bothSee(ringing, 'Cancelled', patience)
  await haveConversations(stage, [stage.tosh, stage.lene], 1)
}
