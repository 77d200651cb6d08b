import type { Command } from '../client/command.ts'
import { Live } from '../client/live.ts'
import { promised, type Verdict } from '../client/promised.ts'
import type { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { Person } from '../runtime/message.ts'
import { Observed } from '../runtime/observed.ts'
import type { OutgoingInvitationView } from '../runtime/outgoingInvitation.ts'
import { askCommand, lostHost } from './asked.ts'
import type { Call } from './call.ts'
import type { Line } from './line.ts'
import type { MirroredConversation, MirroredOutgoingInvitation } from './surface.ts'
import type { Progress, Settlement } from './told.ts'
import { errorOf } from './toldError.ts'

type Fields = Extract<Progress, { invitation: unknown }>['invitation']

/** Finds the handle of a conversation, which the host has told of before. */
export type HandleOf = (href: string) => MirroredConversation

/** Of an invitation: the conversation, or why there is none. */
export const connectedVerdict = (
  settlement: Settlement | undefined,
  handleOf: HandleOf,
): Verdict<MirroredConversation> | undefined => {
  if (settlement === undefined) return undefined
  if ('error' in settlement) return { reject: errorOf(settlement.error) }
  return 'conversation' in settlement ? { resolve: handleOf(settlement.conversation) } : undefined
}

/** One invitation by the user, made by the host. */
class Record extends Observed {
  readonly call: string
  fields: Fields = { state: 'sending', resource: undefined, conversation: undefined, acceptedByParticipant: [] }
  settlement: Settlement | undefined

  constructor(line: Line, call: Call) {
    super()
    this.call = line.call(call, {
      progress: (progress) => {
        if (!('invitation' in progress)) return
        this.fields = progress.invitation
        this.changed()
      },
      settled: (settlement) => this.#settle(settlement),
      lost: () => this.#settle(lostHost),
    })
  }

  #settle(settlement: Settlement): void {
    this.settlement = notStarted(settlement) ?? settlement
    this.fields = { ...this.fields, state: endOf(settlement, this.fields.state) }
    this.end()
  }
}

/** Of an invitation that the host never sent. */
const notStarted = (settlement: Settlement): Settlement | undefined => {
  if (!('error' in settlement) || settlement.error.name !== 'CommandFailed') return undefined
  const { command: operation, failure } = settlement.error
  return {
    error: { name: 'InvitationFailed', operation, state: 'notStarted', code: undefined, subcode: undefined, failure },
  }
}

const endOf = (settlement: Settlement, last: OutgoingInvitationView): OutgoingInvitationView => {
  if (!('error' in settlement)) return 'Connected'
  if (settlement.error.name === 'CommandFailed') return 'notStarted'
  return settlement.error.name === 'InvitationFailed' ? last : 'lost'
}

/** As an `OutgoingInvitation`. */
export class MirroredOutgoing implements MirroredOutgoingInvitation {
  readonly #record: Record
  readonly #line: Line
  readonly #handleOf: HandleOf
  readonly #connected: () => Promise<MirroredConversation>
  readonly state$: Live<OutgoingInvitationView>

  constructor(line: Line, call: Call, handleOf: HandleOf) {
    const record = new Record(line, call)
    this.#record = record
    this.#line = line
    this.#handleOf = handleOf
    this.state$ = new Live(record, () => record.fields.state)
    this.#connected = promised(record, () => connectedVerdict(record.settlement, handleOf))
  }

  get resource(): MessagingInvitation | undefined {
    return this.#record.fields.resource
  }

  get conversation(): MirroredConversation | undefined {
    const { conversation } = this.#record.fields
    return conversation === undefined ? undefined : this.#handleOf(conversation)
  }

  get acceptedByParticipant(): readonly Person[] {
    return this.#record.fields.acceptedByParticipant
  }

  get connected(): Promise<MirroredConversation> {
    return this.#connected()
  }

  cancel(): Command {
    return askCommand(this.#line, { on: 'call', call: this.#record.call, verb: 'cancel' })
  }
}
