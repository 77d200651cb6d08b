import type { Content, Conversation } from '../../index.ts'
import type { Patience } from '../terminal/patience.ts'
import { sees, type Player } from './player.ts'
import type { Stage } from './stage.ts'

/** The player gets the message, word for word, in or out. */
export const hears = async (player: Player, content: string | Content, patience: Patience): Promise<void> => {
  const { text, html } =
    typeof content === 'string' ? { text: content } : { html: undefined, text: undefined, ...content }
  await patience(
    `the message reaches ${player.name}`,
    sees(player, 'message', ({ message }) => message.text === text && message.html === html),
  )
}

/** Says something, and waits until both the server and the other side have it. */
export const say = async (
  { patience }: Pick<Stage, 'patience'>,
  [from, conversation]: readonly [Player, Conversation],
  to: Player,
  content: string | Content,
): Promise<void> => {
  const { delivered } = conversation.send(content)
  await patience(`the message of ${from.name} is delivered`, delivered)
  await hears(to, content, patience)
}

/** Types, and waits until the other side sees it. */
export const type = async (
  { patience }: Pick<Stage, 'patience'>,
  [from, conversation]: readonly [Player, Conversation],
  to: Player,
): Promise<void> => {
  await patience(`${from.name} types`, conversation.setIsTyping().done)
  from.sightings$.next({ kind: 'typed' })
  await patience(
    `${to.name} sees ${from.name} typing`,
    sees(to, 'typing', () => true),
  )
}
