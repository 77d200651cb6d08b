/**
 * What somebody would write in an afternoon who trusts the server, knows her
 * way and needs no errors, no gaps, no charts: a loop of GETs, `JSON.parse`, and
 * a `switch` over a Map of plain objects. It validates nothing. This is what the
 * library is measured against.
 */
export interface PlainMessage {
  readonly direction: string
  readonly href: string
  readonly from: string | undefined
  readonly timeStamp: string | undefined
  /** Data URLs, as they came. */
  readonly plain: string | undefined
  readonly html: string | undefined
}

export interface PlainConversation {
  readonly href: string
  state: string
  resource: unknown
  messaging: { state: string; resource: unknown }
  readonly participants: Map<string, { name: string; uri: string | undefined }>
  readonly typing: Set<string>
  onMessage: ((message: PlainMessage) => void) | undefined
  onMessagingState: ((state: string) => void) | undefined
}

interface WireLink {
  readonly href: string
  readonly title?: string
}

interface WireResource {
  readonly state: string
  readonly direction: string
  readonly timeStamp?: string
  readonly name: string
  readonly uri?: string
  readonly _links: Readonly<Record<string, WireLink | undefined>>
}

interface WireEvent {
  readonly link: WireLink & { readonly rel: string }
  readonly in?: WireLink & { readonly rel: string }
  readonly type: string
  readonly _embedded?: Readonly<Record<string, WireResource | undefined>>
}

interface WirePage {
  readonly _links: { readonly next: WireLink }
  readonly sender: readonly { readonly rel: string; readonly href: string; readonly events: readonly WireEvent[] }[]
}

export class HandWritten {
  readonly conversations = new Map<string, PlainConversation>()
  readonly invitations = new Map<string, { state: string; resource: unknown }>()
  onConversation: ((conversation: PlainConversation) => void) | undefined
  readonly #life = new AbortController()

  /** Polls until stopped, or until a GET rejects. Stopping aborts the GET that the server holds. */
  async run(first: string, get: (url: string, signal: AbortSignal) => Promise<string>): Promise<void> {
    let url = first
    while (!this.#life.signal.aborted) {
      const page = JSON.parse(await get(url, this.#life.signal)) as WirePage
      url = new URL(page._links.next.href, url).href
      this.take(page)
    }
  }

  stop(): void {
    this.#life.abort()
  }

  take(page: WirePage): void {
    for (const { rel, href, events } of page.sender) {
      const conversation = rel === 'conversation' ? this.#conversation(href) : undefined
      for (const event of events) {
        switch (event.link.rel) {
          case 'message':
            if (conversation) this.#message(conversation, event)
            break
          case 'messaging':
            if (conversation) this.#messaging(conversation, event)
            break
          case 'participant':
            if (conversation) this.#participant(conversation, event)
            break
          case 'conversation':
            this.#conversationChanged(event)
            break
          case 'messagingInvitation':
            this.#invitation(event)
        }
      }
    }
  }

  #conversation(href: string): PlainConversation {
    const known = this.conversations.get(href)
    if (known) return known
    const conversation: PlainConversation = {
      href,
      state: 'unseen',
      resource: undefined,
      messaging: { state: 'Disconnected', resource: undefined },
      participants: new Map(),
      typing: new Set(),
      onMessage: undefined,
      onMessagingState: undefined,
    }
    this.conversations.set(href, conversation)
    this.onConversation?.(conversation)
    return conversation
  }

  #message(conversation: PlainConversation, { type, link, _embedded }: WireEvent): void {
    const message = _embedded?.message
    if (type !== 'completed' || !message) return
    conversation.onMessage?.({
      direction: message.direction,
      href: link.href,
      from: message._links.participant?.href,
      timeStamp: message.timeStamp,
      plain: message._links.plainMessage?.href,
      html: message._links.htmlMessage?.href,
    })
  }

  #messaging(conversation: PlainConversation, { _embedded }: WireEvent): void {
    const resource = _embedded?.messaging
    if (!resource) return
    const before = conversation.messaging.state
    conversation.messaging = { state: resource.state, resource }
    if (resource.state !== before) conversation.onMessagingState?.(resource.state)
  }

  #participant(conversation: PlainConversation, event: WireEvent): void {
    const { href, title } = event.link
    if (event.in?.rel === 'typingParticipants') {
      if (event.type === 'deleted') conversation.typing.delete(href)
      else conversation.typing.add(href)
    } else if (event.type === 'deleted') {
      conversation.participants.delete(href)
    } else {
      const body = event._embedded?.participant
      conversation.participants.set(href, { name: body?.name ?? title ?? '', uri: body?.uri })
    }
  }

  #conversationChanged({ type, link, _embedded }: WireEvent): void {
    if (type === 'deleted') {
      this.conversations.delete(link.href)
      return
    }
    const conversation = this.#conversation(link.href)
    const resource = _embedded?.conversation
    if (!resource) return
    conversation.state = resource.state
    conversation.resource = resource
  }

  #invitation({ type, link, _embedded }: WireEvent): void {
    const resource = _embedded?.messagingInvitation
    if (type === 'completed') this.invitations.delete(link.href)
    else if (resource) this.invitations.set(link.href, { state: resource.state, resource })
  }
}
