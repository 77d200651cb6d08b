import { filter, map, type Observable } from 'rxjs'
import type { Fault, HeardEvent } from '../runtime/runtime.ts'
import type { Conversation } from './conversation.ts'
import type { Gap } from './gap.ts'
import type { IncomingInvitation } from './incomingInvitation.ts'
import type { ClientStatus } from './status.ts'

interface Told {
  readonly status$: Observable<ClientStatus>
  readonly invitations$: Observable<IncomingInvitation>
  readonly conversationAdded$: Observable<Conversation>
  readonly gaps$: Observable<Gap>
  readonly faults$: Observable<Fault>
  readonly events$: Observable<HeardEvent>
}

/**
 * What a client tells, as plain values for whoever only watches. Nobody loses anything by it: of
 * messages it is their events, since those of a conversation wait for its first subscriber.
 */
export const streamsOf = (client: Told): Readonly<Record<string, Observable<unknown>>> => ({
  status$: client.status$,
  invitations$: client.invitations$.pipe(
    map(({ rel, from, subject, resource }) => ({ state: resource?.state, rel, from: from?.uri, subject })),
  ),
  conversations$: client.conversationAdded$.pipe(
    map(({ href, subject }) => ({ name: subject ?? 'conversation', href })),
  ),
  messages$: client.events$.pipe(
    filter(({ event }) => event.link.rel === 'message' && event.type === 'completed'),
    map(({ event }) => ({
      direction: event._embedded?.message?.direction,
      href: event.link.href,
      status: event.status,
    })),
  ),
  gaps$: client.gaps$.pipe(map(({ cause }) => ({ cause }))),
  faults$: client.faults$,
})
