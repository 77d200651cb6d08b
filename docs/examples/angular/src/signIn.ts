import { ChangeDetectionStrategy, Component, inject } from '@angular/core'
import { Session } from './shared/session.ts'
import { words } from './shared/words.ts'

@Component({
  selector: 'ucwa-sign-in',
  host: { class: 'parts' },
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form
      class="sign-in"
      [attr.aria-label]="words.signIn"
      (submit)="signIn($event, address.value, password.value, server.value, way.value)"
    >
      <label>
        {{ words.address }}
        <input #address name="address" autocomplete="username" required [value]="form.address" />
      </label>
      <label>
        {{ words.password }}
        <input #password name="password" type="password" autocomplete="current-password" required />
      </label>
      <label>
        {{ words.server }}
        <input #server name="server" type="url" [placeholder]="words.serverHint" [value]="form.server" />
      </label>
      <label>
        {{ words.way }}
        <select #way name="way">
          <option value="cors" [selected]="form.way === 'cors'">{{ words.cors }}</option>
          <option value="xframe" [selected]="form.way === 'xframe'">{{ words.xframe }}</option>
          <option value="worker" [selected]="form.way === 'worker'">{{ words.worker }}</option>
        </select>
      </label>
      <button class="main">{{ words.signIn }}</button>
    </form>
  `,
})
export class SignIn {
  protected readonly words = words
  readonly #session = inject(Session)
  protected readonly form = this.#session.form

  protected signIn(event: Event, address: string, password: string, server: string, way: string): void {
    event.preventDefault()
    this.#session.signIn({ address, password, server, way })
  }
}
