/** A link of an event: what it is about, or the collection that changed. */
export interface EventLink {
  readonly rel: string
  readonly href: string
  readonly title?: string
}

/** Why something ended or changed, beside an event. */
export interface EventReason {
  readonly code: string
  readonly subcode: string
  readonly message: string
}

export interface WireEvent {
  readonly link: EventLink
  readonly in?: EventLink
  readonly status?: 'Success' | 'Failure'
  readonly _embedded?: Readonly<Record<string, unknown>>
  readonly reason?: EventReason
  readonly type: 'added' | 'updated' | 'deleted' | 'started' | 'completed'
}

/** An event with its members in the order of captured traffic, `type` last. */
export const wireEvent = (
  { link, in: context, status, _embedded, reason, type }: WireEvent,
  { withBody = true } = {},
): WireEvent => ({
  link,
  ...(context === undefined ? {} : { in: context }),
  ...(status === undefined ? {} : { status }),
  ...(_embedded === undefined || !withBody ? {} : { _embedded }),
  ...(reason === undefined ? {} : { reason }),
  type,
})
