/** @jsxImportSource solid-js */
import { createMemo, createSignal, For, from, onCleanup, Show } from 'solid-js'
import type { Contact } from 'rx-ucwa'
import { SignIn } from './SignIn.tsx'
import { Talk } from './Talk.tsx'
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

export const Panel = (props: { readonly session: Session }) => {
  const client = from(props.session.client$)
  return (
    <section class="ucwa-panel" aria-label={words.panel}>
      <Show when={client()} keyed fallback={<SignIn session={props.session} />}>
        {(client) => <Online session={props.session} client={client} />}
      </Show>
    </section>
  )
}

const Online = (props: { readonly session: Session; readonly client: Client }) => {
  const status = from(props.client.status$, props.client.status$.getSnapshot())
  return (
    <>
      <header>
        <output data-state={status().state}>{connection(status())}</output>
        <Show when={status().state === 'replaced'}>
          <button onClick={() => void props.client.connect()}>{words.takeBack}</button>
        </Show>
        <Show when={status().state === 'unreached'}>
          <button onClick={() => props.session.startAgain()}>{words.startAgain}</button>
        </Show>
        <Show when={canSignOut(status())}>
          <button onClick={() => void props.session.signOut()}>{words.signOut}</button>
        </Show>
      </header>
      <Show when={!isOut(status())} fallback={<SignIn session={props.session} />}>
        <Desk client={props.client} />
      </Show>
    </>
  )
}

const Desk = (props: { readonly client: Client }) => {
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

const ContactItem = (props: { readonly client: Client; readonly contact: Contact; readonly chosen: () => void }) => {
  const appears = from(props.client.people.presence$(props.contact))
  const availability = () => appears()?.availability ?? 'unknown'
  return (
    <li>
      <button onClick={() => props.chosen()}>
        <span data-presence={availability()}>{nameOf(props.contact)}</span>
        <small>{presence(availability())}</small>
      </button>
    </li>
  )
}

const ConversationItem = (props: {
  readonly conversation: Conversation
  readonly isShown: boolean
  readonly chosen: () => void
}) => {
  const participants = from(props.conversation.participants$, [])
  return (
    <li>
      <button aria-current={props.isShown} onClick={() => props.chosen()}>
        {titleOf(participants(), props.conversation.subject)}
      </button>
    </li>
  )
}

const Invitation = (props: {
  readonly invitation: IncomingInvitation
  readonly accepted: (conversation: Conversation) => void
}) => {
  const state = from(props.invitation.state$)
  const accept = () => {
    props.invitation.accept()
    props.invitation.connected.then(props.accepted, () => undefined)
  }
  return (
    <Show when={['Connecting', 'accepting', 'declining'].includes(state() ?? '')}>
      <div class="invitation" role="alert">
        <div>
          {invites(props.invitation)}
          <Show when={props.invitation.preview}>{(preview) => <blockquote>{preview()}</blockquote>}</Show>
        </div>
        <button class="main" disabled={state() !== 'Connecting'} onClick={accept}>
          {words.accept}
        </button>
        <button disabled={state() !== 'Connecting'} onClick={() => void props.invitation.decline()}>
          {words.decline}
        </button>
      </div>
    </Show>
  )
}
