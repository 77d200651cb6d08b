import { distinctUntilChanged, filter, map } from 'rxjs'
import type { Clock, Conversation, Person } from '../../index.ts'
import { harmlessLine } from '../terminal/harmless.ts'
import { messageText } from '../terminal/messageText.ts'
import type { Screen } from '../terminal/screen.ts'
import { timeOfDay } from '../terminal/timeOfDay.ts'

/** Further lines stand under the first, so that none of them can pass for a line of ours. */
const hanging = (start: string, text: string): string => start + text.replaceAll('\n', `\n${' '.repeat(start.length)}`)

interface Shown {
  readonly conversation: Conversation
  /** What to call somebody whose name is not known yet. */
  readonly otherwise: string
  readonly screen: Screen
  readonly clock: Clock
}

/** Shows what the others say and that they type. */
export const showConversation = ({ conversation, otherwise, screen, clock }: Shown): void => {
  const { print, paint } = screen
  const nameOf = (person: Person | undefined): string => harmlessLine(person?.name ?? person?.uri ?? otherwise)
  conversation.messages$.pipe(filter(({ direction }) => direction === 'Incoming')).subscribe((message) => {
    const start = `${timeOfDay(clock.now())} ${nameOf(message.from)}: `
    print(paint('cyan', hanging(start, messageText(message))))
  })
  conversation.typing$
    .pipe(
      map(([typist]) => typist),
      distinctUntilChanged((one, other) => one?.href === other?.href),
      filter((typist) => typist !== undefined),
    )
    .subscribe((typist) => print(paint('dim', `… ${nameOf(typist)} is typing`)))
}
