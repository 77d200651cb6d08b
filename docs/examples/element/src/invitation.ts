import type { Subscription } from 'rxjs'
import { make } from './dom.ts'
import type { Conversation, IncomingInvitation } from './shared/client.ts'
import { invites, words } from './shared/words.ts'

export const invitation = (
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
