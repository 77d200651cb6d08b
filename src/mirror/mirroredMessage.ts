import { Command } from '../client/command.ts'
import { Live } from '../client/live.ts'
import { promised } from '../client/promised.ts'
import type { Message, Person } from '../runtime/message.ts'
import { Observed } from '../runtime/observed.ts'
import type { OutgoingMessageStatus } from '../runtime/outgoingMessage.ts'
import type { Content } from '../service/content.ts'
import type { Clock, Timer } from '../seam/clock.ts'
import { askCommand, verdictOf } from './asked.ts'
import type { Line } from './line.ts'
import { keyOf } from './messageLog.ts'
import type { MirroredOutgoingMessage } from './surface.ts'
import type { Settlement, ToldMessage } from './told.ts'

interface Surroundings {
  readonly line: Line
  readonly clock: Clock
  /** Of the conversation. */
  readonly href: string
}

/** Milliseconds for which a message whose host has gone is listened for before it counts as unknown. */
const patience = 60_000

/** Of a message that the host never sent. */
const refusalOf = (settlement: Settlement): Settlement | undefined => {
  if (!('error' in settlement) || settlement.error.name !== 'CommandFailed') return undefined
  const { failure } = settlement.error
  return { error: { name: 'DeliveryFailed', code: undefined, subcode: undefined, failure, failedFor: [] } }
}

/** One message of the user's, sent by the host. */
export class MirroredMessageRecord extends Observed {
  readonly content: Content
  readonly #s: Surroundings
  #call = ''
  #timer: Timer
  status: OutgoingMessageStatus = 'queued'
  failedFor: readonly Person[] = []
  /** Key of the same message as `messages$` brought it. */
  told: string | undefined
  settlement: Settlement | undefined

  constructor(content: Content, surroundings: Surroundings) {
    super()
    this.content = content
    this.#s = surroundings
    this.send()
  }

  /** Its host has gone while it was under way. */
  get isOrphan(): boolean {
    return this.status === 'unknown' && this.#call === ''
  }

  get call(): string {
    return this.#call
  }

  send(): void {
    const { line, href } = this.#s
    this.#s.clock.clearTimeout(this.#timer)
    this.status = 'queued'
    this.settlement = undefined
    this.#call = line.call(
      { on: 'conversation', href, verb: 'send', content: this.content },
      {
        progress: (progress) => {
          if (!('message' in progress)) return
          this.status = progress.message.status
          this.failedFor = progress.message.failedFor
          this.told = progress.message.told
          // What waits behind others at the host was not sent, if the host goes.
          line.begun(this.#call, this.status !== 'queued')
          this.#tell()
        },
        settled: (settlement) => {
          const refusal = refusalOf(settlement)
          if (refusal !== undefined) this.status = 'Failed'
          this.settlement = refusal ?? settlement
          this.#tell()
        },
        lost: () => this.#orphan(),
      },
    )
  }

  /** Whether the message that came is this one. */
  claim(told: ToldMessage): void {
    const { status, failedFor } = told
    this.told = keyOf(told)
    this.#s.clock.clearTimeout(this.#timer)
    this.status = status
    this.failedFor = failedFor
    this.settlement =
      status === 'Succeeded'
        ? { done: true }
        : { error: { name: 'DeliveryFailed', code: undefined, subcode: undefined, failure: undefined, failedFor } }
    this.#tell()
  }

  /** Its conversation is over. */
  abandon(settlement: Settlement): void {
    this.#s.clock.clearTimeout(this.#timer)
    if (this.isOver) return
    this.settlement ??= settlement
    if (this.status !== 'Succeeded' && this.status !== 'Failed') this.status = 'lost'
    this.#tell()
  }

  #orphan(): void {
    this.#call = ''
    this.status = 'unknown'
    this.changed()
    this.#timer = this.#s.clock.setTimeout(() => {
      this.settlement = { error: { name: 'DeliveryUnknown', failure: undefined } }
      this.changed()
    }, patience)
  }

  #tell(): void {
    if (this.settlement !== undefined && ['Succeeded', 'Failed', 'lost'].includes(this.status)) this.end()
    else this.changed()
  }
}

/** As an `OutgoingMessage`. */
export class MirroredMessage implements MirroredOutgoingMessage {
  readonly #record: MirroredMessageRecord
  readonly #line: Line
  readonly #find: (key: string) => Message | undefined
  readonly #delivered: () => Promise<void>
  readonly status$: Live<OutgoingMessageStatus>

  constructor(record: MirroredMessageRecord, line: Line, find: (key: string) => Message | undefined) {
    this.#find = find
    this.#record = record
    this.#line = line
    this.status$ = new Live(record, () => record.status)
    this.#delivered = promised<void>(record, () => verdictOf(record.settlement, () => undefined))
  }

  get text(): string | undefined {
    return this.#record.content.text
  }

  get html(): string | undefined {
    return this.#record.content.html
  }

  get told(): Message | undefined {
    const { told } = this.#record
    return told === undefined ? undefined : this.#find(told)
  }

  get delivered(): Promise<void> {
    return this.#delivered()
  }

  get failedDeliveryParticipant(): readonly Person[] {
    return this.#record.failedFor
  }

  retry(): Command {
    const record = this.#record
    if (!record.isOrphan) return askCommand(this.#line, { on: 'call', call: record.call, verb: 'retry' })
    record.send()
    return new Command(promised<void>(record, () => verdictOf(record.settlement, () => undefined)))
  }
}
