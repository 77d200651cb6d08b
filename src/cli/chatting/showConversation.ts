import { distinctUntilChanged, filter, map } from 'rxjs'
import type { Clock, Conversation, Message } from '../../index.ts'
import { harmlessLine } from '../terminal/harmless.ts'
import { messageText } from '../terminal/messageText.ts'
import type { Screen } from '../terminal/screen.ts'
import { timeOfDay } from '../terminal/timeOfDay.ts'

/** Further lines stand under the first, so that none of them can pass for a line of ours. */
const hanging = (start: string, text: string): string => start + text.replaceAll('\n', `\n${' '.repeat(start.length)}`)

const messageLine = (message: Message, at: number): string =>
  hanging(
    `${timeOfDay(at)} ${harmlessLine(message.from?.name ?? message.from?.uri ?? 'somebody')}: `,
    messageText(message),
  )

/** Shows what the others say and that they type. */
export const showConversation = (
  { messages$, typing$ }: Conversation,
  { print, paint }: Screen,
  clock: Clock,
): void => {
  messages$
    .pipe(filter(({ direction }) => direction === 'Incoming'))
    .subscribe((message) => print(paint('cyan', messageLine(message, clock.now()))))
  typing$
    .pipe(
      map(([typist]) => typist),
      distinctUntilChanged((one, other) => one?.href === other?.href),
      filter((typist) => typist !== undefined),
    )
    .subscribe(({ name }) => print(paint('dim', `… ${harmlessLine(name ?? 'somebody')} is typing`)))
}
