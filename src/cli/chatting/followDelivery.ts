import type { OutgoingMessage } from '../../index.ts'
import type { Screen } from '../terminal/screen.ts'

const most = 40

/** Enough of a message to know it by. */
export const quoted = (words: string): string => `“${words.length <= most ? words : `${words.slice(0, most)}…`}”`

/** Tells what becomes of a message, or of one more attempt at it. Resolves when that is known. */
export const tellOutcome = (outcome: Promise<unknown>, words: string, { print, paint }: Screen): Promise<void> =>
  outcome.then(
    () => print(paint('green', `✓ delivered: ${quoted(words)}`)),
    (cause: unknown) => print(paint('red', `✗ ${quoted(words)}: ${cause instanceof Error ? cause.message : ''}`)),
  )

/** Tells what becomes of a message, also that nobody knows yet. Resolves when the delivery is known, or given up. */
export const followDelivery = (message: OutgoingMessage, words: string, screen: Screen): Promise<void> => {
  message.status$.subscribe((status) => {
    if (status !== 'unknown') return
    const advice = '/retry sends it again, and it may then arrive twice'
    screen.print(screen.paint('yellow', `? no answer to ${quoted(words)}; ${advice}`))
  })
  return tellOutcome(message.delivered, words, screen)
}
