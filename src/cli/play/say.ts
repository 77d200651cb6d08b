import type { Content } from '../../index.ts'
import type { Part } from './part.ts'
import { sees, type Player } from './player.ts'
import type { Stage } from './stage.ts'

type Waiting = Pick<Stage, 'patience'>

/** The player gets the message, word for word, in or out. */
export const hears = async ({ patience }: Waiting, player: Player, content: string | Content): Promise<void> => {
  const { text, html } =
    typeof content === 'string' ? { text: content } : { html: undefined, text: undefined, ...content }
  await patience(
    `the message reaches ${player.name}`,
    sees(player, 'message', ({ message }) => message.text === text && message.html?.untrusted === html),
  )
}

/** Says something, and waits until both the server and everybody else has it. */
export const say = async (
  stage: Waiting,
  [from, conversation]: Part,
  to: readonly Player[],
  content: string | Content,
): Promise<void> => {
  const { delivered } = conversation.send(content)
  await stage.patience(`the message of ${from.name} is delivered`, delivered)
  await Promise.all(to.map((player) => hears(stage, player, content)))
}

/** Types, and waits until everybody else sees it. */
export const type = async ({ patience }: Waiting, [from, conversation]: Part, to: readonly Player[]): Promise<void> => {
  await patience(`${from.name} types`, conversation.setIsTyping().done)
  from.sightings$.next({ kind: 'did', what: 'setIsTyping' })
  await Promise.all(
    to.map((player) =>
      patience(
        `${player.name} sees ${from.name} typing`,
        sees(player, 'typing', ({ who }) => who.startsWith(from.name)),
      ),
    ),
  )
}
