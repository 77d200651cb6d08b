import { distinctUntilChanged, filter, map, merge, mergeMap, Observable } from 'rxjs'
import {
  watchTransitions,
  type Client,
  type Conversation,
  type IncomingInvitation,
  type Message,
  type Transition,
} from '../../index.ts'
import { faultText } from '../terminal/faultText.ts'
import { comings, type Coming } from './comings.ts'

/** One thing that a client of the play saw, or one that it did and no chart tells of. */
export type Sighting =
  | { readonly kind: 'transition'; readonly transition: Transition }
  | { readonly kind: 'ring'; readonly invitation: IncomingInvitation }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'typing'; readonly who: string }
  | Coming
  | { readonly kind: 'did'; readonly what: string; readonly whom?: string }
  | { readonly kind: 'read'; readonly subject: string; readonly messages: number }
  | { readonly kind: 'ended'; readonly outcome: string }
  | { readonly kind: 'trouble'; readonly what: string }

const inConversation = (conversation: Conversation): Observable<Sighting> => {
  const { messages$, typing$ } = conversation
  return merge(
    messages$.pipe(map((message): Sighting => ({ kind: 'message', message }))),
    typing$.pipe(
      map(([typist]) => typist),
      distinctUntilChanged((one, other) => one?.href === other?.href),
      filter((typist) => typist !== undefined),
      map((typist): Sighting => ({ kind: 'typing', who: typist.name ?? 'somebody' })),
    ),
    comings(conversation),
  )
}

/**
 * Everything that a client sees from now on. Cold: every subscriber watches for
 * himself. Merged, since each is shown when it comes. Completes when the client
 * is closed.
 */
export const sightingsOf = (client: Client): Observable<Sighting> =>
  merge(
    new Observable<Sighting>((subscriber) =>
      watchTransitions(client, (transition) => subscriber.next({ kind: 'transition', transition })),
    ),
    client.invitations$.pipe(map((invitation): Sighting => ({ kind: 'ring', invitation }))),
    client.conversationAdded$.pipe(mergeMap(inConversation)),
    client.gaps$.pipe(map(({ cause }): Sighting => ({ kind: 'trouble', what: `transient state was lost: ${cause}` }))),
    client.faults$.pipe(map((fault): Sighting => ({ kind: 'trouble', what: faultText(fault) }))),
  )
