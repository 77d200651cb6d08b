/**
 * Where notes go in and out, in order and whole: a `Worker`, the global scope inside one, a
 * `MessagePort`, or a `BroadcastChannel`, which has as many mirrors as there are listeners.
 */
export interface Port {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  /** Of a `MessagePort`, which delivers nothing before. */
  start?(): void
}
