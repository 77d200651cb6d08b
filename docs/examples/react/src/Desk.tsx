import { useEffect, useMemo, useState } from 'react'
import type { Contact } from 'rx-ucwa'
import { useLatest } from './bindings.ts'
import { Talk } from './Talk.tsx'
import { ContactItem } from './ContactItem.tsx'
import { ConversationItem } from './ConversationItem.tsx'
import { Invitation } from './Invitation.tsx'
import type { Client, Conversation } from './shared/client.ts'
import { contactsOf, conversationsOf, conversationWith, invitationsOf } from './shared/streams.ts'
import { announcement, notConnected, words } from './shared/words.ts'

export const Desk = ({ client }: { readonly client: Client }) => {
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
