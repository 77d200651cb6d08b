import { make } from './dom.ts'
import type { Session } from './shared/session.ts'
import { words } from './shared/words.ts'

export const signIn = (session: Session): Element => {
  const { form } = session
  const address = make('input', { name: 'address', autocomplete: 'username', required: true, value: form.address })
  const password = make('input', {
    name: 'password',
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  })
  const server = make('input', { name: 'server', type: 'url', placeholder: words.serverHint, value: form.server })
  const way = make(
    'select',
    { name: 'way' },
    make('option', { value: 'cors' }, words.cors),
    make('option', { value: 'xframe' }, words.xframe),
    make('option', { value: 'worker' }, words.worker),
  )
  way.value = form.way
  const onsubmit = (event: SubmitEvent) => {
    event.preventDefault()
    session.signIn({
      address: address.value,
      password: password.value,
      server: server.value,
      way: way.value,
    })
  }
  return make(
    'form',
    { className: 'sign-in', ariaLabel: words.signIn, onsubmit },
    make('label', {}, words.address, address),
    make('label', {}, words.password, password),
    make('label', {}, words.server, server),
    make('label', {}, words.way, way),
    make('button', { className: 'main' }, words.signIn),
  )
}
