import { filter, firstValueFrom } from 'rxjs'
import type { Player } from './player.ts'
import type { Stage } from './stage.ts'

/** Each is in as many conversations, no more and no less. */
export const haveConversations = async (
  { patience }: Stage,
  players: readonly Player[],
  count: number,
): Promise<void> => {
  await Promise.all(
    players.map(({ name, client }) =>
      patience(
        `${name} has ${count} conversations`,
        firstValueFrom(client.conversations$.pipe(filter(({ length }) => length === count))),
      ),
    ),
  )
}
