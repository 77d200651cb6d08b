import { followed, rings } from './invite.ts'
import { haveConversations } from './haveConversations.ts'
import { knowsOthers } from './knowsOthers.ts'
import type { Shared } from './meet.ts'
import type { Part } from './part.ts'
import { say, type } from './say.ts'
import type { Stage } from './stage.ts'

/** Ann is added to the conversation of Tosh and Lene, and takes up messaging there. */
const add = async (stage: Stage, toshs: Part, lenes: Part): Promise<Part> => {
  const { tosh, ann, patience } = stage
  const sent = toshs[1].addParticipant(ann.uri())
  const { received } = await rings(stage, [tosh, sent], ann, [
    'the conversation',
    ({ rel }) => rel === 'onlineMeetingInvitation',
  ])
  await patience('Ann accepts', received.accept().done)
  await patience('Tosh has added Ann', sent.connected)
  const anns: Part = [ann, await patience('Ann is in the conversation', received.connected)]
  await patience('Ann takes up messaging', followed(ann, anns[1].addMessaging()).connected)
  await Promise.all([toshs, lenes, anns].map((part) => knowsOthers(stage, part, 2)))
  return anns
}

/** A conversation of two becomes one of three; when one has left, the other two go on. */
export const group = async (stage: Stage, shared: Shared): Promise<void> => {
  const { tosh, lene, ann, scene, patience } = stage
  const [toshs, lenes]: readonly [Part, Part] = [
    [tosh, shared.toshs],
    [lene, shared.lenes],
  ]

  scene('Tosh adds Ann to the conversation')
  const anns = await add(stage, toshs, lenes)

  scene('All three talk')
  await type(stage, anns, [tosh, lene])
  await say(stage, anns, [tosh, lene], 'Hello, both of you')
  await say(stage, toshs, [lene, ann], 'Hello, Ann')
  await say(stage, lenes, [tosh, ann], { html: '<p>Good to <b>see</b> you, Ann</p>' })

  scene('Tosh leaves, and the other two go on')
  await patience('Tosh leaves', toshs[1].leave().done)
  await Promise.all([lenes, anns].map((part) => knowsOthers(stage, part, 1)))
  await say(stage, lenes, [ann], 'He is always in a hurry')
  await say(stage, anns, [lene], 'But he pays <3 & says "thanks"')
  await patience('Lene leaves', lenes[1].leave().done)
  await patience('Ann leaves', anns[1].leave().done)
  await haveConversations(stage, [tosh, lene, ann], 0)
}
