import { Subscription } from 'rxjs'
import { each, make } from './dom.ts'
import { signIn } from './signIn.ts'
import { desk } from './desk.ts'
import type { Client } from './shared/client.ts'
import type { Session } from './shared/session.ts'
import { canSignOut, connection, isOut, words } from './shared/words.ts'

/** `<ucwa-panel>`: give it a session before it is put into the page. It observes while it is there. */
export class UcwaPanel extends HTMLElement {
  session: Session | undefined
  #scope = new Subscription()

  connectedCallback(): void {
    const { session } = this
    if (session === undefined) return
    this.#scope = new Subscription()
    const section = make('section', { className: 'ucwa-panel', ariaLabel: words.panel })
    const show = each<Client | undefined>(this.#scope, section, (client, scope) =>
      client === undefined ? signIn(session) : online(session, client, scope),
    )
    this.#scope.add(session.client$.subscribe((client) => show([client])))
    this.replaceChildren(section)
  }

  disconnectedCallback(): void {
    this.#scope.unsubscribe()
  }
}

const online = (session: Session, client: Client, scope: Subscription): Element => {
  const output = make('output')
  const takeBack = make('button', { onclick: () => void client.connect() }, words.takeBack)
  const startAgain = make('button', { onclick: () => session.startAgain() }, words.startAgain)
  const signOut = make('button', { onclick: () => void session.signOut() }, words.signOut)
  const place = make('div', { className: 'parts' }, make('header', {}, output, takeBack, startAgain, signOut))
  const show = each<boolean>(scope, place, (isOnline, own) => (isOnline ? desk(client, own) : signIn(session)))
  scope.add(
    client.status$.subscribe((status) => {
      output.dataset['state'] = status.state
      output.textContent = connection(status)
      takeBack.hidden = status.state !== 'replaced'
      startAgain.hidden = status.state !== 'unreached'
      signOut.hidden = !canSignOut(status)
      show([!isOut(status)])
    }),
  )
  return place
}
