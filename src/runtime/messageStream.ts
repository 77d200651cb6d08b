import { Observable, type Subscriber } from 'rxjs'
import type { Message } from './message.ts'

/** A place in the order, for a message whose body has still to be read. */
export interface Reservation {
  readonly fill: (message: Message) => void
  /** There is nothing to read: those behind move up. */
  readonly drop: () => void
}

/** Whose messages these are. */
export interface StreamOwner {
  readonly messagesDropped: (count: number) => void
}

interface Slot {
  message: Message | undefined
  isOpen: boolean
  readonly tooLate: () => Message | undefined
}

const bound = 1_000

/**
 * The messages of one conversation, in the order of their events.
 *
 * Keeps them until its first subscriber, who gets them at once; then hot. One
 * who leaves in between leaves the rest to the next. The first message is on
 * its way before anybody can have subscribed. At most 1,000
 * are kept: the oldest go, and the owner is told.
 */
export class MessageStream {
  readonly #owner: StreamOwner
  #kept: Message[] | undefined = []
  #slots: Slot[] = []
  /** Replaced, never changed. */
  #subscribers: readonly Subscriber<Message>[] = []
  #isOver = false

  constructor(owner: StreamOwner) {
    this.#owner = owner
  }

  readonly messages$ = new Observable<Message>((subscriber) => {
    while (this.#kept !== undefined && !subscriber.closed) {
      const message = this.#kept.shift()
      if (message === undefined) this.#kept = undefined
      else subscriber.next(message)
    }
    if (subscriber.closed) return
    if (this.#isOver) {
      subscriber.complete()
      return
    }
    this.#subscribers = [...this.#subscribers, subscriber]
    return () => {
      this.#subscribers = this.#subscribers.filter((other) => other !== subscriber)
    }
  })

  push(message: Message): void {
    if (this.#slots.length === 0) this.#emit(message)
    else this.reserve(() => message).fill(message)
  }

  /** `tooLate` tells what to make of it where the conversation ends first. */
  reserve(tooLate: () => Message | undefined): Reservation {
    const slot: Slot = { message: undefined, isOpen: true, tooLate }
    this.#slots.push(slot)
    const close = (message: Message | undefined): void => {
      if (!slot.isOpen) return
      slot.message = message
      slot.isOpen = false
      this.#flush()
    }
    return { fill: close, drop: () => close(undefined) }
  }

  end(): void {
    if (this.#isOver) return
    for (const slot of this.#slots) {
      if (!slot.isOpen) continue
      slot.message = slot.tooLate()
      slot.isOpen = false
    }
    this.#flush()
    this.#isOver = true
    for (const subscriber of this.#subscribers) subscriber.complete()
  }

  #flush(): void {
    while (this.#slots[0]?.isOpen === false) {
      const message = this.#slots.shift()?.message
      if (message !== undefined) this.#emit(message)
    }
  }

  #emit(message: Message): void {
    if (this.#isOver) return
    if (this.#kept === undefined) {
      for (const subscriber of this.#subscribers) subscriber.next(message)
      return
    }
    this.#kept.push(message)
    if (this.#kept.length > bound) {
      this.#kept.shift()
      this.#owner.messagesDropped(1)
    }
  }
}
