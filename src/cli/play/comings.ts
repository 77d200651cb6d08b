import { filter, from, map, mergeMap, pairwise, startWith, type Observable } from 'rxjs'
import type { Conversation, Participant } from '../../index.ts'

/** Somebody else waits in the lobby of a meeting, comes, or goes. */
export interface Coming {
  readonly kind: 'waits' | 'comes' | 'goes'
  readonly who: string
}

const named = (kind: Coming['kind'], { name = 'somebody' }: Participant): Coming => ({ kind, who: name })

/** Who is admitted goes from the lobby, and comes then. */
const changes = (before: readonly Participant[], now: readonly Participant[]): readonly Coming[] => {
  const find = (these: readonly Participant[], { href }: Participant) => these.find((one) => one.href === href)
  return [
    ...before.filter((one) => !one.inLobby && find(now, one) === undefined).map((one) => named('goes', one)),
    ...now
      .filter((one) => find(before, one)?.inLobby !== one.inLobby)
      .map((one) => named(one.inLobby ? 'waits' : 'comes', one)),
  ]
}

/** Who comes to a meeting and who goes, once the names are there. Cold; completes with the conversation. */
export const comings = ({ participants$, state$ }: Conversation): Observable<Coming> =>
  participants$.pipe(
    map((participants) => participants.filter(({ name }) => name !== undefined)),
    startWith<readonly Participant[]>([]),
    pairwise(),
    filter(() => state$.getSnapshot() === 'Conferenced'),
    mergeMap(([before, now]) => from(changes(before, now))),
  )
