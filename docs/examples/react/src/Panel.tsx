import { useEffect, useMemo, useState } from 'react'
import type { Contact } from 'rx-ucwa'
import { useLatest, useLive } from './bindings.ts'
import { Talk } from './Talk.tsx'
import { SignIn } from './SignIn.tsx'
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

const unknown = { availability: 'unknown' }

export const Panel = ({ session }: { readonly session: Session }) => {
  const client = useLatest(session.client$, undefined)
  return (
    <section className="ucwa-panel" aria-label={words.panel}>
      {client === undefined ? <SignIn session={session} /> : <Online session={session} client={client} />}
    </section>
  )
}

const Online = ({ session, client }: { readonly session: Session; readonly client: Client }) => {
  const status = useLive(client.status$)
  return (
    <>
      <header>
        <output data-state={status.state}>{connection(status)}</output>
        {status.state === 'replaced' && <button onClick={() => void client.connect()}>{words.takeBack}</button>}
        {status.state === 'unreached' && <button onClick={() => session.startAgain()}>{words.startAgain}</button>}
        {canSignOut(status) && <button onClick={() => void session.signOut()}>{words.signOut}</button>}
      </header>
      {isOut(status) ? <SignIn session={session} /> : <Desk client={client} />}
    </>
  )
}

const Desk = ({ client }: { readonly client: Client }) => {
  const contacts = useLatest(
    useMemo(() => contactsOf(client), [client]),
    [],
  )
  const invitations = useLatest(
    useMemo(() => invitationsOf(client), [client]),
    [],
  )
  const conversations = useLatest(
    useMemo(() => conversationsOf(client), [client]),
    [],
  )
  const [chosen, choose] = useState<Conversation>()
  const [said, say] = useState<readonly string[]>([])
  const announce = (text: string) => say((before) => [...before, text])

  useEffect(() => {
    const subscription = client.gaps$.subscribe((gap) => announce(announcement(gap)))
    return () => subscription.unsubscribe()
  }, [client])

  const talkTo = (contact: Contact) => {
    const already = conversationWith(contact, conversations)
    if (already !== undefined) return choose(already)
    client
      .startMessaging({ to: contact.uri ?? '' })
      .connected.then(choose, (error: unknown) => announce(notConnected(contact, error)))
  }
  const shown = chosen ?? conversations.at(-1)
  const all = shown === undefined || conversations.includes(shown) ? conversations : [...conversations, shown]

  return (
    <>
      <div className="announcements" role="log" aria-label={words.announcements} hidden={said.length === 0}>
        <div>
          {said.map((text, at) => (
            <p key={at}>{text}</p>
          ))}
        </div>
        <button onClick={() => say([])}>{words.dismiss}</button>
      </div>
      {invitations.map((invitation, at) => (
        <Invitation key={at} invitation={invitation} accepted={choose} />
      ))}
      <div className="desk">
        <nav>
          <h2>{words.contacts}</h2>
          {contacts.length === 0 && <p>{words.noContacts}</p>}
          <ul aria-label={words.contacts}>
            {contacts.map((contact) => (
              <ContactItem key={contact.uri} client={client} contact={contact} talkTo={talkTo} />
            ))}
          </ul>
          <h2>{words.conversations}</h2>
          <ul aria-label={words.conversations}>
            {all.map((conversation) => (
              <ConversationItem
                key={conversation.href}
                conversation={conversation}
                isShown={conversation === shown}
                choose={choose}
              />
            ))}
          </ul>
        </nav>
        {shown === undefined && <p className="empty">{words.noConversation}</p>}
        {all.map((conversation) => (
          <Talk key={conversation.href} conversation={conversation} isShown={conversation === shown} />
        ))}
      </div>
    </>
  )
}

const ContactItem = ({
  client,
  contact,
  talkTo,
}: {
  readonly client: Client
  readonly contact: Contact
  readonly talkTo: (contact: Contact) => void
}) => {
  const { availability } = useLatest(
    useMemo(() => client.people.presence$(contact), [client, contact]),
    unknown,
  )
  return (
    <li>
      <button onClick={() => talkTo(contact)}>
        <span data-presence={availability}>{nameOf(contact)}</span>
        <small>{presence(availability)}</small>
      </button>
    </li>
  )
}

const ConversationItem = ({
  conversation,
  isShown,
  choose,
}: {
  readonly conversation: Conversation
  readonly isShown: boolean
  readonly choose: (conversation: Conversation) => void
}) => {
  const participants = useLive(conversation.participants$)
  return (
    <li>
      <button aria-current={isShown} onClick={() => choose(conversation)}>
        {titleOf(participants, conversation.subject)}
      </button>
    </li>
  )
}

const Invitation = ({
  invitation,
  accepted,
}: {
  readonly invitation: IncomingInvitation
  readonly accepted: (conversation: Conversation) => void
}) => {
  const state = useLive(invitation.state$)
  if (state !== 'Connecting' && state !== 'accepting' && state !== 'declining') return null
  const accept = () => {
    invitation.accept()
    invitation.connected.then(accepted, () => undefined)
  }
  return (
    <div className="invitation" role="alert">
      <div>
        {invites(invitation)}
        {invitation.preview !== undefined && <blockquote>{invitation.preview}</blockquote>}
      </div>
      <button className="main" disabled={state !== 'Connecting'} onClick={accept}>
        {words.accept}
      </button>
      <button disabled={state !== 'Connecting'} onClick={() => void invitation.decline()}>
        {words.decline}
      </button>
    </div>
  )
}
