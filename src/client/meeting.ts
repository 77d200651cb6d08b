/** What a new meeting is about. */
export interface StartOnlineMeetingOptions {
  /** At most 250 characters. */
  readonly subject?: string
  /** The server takes `Normal` unless told. */
  readonly importance?: 'Normal' | 'Urgent' | 'Emergency'
  /** At most 250 characters. */
  readonly threadId?: string
}

export interface JoinOnlineMeetingOptions extends StartOnlineMeetingOptions {
  /** Such as `sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C`, from `onlineMeeting$` or an invitation. A new meeting begins without it. */
  readonly onlineMeetingUri?: string
  /** What a guest without an account is called; at most 250 characters. */
  readonly anonymousDisplayName?: string
}
