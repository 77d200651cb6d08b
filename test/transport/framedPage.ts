import { onTestFinished, vi } from 'vitest'

/** An iframe that the library has made, and the page in it, which the test plays. */
export class FakeFrame {
  src = ''
  referrerPolicy = ''
  isConnected = false
  readonly style: { display?: string } = {}
  /** What was posted to the page, oldest first. */
  readonly posted: { readonly messageId: string; readonly [field: string]: unknown }[] = []
  readonly #window = {
    postMessage: (text: string, origin: string) => {
      if (origin === new URL(this.src).origin) this.posted.push(JSON.parse(text) as { messageId: string })
    },
  }
  readonly #onLoad = new Set<() => void>()

  get contentWindow() {
    return this.isConnected ? this.#window : null
  }

  get listeners(): number {
    return this.#onLoad.size
  }

  addEventListener(event: string, listener: () => void) {
    if (event === 'load') this.#onLoad.add(listener)
  }

  removeEventListener(event: string, listener: () => void) {
    if (event === 'load') this.#onLoad.delete(listener)
  }

  remove() {
    this.isConnected = false
  }

  load() {
    for (const listener of this.#onLoad) listener()
  }
}

type Hear = (event: { readonly source: unknown; readonly origin: string; readonly data: unknown }) => void

export interface FramedPage {
  /** Every frame that was ever made. */
  readonly frames: readonly FakeFrame[]
  /** The page in a frame, or something else that claims to be it, posts a message. */
  readonly say: (frame: FakeFrame, data: unknown, as?: { readonly source?: unknown; readonly origin?: string }) => void
  /** Answers the newest message. */
  readonly answer: (frame: FakeFrame, answer?: object) => void
  readonly listeners: () => number
}

/** Stands in for the document of a page at `https://web.contoso.com`. */
export const framedPage = (): FramedPage => {
  const frames: FakeFrame[] = []
  const hearing = new Set<Hear>()
  vi.stubGlobal('document', {
    createElement: (name: string) => {
      if (name !== 'iframe') throw new Error(`a ${name} is no frame`)
      const frame = new FakeFrame()
      frames.push(frame)
      return frame
    },
    documentElement: {
      append: (frame: FakeFrame) => {
        frame.isConnected = true
      },
    },
  })
  vi.stubGlobal('location', { origin: 'https://web.contoso.com' })
  vi.stubGlobal('addEventListener', (event: string, hear: Hear) => event === 'message' && hearing.add(hear))
  vi.stubGlobal('removeEventListener', (event: string, hear: Hear) => event === 'message' && hearing.delete(hear))
  onTestFinished(() => void vi.unstubAllGlobals())
  const say: FramedPage['say'] = (frame, data, as = {}) => {
    const event = { source: frame.contentWindow, origin: new URL(frame.src).origin, data, ...as }
    for (const hear of hearing) hear(event)
  }
  return {
    frames,
    say,
    answer: (frame, answer = {}) =>
      say(
        frame,
        JSON.stringify({
          status: 200,
          statusText: 'OK',
          responseText: '{}',
          headers: 'Content-Type: application/json\r\n',
          messageId: frame.posted.at(-1)?.messageId,
          ...answer,
        }),
      ),
    listeners: () => hearing.size,
  }
}
