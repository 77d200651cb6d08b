import type { Content } from '../service/content.ts'
import type { CustomContent } from '../service/customContent.ts'

export interface StartMessagingOptions {
  /** SIP URI. */
  readonly to: string
  /** At most 250 characters. */
  readonly subject?: string
  /** The server takes `Normal` unless told. */
  readonly importance?: 'Normal' | 'Urgent' | 'Emergency'
  /** Continues a thread; at most 250 characters. */
  readonly threadId?: string
  /** The first message. It is delivered when the invitation is accepted. */
  readonly message?: string | Content
  /**
   * For the application that is invited, of any media type. Asked for with revision 2
   * whatever the link announces, since old servers announce none: one that has no
   * such revision refuses, 404 `APIVersionNotSupported`, and invites nobody.
   */
  readonly customContent?: CustomContent
}

export interface ContinueMessagingOptions {
  /** The first message. It is delivered when the invitation is accepted. */
  readonly message?: string | Content
}
