/** @jsxImportSource solid-js */
import { from, Show } from 'solid-js'
import type { Conversation, IncomingInvitation } from './shared/client.ts'
import { invites, words } from './shared/words.ts'

export const Invitation = (props: {
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
