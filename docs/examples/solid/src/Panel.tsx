/** @jsxImportSource solid-js */
import { from, Show } from 'solid-js'
import { SignIn } from './SignIn.tsx'
import { Desk } from './Desk.tsx'
import type { Client } from './shared/client.ts'
import type { Session } from './shared/session.ts'
import { canSignOut, connection, isOut, words } from './shared/words.ts'

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
