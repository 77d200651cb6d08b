import type { Client, Clock } from '../../index.ts'
import type { Dialogue } from '../terminal/dialogue.ts'
import { createChat, type Chat } from './chat.ts'

interface Talk {
  readonly client: Client
  /** SIP URI. */
  readonly to: string
  readonly dialogue: Dialogue
  readonly clock: Clock
}

export const guide = `Write a line to say it. /stop ends the conversation, /retry sends again what may be lost,
/quit leaves at once, Ctrl-D when all that was said has arrived.`

const obey = (line: string, chat: Chat, dialogue: Dialogue, quit: () => void): void => {
  const words = line.trimEnd()
  if (words === '') return
  if (words === '/quit') return quit()
  if (words === '/stop') return chat.stop()
  if (words === '/retry') return chat.retry()
  if (words.startsWith('/')) return dialogue.print(guide)
  chat.say(words)
}

/** Lets the user chat with one person. Resolves when she wants to leave; the client is still signed in then. */
export const converse = async ({ client, to, dialogue, clock }: Talk): Promise<void> => {
  const chat = createChat({ client, to, screen: dialogue, clock })
  dialogue.typing$.subscribe(chat.type)
  const left = new Promise<void>((resolve) => {
    dialogue.lines$.subscribe({
      next: (line) => obey(line, chat, dialogue, resolve),
      complete: () => void chat.settled().then(resolve),
    })
  })
  await Promise.race([left, dialogue.interrupted])
}
