import { concatMap, filter, map, mergeMap, Observable } from 'rxjs'
import type { Client, Clock, Conversation, Message } from '../../index.ts'
import { messageText } from '../terminal/messageText.ts'

/** How long Lene types, in milliseconds. */
const typingTime = 900

const answers: readonly string[] = [
  'I am a client of rx-ucwa, so I have all the time in the world.',
  'Really? Tell me more.',
  'That would look good as a statechart.',
  '+ , % and 😀 arrive here as they were sent.',
]

/** What Lene has to say to something, the nth time that she answers. */
export const leneSays = (words: string, turn: number): string => {
  if (words.trimEnd().endsWith('?')) return 'Good question. What do you think?'
  if (/\b(bye|see you)\b/i.test(words)) return 'See you! (Ctrl-D leaves.)'
  return answers[turn % answers.length] ?? ''
}

const pause = (clock: Clock, ms: number): Observable<void> =>
  new Observable((subscriber) => {
    const timer = clock.setTimeout(() => {
      subscriber.next()
      subscriber.complete()
    }, ms)
    return () => clock.clearTimeout(timer)
  })

/** Lene accepts every invitation, and answers what she hears, one thing after another. */
export const companyOf = (lene: Client, clock: Clock): void => {
  let turn = 0
  const answer = (conversation: Conversation, message: Message): Observable<void> => {
    conversation.setIsTyping()
    return pause(clock, typingTime).pipe(map(() => void conversation.send(leneSays(messageText(message), turn++))))
  }
  lene.invitations$.subscribe((invitation) => invitation.accept())
  lene.conversationAdded$
    .pipe(
      mergeMap((conversation) =>
        conversation.messages$.pipe(
          filter(({ direction }) => direction === 'Incoming'),
          concatMap((message) => answer(conversation, message)),
        ),
      ),
    )
    .subscribe()
}
