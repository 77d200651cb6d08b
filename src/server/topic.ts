/** What a new conversation is about. */
export interface Topic {
  readonly threadId: string
  readonly subject: string
  readonly importance: string
}
