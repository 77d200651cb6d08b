import type { Shared } from './meet.ts'
import { say, type } from './say.ts'
import type { Stage } from './stage.ts'

/** Messages both ways, one of them HTML, and what trips up careless encodings. */
export const talk = async (stage: Stage, { toshs, lenes }: Shared): Promise<void> => {
  const { tosh, lene } = stage
  await type(stage, [lene, lenes], [tosh])
  await say(stage, [lene, lenes], [tosh], 'Very! Where?')
  await type(stage, [tosh, toshs], [lene])
  await say(stage, [tosh, toshs], [lene], { html: '<p>The <b>pizzeria</b>, at <i>half past twelve</i>?</p>' })
  await say(stage, [lene, lenes], [tosh], '1 + 1 pizza, 50 % off 🍕😀')
  await say(stage, [tosh, toshs], [lene], 'See you there')
}
