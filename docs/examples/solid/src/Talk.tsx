/** @jsxImportSource solid-js */
import { createEffect, createMemo, createSignal, For, from, Show } from 'solid-js'
import type { UntrustedHtml } from 'rx-ucwa'
import type { Conversation, OutgoingMessage } from './shared/client.ts'
import { sanitised } from './shared/sanitised.ts'
import { messagesOf, typingIn } from './shared/streams.ts'
import { aside, below, delivery, titleOf, typing, words } from './shared/words.ts'

/** One conversation. It stays when another one is shown, so that it hears what is said meanwhile. */
export const Talk = (props: { readonly conversation: Conversation; readonly isShown: boolean }) => {
  const { conversation } = props
  const participants = from(conversation.participants$, [])
  const state = from(conversation.state$, conversation.state$.getSnapshot())
  const messaging = from(conversation.messaging.state$)
  const typists = from(conversation.typing$, [])
  const messages = from(messagesOf(conversation), [])
  const isTyping = typingIn(conversation)
  const [outbox, setOutbox] = createSignal<readonly OutgoingMessage[]>([])
  const [draft, setDraft] = createSignal('')
  const title = createMemo(() => titleOf(participants(), conversation.subject))
  const isDown = () => messaging() !== 'Connected'

  let list: HTMLOListElement | undefined
  createEffect(() => {
    if (messages().length + outbox().length > 0) list?.lastElementChild?.scrollIntoView({ block: 'nearest' })
  })

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (draft().trim() === '') return
    const message = conversation.send(draft())
    setOutbox((before) => [...before.filter(({ told }) => told === undefined), message])
    setDraft('')
  }
  const write = (text: string) => {
    setDraft(text)
    isTyping()
  }

  return (
    <article aria-label={title()} hidden={!props.isShown}>
      <header>
        <div>
          <strong>{title()}</strong> <small>{aside(state(), conversation.subject)}</small>
        </div>
        <Show when={state() !== 'Disconnected'}>
          <button onClick={() => void conversation.leave()}>{words.leave}</button>
        </Show>
      </header>
      <div role="log" aria-label={words.messages}>
        <ol ref={list}>
          <For each={messages()}>
            {(message) => (
              <li class={message.direction}>
                {message.text === undefined && message.html ? (
                  <Markup html={message.html} />
                ) : (
                  <div>{message.text}</div>
                )}
                <small>{below(message, participants())}</small>
              </li>
            )}
          </For>
          <For each={outbox()}>{(message) => <Sent message={message} />}</For>
        </ol>
      </div>
      <p class="typing" role="status">
        {typing(typists())}
      </p>
      <form onSubmit={send}>
        <input
          aria-label={words.message}
          placeholder={words.message}
          autocomplete="off"
          value={draft()}
          onInput={({ currentTarget }) => write(currentTarget.value)}
          disabled={isDown()}
        />
        <button class="main" disabled={isDown()}>
          {words.send}
        </button>
      </form>
    </article>
  )
}

const Markup = (props: { readonly html: UntrustedHtml }) => <div>{sanitised(props.html)}</div>

/** A message of the user's, until `messages$` tells it. */
const Sent = (props: { readonly message: OutgoingMessage }) => {
  const status = from(props.message.status$, props.message.status$.getSnapshot())
  const isTold = createMemo(() => status() !== 'queued' && props.message.told !== undefined)
  return (
    <Show when={!isTold()}>
      <li class="Outgoing">
        <div>{props.message.text}</div>
        <small>{delivery[status()]}</small>
        <Show when={status() === 'unknown'}>
          <button onClick={() => void props.message.retry()}>{words.retry}</button>
        </Show>
      </li>
    </Show>
  )
}
