import type { Session } from './shared/session.ts'
import { words } from './shared/words.ts'

const text = (data: FormData, name: string): string => {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}

export const SignIn = ({ session }: { readonly session: Session }) => {
  const submit = (data: FormData) => {
    session.signIn({
      server: text(data, 'server'),
      address: text(data, 'address'),
      password: text(data, 'password'),
      way: text(data, 'way'),
    })
  }
  const { server, address, way } = session.form
  return (
    <form className="sign-in" aria-label={words.signIn} action={submit}>
      <label>
        {words.address}
        <input name="address" autoComplete="username" required defaultValue={address} />
      </label>
      <label>
        {words.password}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <label>
        {words.server}
        <input name="server" type="url" placeholder={words.serverHint} defaultValue={server} />
      </label>
      <label>
        {words.way}
        <select name="way" defaultValue={way}>
          <option value="cors">{words.cors}</option>
          <option value="xframe">{words.xframe}</option>
          <option value="worker">{words.worker}</option>
        </select>
      </label>
      <button className="main">{words.signIn}</button>
    </form>
  )
}
