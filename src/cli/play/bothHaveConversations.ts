import { filter, firstValueFrom } from 'rxjs'
import type { Stage } from './stage.ts'

/** Both are in as many conversations, no more and no less. */
export const bothHaveConversations = async ({ tosh, lene, patience }: Stage, count: number): Promise<void> => {
  await Promise.all(
    [tosh, lene].map(({ name, client }) =>
      patience(
        `${name} has ${count} conversations`,
        firstValueFrom(client.conversations$.pipe(filter(({ length }) => length === count))),
      ),
    ),
  )
}
