import { ChangeDetectionStrategy, Component, input, output } from '@angular/core'
import { latest } from './latest.ts'
import type { Conversation } from './shared/client.ts'
import { titleOf } from './shared/words.ts'

@Component({
  selector: 'li[ucwaConversation]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button [attr.aria-current]="isShown()" (click)="chosen.emit()">
      {{ titleOf(participants() ?? [], conversation().subject) }}
    </button>
  `,
})
export class ConversationItem {
  protected readonly titleOf = titleOf
  readonly conversation = input.required<Conversation>()
  readonly isShown = input.required<boolean>()
  readonly chosen = output()
  protected readonly participants = latest(this.conversation, ({ participants$ }) => participants$)
}
