import type { ResumePoint } from '../protocol/resumePoint.ts'
import { wrap, type Answer } from './note.ts'
import type { Port } from './port.ts'
import type { Change, HostState } from './told.ts'

interface Surroundings {
  readonly port: Port
  readonly epoch: number
  readonly point: () => ResumePoint | undefined
  readonly state: () => HostState
}

/**
 * What a host tells, in order. Changes of one turn go out as one page together with the
 * place to resume from, so that no mirror ever has one without the other.
 */
export class Outbox {
  readonly #s: Surroundings
  #changes: Change[] = []
  #number = 0
  #isDue = false
  #isHeld: boolean
  #isClosed = false

  constructor(surroundings: Surroundings, isHeld: boolean) {
    this.#s = surroundings
    this.#isHeld = isHeld
  }

  change(change: Change): void {
    this.#changes.push(change)
    this.touch()
  }

  /** The place to resume from has moved, if nothing else has. */
  touch(): void {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => this.#flush())
  }

  /** What another host knew is read again: until that is done, status and gaps alone are news. */
  release(): void {
    if (!this.#isHeld) return
    const gaps = this.#changes.filter((change) => 'gap' in change)
    this.#isHeld = false
    this.#changes = []
    this.stateTo(undefined)
    for (const gap of gaps) this.change(gap)
  }

  /** All that there is, to a newcomer or to everybody. */
  stateTo(to: string | undefined): void {
    if (to !== undefined) this.#flush()
    else if (!this.#isHeld) this.#number += 1
    const { epoch, point, state } = this.#s
    const page = this.#isHeld
      ? { epoch, number: this.#number, point: undefined, changes: [{ status: state().status }] }
      : { epoch, number: this.#number, point: point(), state: state() }
    this.#send({ tell: 'page', ...(to === undefined ? {} : { to }), page })
  }

  /** Whatever has changed goes first. */
  post(answer: Answer): void {
    this.#flush()
    this.#send(answer)
  }

  close(): void {
    this.#flush()
    this.#isClosed = true
  }

  #flush(): void {
    if (!this.#isDue) return
    this.#isDue = false
    const isNews = (change: Change): boolean => !this.#isHeld || 'status' in change
    const changes = this.#changes.filter(isNews)
    this.#changes = this.#changes.filter((change) => !isNews(change))
    if (this.#isHeld && changes.length === 0) return
    this.#number += 1
    const { epoch, point } = this.#s
    this.#send({
      tell: 'page',
      page: { epoch, number: this.#number, point: this.#isHeld ? undefined : point(), changes },
    })
  }

  #send(answer: Answer): void {
    if (this.#isClosed) return
    const note = wrap(answer)
    try {
      this.#s.port.postMessage(note)
    } catch {
      // A cause that somebody's own transport made up, and no port takes.
      this.#s.port.postMessage(JSON.parse(JSON.stringify(note)))
    }
  }
}
