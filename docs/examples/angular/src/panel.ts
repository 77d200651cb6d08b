import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core'
import { toSignal } from '@angular/core/rxjs-interop'
import { map } from 'rxjs'
import { Desk } from './desk.ts'
import { latest } from './latest.ts'
import { SignIn } from './signIn.ts'
import type { Client } from './shared/client.ts'
import { Session } from './shared/session.ts'
import { canSignOut, connection, isOut, words } from './shared/words.ts'

@Component({
  selector: 'ucwa-online',
  host: { class: 'parts' },
  imports: [Desk, SignIn],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (status(); as status) {
      <header>
        <output [attr.data-state]="status.state">{{ connection(status) }}</output>
        @if (status.state === 'replaced') {
          <button (click)="client().connect()">{{ words.takeBack }}</button>
        }
        @if (status.state === 'unreached') {
          <button (click)="session.startAgain()">{{ words.startAgain }}</button>
        }
        @if (canSignOut(status)) {
          <button (click)="session.signOut()">{{ words.signOut }}</button>
        }
      </header>
      @if (isOut(status)) {
        <ucwa-sign-in />
      } @else {
        <ucwa-desk [client]="client()" />
      }
    }
  `,
})
export class Online {
  protected readonly words = words
  protected readonly connection = connection
  protected readonly isOut = isOut
  protected readonly canSignOut = canSignOut
  protected readonly session = inject(Session)
  readonly client = input.required<Client>()
  protected readonly status = latest(this.client, ({ status$ }) => status$)
}

@Component({
  selector: 'ucwa-panel',
  imports: [Online, SignIn],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="ucwa-panel" [attr.aria-label]="words.panel">
      @for (client of clients(); track client) {
        <ucwa-online [client]="client" />
      } @empty {
        <ucwa-sign-in />
      }
    </section>
  `,
})
export class Panel {
  protected readonly words = words
  protected readonly clients = toSignal(inject(Session).client$.pipe(map((client) => (client ? [client] : []))), {
    initialValue: [],
  })
}
