import { Subscription } from 'rxjs'
import type { IncomingInvitation } from '../client/incomingInvitation.ts'
import { changed } from './changed.ts'
import type { Change, InvitationFields, ToldInvitation } from './told.ts'
import { toldError } from './toldError.ts'

const fieldsOf = (invitation: IncomingInvitation): InvitationFields => ({
  rel: invitation.rel,
  resource: invitation.resource,
  from: invitation.from,
  onlineMeetingUri: invitation.onlineMeetingUri,
  state: invitation.state$.getSnapshot(),
  conversation: invitation.conversation?.href,
})

/** One invitation to the user, told change by change. */
export class HostedInvitation {
  readonly href: string
  readonly invitation: IncomingInvitation
  readonly #tell: (change: Change) => void
  readonly #subscription = new Subscription()
  #fields: Partial<InvitationFields> = {}

  constructor(
    invitation: IncomingInvitation,
    { href, tell, over }: { href: string; tell: (change: Change) => void; over: () => void },
  ) {
    this.href = href
    this.invitation = invitation
    this.#tell = tell
    this.#subscription.add(invitation.state$.subscribe(() => this.refresh()))
    const settled = (settlement: Extract<Change, { invitationOver: string }>['settlement']): void => {
      if (this.#subscription.closed) return
      this.refresh()
      tell({ invitationOver: href, settlement })
      over()
    }
    invitation.connected.then(
      (conversation) => settled({ conversation: conversation.href }),
      (error: unknown) => settled({ error: toldError(error) }),
    )
  }

  get state(): ToldInvitation {
    return { href: this.href, fields: fieldsOf(this.invitation) }
  }

  refresh(): void {
    const fields = changed(this.#fields, fieldsOf(this.invitation))
    if (fields === undefined) return
    this.#fields = { ...this.#fields, ...fields }
    this.#tell({ invitation: this.href, fields })
  }

  close(): void {
    this.#subscription.unsubscribe()
  }
}
