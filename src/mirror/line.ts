import type { Clock, Timer } from '../seam/clock.ts'
import type { Call } from './call.ts'
import { isAnswer, wrap, type Answer, type Question } from './note.ts'
import type { Port } from './port.ts'
import type { Change, HostState, Page, Progress, Settlement } from './told.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import { hostGone, type ToldError } from './toldError.ts'
import { isRead, type Watch } from './watch.ts'

/** What comes of a call. */
export interface CallListener {
  readonly progress?: (progress: Progress) => void
  readonly settled: (settlement: Settlement) => void
  /** Its host has gone, and may have done it or not. */
  readonly lost: () => void
}

export interface WatchListener {
  readonly value: (value: unknown) => void
  readonly over: (error: ToldError | undefined) => void
}

interface Asked {
  readonly call: Call
  readonly listener: CallListener
  isTaken: boolean
  isBegun: boolean
  readonly askedAt: number
  sentAt: number
}

interface Watched {
  readonly watch: Watch
  readonly listener: WatchListener
  isAsked: boolean
}

export interface LineListener {
  readonly state: (state: HostState) => void
  readonly changes: (changes: readonly Change[]) => void
  /** Nothing has come for so long that nobody may be there. */
  readonly silent: () => void
  /** Somebody is there again. */
  readonly heard: () => void
}

/** Milliseconds after which a host that is silent is asked whether it is there, and again until it is given up. */
const patience = 5_000

/** Milliseconds by which a timer may be late before this side is taken to have slept. */
const mostLate = 2_000

/** For people. */
export const noAnswer = 'the worker or the tab in which the client runs does not answer'

const unanswered = ({ verb }: Call) => ({ name: 'NotAvailable', link: verb, reason: noAnswer }) as const

/** Can be done twice, since it changes nothing. */
const isRepeatable = (call: Call): boolean =>
  call.on === 'people' || call.verb === 'connect' || call.verb === 'onBehalfOf' || call.verb === 'acceptedByContact'

/** A mirror's end of a port: follows one host after another. */
export class Line {
  readonly #name: string
  readonly #clock: Clock
  readonly #listener: LineListener
  readonly #calls = new Map<string, Asked>()
  readonly #watches = new Map<string, Watched>()
  #port: Port | undefined
  #epoch = 0
  #number = 0
  #hasState = false
  /** Where it is silent another one may come, where it is gone none. */
  #host: 'answers' | 'silent' | 'gone' = 'answers'
  #lastId = 0
  #heardAt: number
  #timer: Timer
  /** Of the last page. */
  point: ResumePoint | undefined

  constructor(name: string, clock: Clock, listener: LineListener) {
    this.#name = name
    this.#clock = clock
    this.#listener = listener
    this.#heardAt = clock.now()
  }

  /** Of the present host, or the last one. */
  get epoch(): number {
    return this.#epoch
  }

  /** From now on by this port, to whoever is there. */
  attach(port: Port): void {
    this.#detach()
    this.#port = port
    this.#epoch = 0
    this.#hasState = false
    this.#heardAt = this.#clock.now()
    port.addEventListener('message', this.#hear)
    port.start?.()
    this.#post({ ask: 'state', from: this.#name })
    for (const [id, asked] of this.#calls) if (isRepeatable(asked.call)) this.#send(id, asked)
    this.#wait()
  }

  call(call: Call, listener: CallListener): string {
    const id = this.#nextId()
    const asked = { call, listener, isTaken: false, isBegun: true, askedAt: this.#clock.now(), sentAt: 0 }
    this.#calls.set(id, asked)
    if (this.#hasState || call.verb === 'connect') this.#send(id, asked)
    return id
  }

  watch(watch: Watch, listener: WatchListener): () => void {
    const id = this.#nextId()
    this.#watches.set(id, { watch, listener, isAsked: false })
    if (this.#hasState) this.#ask(id)
    return () => {
      if (this.#watches.delete(id)) this.#post({ ask: 'unwatch', from: this.#name, id })
    }
  }

  /** Of a call that was taken: whether it has been done as yet. What has not goes to the next host. */
  begun(id: string, isBegun: boolean): void {
    const asked = this.#calls.get(id)
    if (asked !== undefined) asked.isBegun = isBegun
  }

  /** No other host will come that could sign in. */
  stopConnecting(): void {
    if (this.#host === 'silent') this.#host = 'gone'
    for (const [id, { call }] of [...this.#calls]) if (call.verb === 'connect') this.#refuse(id)
  }

  close(settlement: Settlement): void {
    this.#post({ ask: 'leave', from: this.#name })
    this.#detach()
    const calls = [...this.#calls.values()]
    this.#calls.clear()
    for (const { listener } of calls) listener.settled(settlement)
    const error = 'error' in settlement ? settlement.error : undefined
    for (const { watch, listener } of this.#watches.values()) listener.over(isRead(watch) ? error : undefined)
    this.#watches.clear()
  }

  readonly #hear = ({ data }: MessageEvent): void => {
    if (!isAnswer(data) || ('to' in data && data.to !== undefined && data.to !== this.#name)) return
    this.#heardAt = this.#clock.now()
    if (this.#host !== 'answers') {
      this.#host = 'answers'
      this.#listener.heard()
      this.#post({ ask: 'state', from: this.#name })
    }
    this.#take(data)
  }

  #take(answer: Answer): void {
    switch (answer.tell) {
      case 'page':
        return this.#turn(answer.page)
      case 'pong':
        return undefined
      case 'taken': {
        const asked = this.#calls.get(answer.id)
        if (asked !== undefined) asked.isTaken = true
        return undefined
      }
      case 'progress':
        return this.#calls.get(answer.id)?.listener.progress?.(answer.progress)
      case 'settled': {
        const asked = this.#calls.get(answer.id)
        this.#calls.delete(answer.id)
        return asked?.listener.settled(answer.settlement)
      }
      case 'value':
        return this.#watches.get(answer.id)?.listener.value(answer.value)
      case 'over': {
        const watched = this.#watches.get(answer.id)
        this.#watches.delete(answer.id)
        return watched?.listener.over(answer.error)
      }
    }
  }

  #turn(page: Page): void {
    if (page.epoch < this.#epoch) return
    if (page.epoch > this.#epoch) this.#meet(page.epoch)
    if ('state' in page) {
      if (page.number < this.#number) return
      this.#number = page.number
      this.point = page.point
      const isNew = !this.#hasState
      this.#hasState = true
      this.#listener.state(page.state)
      if (isNew) this.#askAgain()
      return
    }
    if (!this.#hasState) {
      this.#listener.changes(page.changes.filter((change) => 'status' in change))
      return
    }
    if (page.number <= this.#number) return
    if (page.number > this.#number + 1) {
      this.#post({ ask: 'state', from: this.#name })
      return
    }
    this.#number = page.number
    this.point = page.point
    this.#listener.changes(page.changes)
  }

  #meet(epoch: number): void {
    this.#epoch = epoch
    this.#number = 0
    this.#hasState = false
    for (const [id, asked] of this.#calls) if (asked.call.verb === 'connect') this.#send(id, asked)
  }

  /** Of the host that has taken over: what the one before has not taken, and what can be asked twice. */
  #askAgain(): void {
    for (const [id, asked] of [...this.#calls]) {
      if (!asked.isTaken || !asked.isBegun || isRepeatable(asked.call)) {
        asked.isTaken = false
        this.#send(id, asked)
      } else {
        this.#calls.delete(id)
        asked.listener.lost()
      }
    }
    this.#stopReading()
    for (const id of this.#watches.keys()) this.#ask(id)
  }

  #ask(id: string): void {
    const watched = this.#watches.get(id)
    if (watched === undefined) return
    watched.isAsked = true
    this.#post({ ask: 'watch', from: this.#name, id, watch: watched.watch })
  }

  /** Of what is read from beginning to end, the next host knows not how much has come. */
  #stopReading(): void {
    for (const [id, { watch, listener, isAsked }] of [...this.#watches]) {
      if (!isRead(watch) || !isAsked) continue
      this.#watches.delete(id)
      listener.over(hostGone)
    }
  }

  #send(id: string, asked: Asked): void {
    asked.sentAt = this.#clock.now()
    this.#post({ ask: 'call', from: this.#name, id, epoch: this.#epoch, at: asked.sentAt, call: asked.call })
  }

  /** The host may have been too busy: what it takes late it does not do. */
  #sendAgain(): void {
    if (!this.#hasState || this.#host !== 'answers') return
    for (const [id, asked] of this.#calls) {
      if (!asked.isTaken && asked.call.verb !== 'connect' && this.#clock.now() - asked.sentAt >= patience) {
        this.#send(id, asked)
      }
    }
  }

  /** What was not taken is not done any more: its host would find it too old. Of what was, nobody knows. */
  #giveUp(): void {
    this.#host = 'silent'
    for (const [id, { call }] of [...this.#calls]) if (call.verb !== 'connect') this.#refuse(id)
    this.#stopReading()
    this.#listener.silent()
  }

  /** What has been asked since, of nobody: no other host has come meanwhile. */
  #giveUpLater(now: number): void {
    for (const [id, { call, askedAt }] of [...this.#calls]) {
      if (now - askedAt >= patience && (call.verb !== 'connect' || this.#host === 'gone')) this.#refuse(id)
    }
    this.#stopReading()
  }

  #refuse(id: string): void {
    const asked = this.#calls.get(id)
    if (asked === undefined) return
    const { call, listener, isTaken } = asked
    const failure = unanswered(call)
    this.#calls.delete(id)
    if (call.verb === 'connect') listener.settled({ error: { name: 'SignInFailed', failure } })
    else if (isTaken) listener.lost()
    else listener.settled({ error: { name: 'CommandFailed', command: call.verb, failure } })
  }

  #post(question: Question): void {
    this.#port?.postMessage(wrap(question))
  }

  #nextId(): string {
    this.#lastId += 1
    return String(this.#lastId)
  }

  #detach(): void {
    this.#clock.clearTimeout(this.#timer)
    this.#port?.removeEventListener('message', this.#hear)
    this.#port = undefined
  }

  #wait(): void {
    const due = this.#clock.now() + patience
    this.#timer = this.#clock.setTimeout(() => {
      const now = this.#clock.now()
      const silence = now - this.#heardAt
      if (now - due > mostLate) this.#heardAt = now - patience
      else if (this.#host !== 'answers') this.#giveUpLater(now)
      else if (silence > 2 * patience - mostLate) this.#giveUp()
      this.#sendAgain()
      if (now - this.#heardAt >= patience) this.#post({ ask: 'ping', from: this.#name })
      this.#wait()
    }, patience)
  }
}
