import { useLatest, useLive } from './bindings.ts'
import { SignIn } from './SignIn.tsx'
import { Desk } from './Desk.tsx'
import type { Client } from './shared/client.ts'
import type { Session } from './shared/session.ts'
import { canSignOut, connection, isOut, words } from './shared/words.ts'

export const Panel = ({ session }: { readonly session: Session }) => {
  const client = useLatest(session.client$, undefined)
  return (
    <section className="ucwa-panel" aria-label={words.panel}>
      {client === undefined ? <SignIn session={session} /> : <Online session={session} client={client} />}
    </section>
  )
}

const Online = ({ session, client }: { readonly session: Session; readonly client: Client }) => {
  const status = useLive(client.status$)
  return (
    <>
      <header>
        <output data-state={status.state}>{connection(status)}</output>
        {status.state === 'replaced' && <button onClick={() => void client.connect()}>{words.takeBack}</button>}
        {status.state === 'unreached' && <button onClick={() => session.startAgain()}>{words.startAgain}</button>}
        {canSignOut(status) && <button onClick={() => void session.signOut()}>{words.signOut}</button>}
      </header>
      {isOut(status) ? <SignIn session={session} /> : <Desk client={client} />}
    </>
  )
}
