import { filter, firstValueFrom, skip } from 'rxjs'
import { DiscoveryFailed, SignInFailed, type Client, type Clock, type ClientStatus } from '../../index.ts'
import type { Dialogue } from '../terminal/dialogue.ts'
import { faultText } from '../terminal/faultText.ts'
import { harmlessLine } from '../terminal/harmless.ts'
import { untilInterrupted } from '../terminal/interruption.ts'
import { done, failed, type Exit } from '../terminal/program.ts'
import { converse, guide } from './converse.ts'
import { statusLine } from './statusLine.ts'

interface Visit {
  readonly client: Client
  readonly to: string
  readonly dialogue: Dialogue
  readonly clock: Clock
}

const isLost = ({ state }: ClientStatus): boolean => state === 'ended' || state === 'replaced'

/** That the client was closed is known to whoever closed it. */
const isNews = (status: ClientStatus): boolean => !(status.state === 'ended' && status.reason === 'closed')

/** Shows where the client is, and what was lost on the way. */
const showLife = (client: Client, { print, paint }: Dialogue): void => {
  client.status$
    .pipe(skip(1), filter(isNews))
    .subscribe((status) => print(paint('dim', harmlessLine(`– ${statusLine(status)}`))))
  client.gaps$.subscribe((gap) =>
    print(
      paint(
        'red',
        'conversation' in gap
          ? `! ${gap.messages} messages were dropped, since nobody read them`
          : `! transient state was lost (${gap.cause}): ${gap.conversations.length} conversations, ${gap.invitations.length} invitations`,
      ),
    ),
  )
  client.faults$.subscribe((fault) => print(paint('red', `! ${faultText(fault)}`)))
}

/** Signs in, lets the user chat, signs out, closes. */
export const online = async ({ client, to, dialogue, clock }: Visit): Promise<Exit> => {
  showLife(client, dialogue)
  const interrupted = Promise.race([untilInterrupted(), dialogue.interrupted])
  const stay = async (): Promise<Exit> => {
    await client.connect()
    dialogue.print(guide)
    const lost = firstValueFrom(client.status$.pipe(filter(isLost)))
    return Promise.race([
      converse({ client, to, dialogue, clock }).then(() => done),
      lost.then((status) => failed(statusLine(status))),
    ])
  }
  try {
    return await Promise.race([stay(), interrupted.then(() => done)])
  } catch (cause) {
    if (cause instanceof SignInFailed || cause instanceof DiscoveryFailed) return failed(cause.message)
    throw cause
  } finally {
    dialogue.close()
    await client.signOut()
    client.close()
  }
}
