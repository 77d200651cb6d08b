import {
  catchError,
  combineLatest,
  defer,
  filter,
  map,
  of,
  scan,
  startWith,
  switchMap,
  take,
  tap,
  type Observable,
} from 'rxjs'
import type { Contact, Message } from 'rx-ucwa'
import type { Client, Conversation, IncomingInvitation } from './client.ts'

/** Lists what a hot stream brings, and goes on with the same list for a panel that comes back. */
const listing = <T>() => {
  const lists = new WeakMap<Observable<T>, readonly T[]>()
  return (source$: Observable<T>): Observable<readonly T[]> =>
    defer(() => {
      const before = lists.get(source$) ?? []
      return source$.pipe(
        scan((list, one) => [...list, one], before),
        tap((list) => lists.set(source$, list)),
        startWith(before),
      )
    })
}

const messages = listing<Message>()
const invitations = listing<IncomingInvitation>()

/** All that was said in a conversation, oldest first. */
export const messagesOf = (conversation: Conversation): Observable<readonly Message[]> =>
  messages(conversation.messages$)

/** Invitations to the user, those that are over included. */
export const invitationsOf = (client: Client): Observable<readonly IncomingInvitation[]> =>
  invitations(client.invitations$)

/** Her contacts, read once she is online; none where they cannot be read. */
export const contactsOf = (client: Client): Observable<readonly Contact[]> =>
  client.status$.pipe(
    filter(({ state }) => state === 'available'),
    take(1),
    switchMap(() => client.people.myContacts()),
    catchError(() => of([])),
    startWith([]),
  )

/** The conversations she takes part in. One that only rings is still an invitation. */
export const conversationsOf = (client: Client): Observable<readonly Conversation[]> =>
  client.conversations$.pipe(
    switchMap((all) =>
      all.length === 0
        ? of([])
        : combineLatest(all.map((one) => one.state$.pipe(map((state) => ({ one, state }))))).pipe(
            map((now) => now.filter(({ state }) => state !== 'Incoming' && state !== 'unseen').map(({ one }) => one)),
          ),
    ),
  )

/** The conversation of the two, where they have one. */
export const conversationWith = (contact: Contact, all: readonly Conversation[]): Conversation | undefined =>
  all.find(({ participants$ }) => {
    const [other, ...others] = participants$.getSnapshot()
    return others.length === 0 && other?.uri !== undefined && other.uri === contact.uri
  })

/** Says that the user is typing, as often as the server wants to hear it: it forgets after five seconds. */
export const typingIn = (conversation: Conversation): (() => void) => {
  let said = 0
  return () => {
    if (Date.now() - said < 4000) return
    said = Date.now()
    conversation.setIsTyping()
  }
}
