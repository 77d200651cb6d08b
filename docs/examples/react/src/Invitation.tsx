import { useLive } from './bindings.ts'
import type { Conversation, IncomingInvitation } from './shared/client.ts'
import { invites, words } from './shared/words.ts'

export const Invitation = ({
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
