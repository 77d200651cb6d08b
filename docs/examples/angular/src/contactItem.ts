import { ChangeDetectionStrategy, Component, input, output } from '@angular/core'
import type { Contact } from 'rx-ucwa'
import { latest } from './latest.ts'
import type { Client } from './shared/client.ts'
import { nameOf, presence } from './shared/words.ts'

@Component({
  selector: 'li[ucwaContact]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button (click)="chosen.emit()">
      <span [attr.data-presence]="appears()?.availability">{{ nameOf(contact()) }}</span>
      <small>{{ presence(appears()?.availability ?? 'unknown') }}</small>
    </button>
  `,
})
export class ContactItem {
  protected readonly nameOf = nameOf
  protected readonly presence = presence
  readonly client = input.required<Client>()
  readonly contact = input.required<Contact>()
  readonly chosen = output()
  protected readonly appears = latest(this.contact, (contact) => this.client().people.presence$(contact))
}
