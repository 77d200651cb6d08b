/** @jsxImportSource solid-js */
import type { Session } from './shared/session.ts'
import { words } from './shared/words.ts'

const text = (data: FormData, name: string): string => {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}

export const SignIn = (props: { readonly session: Session }) => {
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    props.session.signIn({
      server: text(data, 'server'),
      address: text(data, 'address'),
      password: text(data, 'password'),
      way: text(data, 'way'),
    })
  }
  return (
    <form class="sign-in" aria-label={words.signIn} onSubmit={submit}>
      <label>
        {words.address}
        <input name="address" autocomplete="username" required value={props.session.form.address} />
      </label>
      <label>
        {words.password}
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      <label>
        {words.server}
        <input name="server" type="url" placeholder={words.serverHint} value={props.session.form.server} />
      </label>
      <label>
        {words.way}
        <select name="way" value={props.session.form.way}>
          <option value="cors">{words.cors}</option>
          <option value="xframe">{words.xframe}</option>
          <option value="worker">{words.worker}</option>
        </select>
      </label>
      <button class="main">{words.signIn}</button>
    </form>
  )
}
