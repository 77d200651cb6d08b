import { useEffect, useMemo, useRef, useState } from 'react'
import type { Message, Participant } from 'rx-ucwa'
import { useLatest, useLive } from './bindings.ts'
import type { Conversation, OutgoingMessage } from './shared/client.ts'
import { sanitised } from './shared/sanitised.ts'
import { messagesOf, typingIn } from './shared/streams.ts'
import { aside, below, delivery, titleOf, typing, words } from './shared/words.ts'

/** One conversation. It stays when another one is shown, so that it hears what is said meanwhile. */
export const Talk = ({ conversation, isShown }: { readonly conversation: Conversation; readonly isShown: boolean }) => {
  const participants = useLive(conversation.participants$)
  const state = useLive(conversation.state$)
  const messaging = useLive(conversation.messaging.state$)
  const typists = useLive(conversation.typing$)
  const messages = useLatest(
    useMemo(() => messagesOf(conversation), [conversation]),
    [],
  )
  const isTyping = useMemo(() => typingIn(conversation), [conversation])
  const [outbox, setOutbox] = useState<readonly OutgoingMessage[]>([])
  const [draft, setDraft] = useState('')
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
  }, [messages, outbox])

  const send = () => {
    if (draft.trim() === '') return
    const message = conversation.send(draft)
    setOutbox((before) => [...before.filter(({ told }) => told === undefined), message])
    setDraft('')
  }
  const write = (text: string) => {
    setDraft(text)
    if (text !== '') isTyping()
  }
  const title = titleOf(participants, conversation.subject)

  return (
    <article aria-label={title} hidden={!isShown}>
      <header>
        <div>
          <strong>{title}</strong> <small>{aside(state, conversation.subject)}</small>
        </div>
        {state !== 'Disconnected' && <button onClick={() => void conversation.leave()}>{words.leave}</button>}
      </header>
      <div role="log" aria-label={words.messages}>
        <ol ref={list}>
          {messages.map((message, at) => (
            <Said key={at} message={message} participants={participants} />
          ))}
          {outbox.map((message, at) => (
            <Sent key={at} message={message} />
          ))}
        </ol>
      </div>
      <p className="typing" role="status">
        {typing(typists)}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <input
          aria-label={words.message}
          placeholder={words.message}
          autoComplete="off"
          value={draft}
          onChange={({ target }) => write(target.value)}
          disabled={messaging !== 'Connected'}
        />
        <button className="main" disabled={messaging !== 'Connected'}>
          {words.send}
        </button>
      </form>
    </article>
  )
}

const Said = ({
  message,
  participants,
}: {
  readonly message: Message
  readonly participants: readonly Participant[]
}) => {
  const { direction, text, html } = message
  return (
    <li className={direction}>
      {text === undefined && html !== undefined ? (
        <div ref={(place) => place?.replaceChildren(sanitised(html))} />
      ) : (
        <div>{text}</div>
      )}
      <small>{below(message, participants)}</small>
    </li>
  )
}

/** A message of the user's, until `messages$` tells it. */
const Sent = ({ message }: { readonly message: OutgoingMessage }) => {
  const status = useLive(message.status$)
  if (message.told !== undefined) return null
  return (
    <li className="Outgoing">
      <div>{message.text}</div>
      <small>{delivery[status]}</small>
      {status === 'unknown' && <button onClick={() => void message.retry()}>{words.retry}</button>}
    </li>
  )
}
