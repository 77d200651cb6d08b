import { combineLatest, BehaviorSubject, Subscription } from 'rxjs'
import type { Contact } from 'rx-ucwa'
import { each, make } from './dom.ts'
import { signIn } from './signIn.ts'
import { talk } from './talk.ts'
import type { Client, Conversation, IncomingInvitation } from './shared/client.ts'
import type { Session } from './shared/session.ts'
import { contactsOf, conversationsOf, conversationWith, invitationsOf } from './shared/streams.ts'
import {
  announcement,
  canSignOut,
  connection,
  invites,
  isOut,
  nameOf,
  notConnected,
  presence,
  titleOf,
  words,
} from './shared/words.ts'

/** `<ucwa-panel>`: give it a session before it is put into the page. It observes while it is there. */
export class UcwaPanel extends HTMLElement {
  session: Session | undefined
  #scope = new Subscription()

  connectedCallback(): void {
    const { session } = this
    if (session === undefined) return
    this.#scope = new Subscription()
    const section = make('section', { className: 'ucwa-panel', ariaLabel: words.panel })
    const show = each<Client | undefined>(this.#scope, section, (client, scope) =>
      client === undefined ? signIn(session) : online(session, client, scope),
    )
    this.#scope.add(session.client$.subscribe((client) => show([client])))
    this.replaceChildren(section)
  }

  disconnectedCallback(): void {
    this.#scope.unsubscribe()
  }
}

const online = (session: Session, client: Client, scope: Subscription): Element => {
  const output = make('output')
  const takeBack = make('button', { onclick: () => void client.connect() }, words.takeBack)
  const startAgain = make('button', { onclick: () => session.startAgain() }, words.startAgain)
  const signOut = make('button', { onclick: () => void session.signOut() }, words.signOut)
  const place = make('div', { className: 'parts' }, make('header', {}, output, takeBack, startAgain, signOut))
  const show = each<boolean>(scope, place, (isOnline, own) => (isOnline ? desk(client, own) : signIn(session)))
  scope.add(
    client.status$.subscribe((status) => {
      output.dataset['state'] = status.state
      output.textContent = connection(status)
      takeBack.hidden = status.state !== 'replaced'
      startAgain.hidden = status.state !== 'unreached'
      signOut.hidden = !canSignOut(status)
      show([!isOut(status)])
    }),
  )
  return place
}

const desk = (client: Client, scope: Subscription): Element => {
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
  const showItems = each<Conversation>(scope, conversations, (one, own) => item(one, shown$, choose, own))
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

const contactItem = (
  client: Client,
  contact: Contact,
  talkTo: (contact: Contact) => void,
  scope: Subscription,
): Element => {
  const name = make('span', {}, nameOf(contact))
  const word = make('small')
  scope.add(
    client.people.presence$(contact).subscribe(({ availability }) => {
      name.dataset['presence'] = availability
      word.textContent = presence(availability)
    }),
  )
  return make('li', {}, make('button', { onclick: () => talkTo(contact) }, name, word))
}

const item = (
  conversation: Conversation,
  shown$: BehaviorSubject<Conversation | undefined>,
  choose: (conversation: Conversation) => void,
  scope: Subscription,
): Element => {
  const button = make('button', { onclick: () => choose(conversation) })
  scope.add(
    conversation.participants$.subscribe((participants) => {
      button.textContent = titleOf(participants, conversation.subject)
    }),
  )
  scope.add(
    shown$.subscribe((shown) => {
      button.ariaCurrent = String(shown === conversation)
    }),
  )
  return make('li', {}, button)
}

const invitation = (
  one: IncomingInvitation,
  accepted: (conversation: Conversation) => void,
  scope: Subscription,
): Element => {
  const onaccept = () => {
    one.accept()
    one.connected.then(accepted, () => undefined)
  }
  const accept = make('button', { className: 'main', onclick: onaccept }, words.accept)
  const decline = make('button', { onclick: () => void one.decline() }, words.decline)
  const preview = one.preview === undefined ? '' : make('blockquote', {}, one.preview)
  const alert = make(
    'div',
    { className: 'invitation', role: 'alert' },
    make('div', {}, invites(one), preview),
    accept,
    decline,
  )
  const place = make('div', { className: 'parts' }, alert)
  scope.add(
    one.state$.subscribe((state) => {
      accept.disabled = decline.disabled = state !== 'Connecting'
      if (state !== 'Connecting' && state !== 'accepting' && state !== 'declining') alert.remove()
    }),
  )
  return place
}
