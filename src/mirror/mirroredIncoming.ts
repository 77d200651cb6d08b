import type { Command } from '../client/command.ts'
import { customContentIn, firstMessageIn } from '../client/invitationContent.ts'
import { Live } from '../client/live.ts'
import { promised } from '../client/promised.ts'
import type { DeclineReason } from '../protocol/request/decline.ts'
import type { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { IncomingInvitationView, InvitationRel } from '../runtime/incomingInvitation.ts'
import type { Person } from '../runtime/message.ts'
import { Observed } from '../runtime/observed.ts'
import { untrustedHtml, type UntrustedHtml } from '../runtime/untrustedHtml.ts'
import type { CustomContent } from '../service/customContent.ts'
import { askCommand, askPerson } from './asked.ts'
import { unlessSame } from './changed.ts'
import type { Line } from './line.ts'
import { connectedVerdict, type HandleOf } from './mirroredOutgoing.ts'
import type { MirroredConversation, MirroredInvitation } from './surface.ts'
import type { InvitationFields, Settlement } from './told.ts'

/** One invitation to the user, as the host tells it. */
export class MirroredInvitationRecord extends Observed {
  readonly href: string
  fields: InvitationFields
  settlement: Settlement | undefined

  constructor(href: string, fields: InvitationFields) {
    super()
    this.href = href
    this.fields = fields
  }

  learn(fields: Partial<InvitationFields>): void {
    this.fields = unlessSame(this.fields, { ...this.fields, ...fields })
    this.changed()
  }

  settle(settlement: Settlement): void {
    if (this.isOver) return
    this.settlement = settlement
    if ('error' in settlement && settlement.error.name !== 'InvitationFailed') {
      this.fields = { ...this.fields, state: 'lost' }
    }
    this.end()
  }
}

/** As an `IncomingInvitation`. */
export class MirroredIncoming implements MirroredInvitation {
  readonly #record: MirroredInvitationRecord
  readonly #line: Line
  readonly #handleOf: HandleOf
  readonly #connected: () => Promise<MirroredConversation>
  #onBehalfOf: Promise<Person | undefined> | undefined
  #acceptedByContact: Promise<Person | undefined> | undefined
  readonly state$: Live<IncomingInvitationView>

  constructor(record: MirroredInvitationRecord, line: Line, handleOf: HandleOf) {
    this.#record = record
    this.#line = line
    this.#handleOf = handleOf
    this.state$ = new Live(record, () => record.fields.state)
    this.#connected = promised(record, () => connectedVerdict(record.settlement, handleOf))
  }

  get href(): string {
    return this.#record.href
  }

  get rel(): InvitationRel {
    return this.#record.fields.rel
  }

  get resource(): MessagingInvitation | undefined {
    return this.#record.fields.resource
  }

  get from(): Person | undefined {
    return this.#record.fields.from
  }

  get onBehalfOf(): Promise<Person | undefined> {
    return (this.#onBehalfOf ??= askPerson(this.#line, this.#about('onBehalfOf')))
  }

  get acceptedByContact(): Promise<Person | undefined> {
    return (this.#acceptedByContact ??= askPerson(this.#line, this.#about('acceptedByContact')))
  }

  get onlineMeetingUri(): string | undefined {
    return this.#record.fields.onlineMeetingUri
  }

  get subject(): string | undefined {
    return this.resource?.subject ?? undefined
  }

  get preview(): string | undefined {
    return firstMessageIn(this.resource, 'text/plain')
  }

  get previewHtml(): UntrustedHtml | undefined {
    return untrustedHtml(firstMessageIn(this.resource, 'text/html'))
  }

  get customContent(): CustomContent | undefined {
    return customContentIn(this.resource)
  }

  get conversation(): MirroredConversation | undefined {
    const { conversation } = this.#record.fields
    return conversation === undefined ? undefined : this.#handleOf(conversation)
  }

  get connected(): Promise<MirroredConversation> {
    return this.#connected()
  }

  accept(): Command {
    return askCommand(this.#line, this.#about('accept'))
  }

  decline(reason: DeclineReason = 'Global'): Command {
    return askCommand(this.#line, { on: 'invitation', href: this.href, verb: 'decline', reason })
  }

  #about<V extends 'accept' | 'onBehalfOf' | 'acceptedByContact'>(verb: V) {
    return { on: 'invitation', href: this.href, verb } as const
  }
}
