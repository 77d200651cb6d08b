import type { EventPage } from '../protocol/event/eventPage.ts'
import type { Failure } from '../protocol/failure.ts'
import type { Cursor } from './cursor.ts'

/** What the event channel gives: pages, and what happens to the channel itself. */
export type Signal =
  /** Events, in order. `url` is what their hrefs are relative to; `cursor` goes on behind this page. */
  | { readonly type: 'channel.page'; readonly page: EventPage; readonly url: string; readonly cursor: Cursor }
  /** The broken request has been answered: polling goes on. */
  | { readonly type: 'channel.polling' }
  /** The request broke; the same one is repeated at `retryAt`, in milliseconds since 1970. */
  | {
      readonly type: 'channel.backingOff'
      readonly attempt: number
      readonly retryAt: number
      readonly cause: Failure
    }
  /** The time has come: the broken request is out again, and has no answer yet. */
  | { readonly type: 'channel.repeating' }
  /** The server dropped transient state. Comes before the page, if any, that followed. */
  | { readonly type: 'channel.gap'; readonly cause: 'resync' | 'resume' }
  /** Another instance polls the same channel. The last signal. */
  | { readonly type: 'channel.replaced' }
  /** There is no coming back on this channel. The last signal. */
  | { readonly type: 'channel.gone'; readonly cause: Failure }
