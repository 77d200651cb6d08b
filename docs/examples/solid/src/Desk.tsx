/** @jsxImportSource solid-js */
import { createMemo, createSignal, For, from, onCleanup, Show } from 'solid-js'
import type { Contact } from 'rx-ucwa'
import { Talk } from './Talk.tsx'
import { ContactItem } from './ContactItem.tsx'
import { ConversationItem } from './ConversationItem.tsx'
import { Invitation } from './Invitation.tsx'
import type { Client, Conversation } from './shared/client.ts'
import { contactsOf, conversationsOf, conversationWith, invitationsOf } from './shared/streams.ts'
import { announcement, notConnected, words } from './shared/words.ts'

export const Desk = (props: { readonly client: Client }) => {
  const contacts = from(contactsOf(props.client), [])
  const invitations = from(invitationsOf(props.client), [])
  const conversations = from(conversationsOf(props.client), [])
  const [chosen, choose] = createSignal<Conversation>()
  const [said, say] = createSignal<readonly string[]>([])

  const shown = createMemo(() => chosen() ?? conversations().at(-1))
  const all = createMemo(() => {
    const [now, conversation] = [conversations(), shown()]
    return conversation === undefined || now.includes(conversation) ? now : [...now, conversation]
  })

  const announce = (text: string) => say((before) => [...before, text])
  const gaps = props.client.gaps$.subscribe((gap) => announce(announcement(gap)))
  onCleanup(() => gaps.unsubscribe())

  const talkTo = (contact: Contact) => {
    const already = conversationWith(contact, conversations())
    if (already !== undefined) return choose(already)
    props.client.startMessaging({ to: contact.uri ?? '' }).connected.then(
      (conversation) => choose(conversation),
      (error: unknown) => announce(notConnected(contact, error)),
    )
  }

  return (
    <>
      <div class="announcements" role="log" aria-label={words.announcements} hidden={said().length === 0}>
        <div>
          <For each={said()}>{(text) => <p>{text}</p>}</For>
        </div>
        <button onClick={() => say([])}>{words.dismiss}</button>
      </div>
      <For each={invitations()}>{(invitation) => <Invitation invitation={invitation} accepted={choose} />}</For>
      <div class="desk">
        <nav>
          <h2>{words.contacts}</h2>
          <ul aria-label={words.contacts}>
            <For each={contacts()} fallback={<li>{words.noContacts}</li>}>
              {(contact) => <ContactItem client={props.client} contact={contact} chosen={() => talkTo(contact)} />}
            </For>
          </ul>
          <h2>{words.conversations}</h2>
          <ul aria-label={words.conversations}>
            <For each={all()}>
              {(conversation) => (
                <ConversationItem
                  conversation={conversation}
                  isShown={conversation === shown()}
                  chosen={() => choose(conversation)}
                />
              )}
            </For>
          </ul>
        </nav>
        <Show when={shown() === undefined}>
          <p class="empty">{words.noConversation}</p>
        </Show>
        <For each={all()}>
          {(conversation) => <Talk conversation={conversation} isShown={conversation === shown()} />}
        </For>
      </div>
    </>
  )
}
