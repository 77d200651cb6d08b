import { bothHaveConversations } from './bothHaveConversations.ts'
import { cancel } from './cancel.ts'
import { decline } from './decline.ts'
import { meet } from './meet.ts'
import type { Stage } from './stage.ts'
import { talk } from './talk.ts'

/** Tosh and Lene find each other, talk and part. Rejects with a Disappointment when anything does not come about. */
export const play = async (stage: Stage): Promise<void> => {
  const { tosh, lene, scene, patience } = stage

  scene('Tosh and Lene sign in')
  await Promise.all([tosh, lene].map(({ name, client }) => patience(`${name} signs in`, client.connect())))

  scene('Tosh invites Lene, who accepts')
  const conversation = await meet(stage)

  scene('They talk')
  await talk(stage, conversation)

  scene('Tosh invites Lene again, who declines')
  await decline(stage)

  scene('Tosh invites Lene a third time, and thinks better of it')
  await cancel(stage)

  scene('Tosh stops the conversation')
  await patience('Tosh stops messaging', conversation.toshs.stopMessaging().done)
  await bothHaveConversations(stage, 0)

  scene('Both sign out')
  await Promise.all([tosh, lene].map(({ name, client }) => patience(`${name} signs out`, client.signOut())))
}
