import type { Subscription } from 'rxjs'
import { combineLatest, BehaviorSubject } from 'rxjs'
import type { Contact } from 'rx-ucwa'
import { each, make } from './dom.ts'
import { talk } from './talk.ts'
import { contactItem } from './contactItem.ts'
import { conversationItem } from './conversationItem.ts'
import { invitation } from './invitation.ts'
import type { Client, Conversation, IncomingInvitation } from './shared/client.ts'
import { contactsOf, conversationsOf, conversationWith, invitationsOf } from './shared/streams.ts'
import { announcement, notConnected, words } from './shared/words.ts'

export const desk = (client: Client, scope: Subscription): Element => {
  const chosen$ = new BehaviorSubject<Conversation | undefined>(undefined)
  const shown$ = new BehaviorSubject<Conversation | undefined>(undefined)
  const choose = (conversation: Conversation) => chosen$.next(conversation)

  const said = make('div')
  const announcements = make('div', {
    className: 'announcements',
    role: 'log',
    ariaLabel: words.announcements,
    hidden: true,
  })
  const dismiss = () => {
    said.replaceChildren()
    announcements.hidden = true
  }
  announcements.append(said, make('button', { onclick: dismiss }, words.dismiss))
  const announce = (text: string) => {
    said.append(make('p', {}, text))
    announcements.hidden = false
  }

  const talkTo = (contact: Contact) => {
    const already = conversationWith(contact, client.conversations$.getSnapshot())
    if (already !== undefined) return choose(already)
    client
      .startMessaging({ to: contact.uri ?? '' })
      .connected.then(choose, (error: unknown) => announce(notConnected(contact, error)))
  }

  const invitations = make('div', { className: 'parts' })
  const noContacts = make('p', {}, words.noContacts)
  const contacts = make('ul', { ariaLabel: words.contacts })
  const conversations = make('ul', { ariaLabel: words.conversations })
  const nobody = make('p', { className: 'empty' }, words.noConversation)
  const talks = make('div', { className: 'parts' }, nobody)

  const showInvitations = each<IncomingInvitation>(scope, invitations, (one, own) => invitation(one, choose, own))
  const showContacts = each<Contact>(scope, contacts, (one, own) => contactItem(client, one, talkTo, own))
  const showItems = each<Conversation>(scope, conversations, (one, own) => conversationItem(one, shown$, choose, own))
  const showTalks = each<Conversation>(scope, talks, (one, own) => talk(one, shown$, own))

  scope.add(client.gaps$.subscribe((gap) => announce(announcement(gap))))
  scope.add(invitationsOf(client).subscribe(showInvitations))
  scope.add(
    contactsOf(client).subscribe((all) => {
      showContacts(all)
      noContacts.hidden = all.length > 0
    }),
  )
  scope.add(
    combineLatest([conversationsOf(client), chosen$]).subscribe(([now, chosen]) => {
      const shown = chosen ?? now.at(-1)
      const all = shown === undefined || now.includes(shown) ? now : [...now, shown]
      showItems(all)
      showTalks(all)
      nobody.hidden = shown !== undefined
      shown$.next(shown)
    }),
  )

  const nav = make(
    'nav',
    {},
    make('h2', {}, words.contacts),
    noContacts,
    contacts,
    make('h2', {}, words.conversations),
    conversations,
  )
  return make('div', { className: 'parts' }, announcements, invitations, make('div', { className: 'desk' }, nav, talks))
}
