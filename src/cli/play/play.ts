import { cancel } from './cancel.ts'
import { decline } from './decline.ts'
import { group } from './group.ts'
import { haveConversations } from './haveConversations.ts'
import { lobby } from './lobby.ts'
import { meet } from './meet.ts'
import type { Stage } from './stage.ts'
import { takeUp } from './takeUp.ts'
import { talk } from './talk.ts'

/** An evening among friends, from sign-in to sign-out. Rejects with a Disappointment when anything does not come about. */
export const play = async (stage: Stage): Promise<void> => {
  const { tosh, lene, ann, ida, scene, patience } = stage
  const everybody = [tosh, lene, ann]

  scene('Tosh, Lene and Ann sign in')
  await Promise.all(everybody.map(({ name, client }) => patience(`${name} signs in`, client.connect())))

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
  await haveConversations(stage, [tosh, lene], 0)

  scene('Tosh reads in his history what was said, and takes the conversation up again')
  const continued = await takeUp(stage, conversation)

  await group(stage, continued)
  await lobby(stage)

  scene('All sign out')
  await Promise.all([...everybody, ida].map(({ name, client }) => patience(`${name} signs out`, client.signOut())))
}
