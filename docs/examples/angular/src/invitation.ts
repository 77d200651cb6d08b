import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core'
import { latest } from './latest.ts'
import type { Conversation, IncomingInvitation } from './shared/client.ts'
import { invites, words } from './shared/words.ts'

@Component({
  selector: 'ucwa-invitation',
  host: { class: 'parts' },
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isOpen()) {
      <div class="invitation" role="alert">
        <div>
          {{ invites(invitation()) }}
          @if (invitation().preview; as preview) {
            <blockquote>{{ preview }}</blockquote>
          }
        </div>
        <button class="main" [disabled]="state() !== 'Connecting'" (click)="accept()">{{ words.accept }}</button>
        <button [disabled]="state() !== 'Connecting'" (click)="invitation().decline()">{{ words.decline }}</button>
      </div>
    }
  `,
})
export class Invitation {
  protected readonly words = words
  protected readonly invites = invites
  readonly invitation = input.required<IncomingInvitation>()
  readonly accepted = output<Conversation>()
  protected readonly state = latest(this.invitation, ({ state$ }) => state$)
  protected readonly isOpen = computed(() => ['Connecting', 'accepting', 'declining'].includes(this.state() ?? ''))

  protected accept(): void {
    const invitation = this.invitation()
    invitation.accept()
    invitation.connected.then(
      (conversation) => this.accepted.emit(conversation),
      () => undefined,
    )
  }
}
