import type { IncomingInvitation } from '../../src/index.ts'
import { fill, paths } from '../../src/server/paths.ts'
import type { PuppetInvitation } from '../../src/server/index.ts'
import { expectAgreement } from './agreement.ts'
import { conflict, type Answer } from './answer.ts'
import type { IncomingMove, Ending, Link, Offer } from './incomingMove.ts'
import type { Detained } from './line.ts'
import { PromisedIncoming, type IncomingSeen, type IncomingView } from './promisedIncoming.ts'
import { verdictOf, type Verdict } from './verdict.ts'
import { lene, tosh, type World } from './world.ts'

const reasonIn = (body: string | undefined): string | undefined =>
  body === undefined ? undefined : (JSON.parse(body) as { readonly reason?: string }).reason

/**
 * One invitation of Lene's to Tosh. What a faithful server says, the server says
 * by itself, as Lene and Tosh's client move; anything else is a raw page.
 */
export class IncomingScene {
  readonly #world: World
  readonly #promised = new PromisedIncoming()
  readonly #sent: PuppetInvitation
  readonly #hrefs: { readonly invitation: string; readonly conversation: string }
  readonly #states: IncomingView[] = []
  readonly #commands: Verdict[] = []
  #rings = 0
  #invitation: IncomingInvitation | undefined
  #connected: Verdict | undefined
  #completed = false
  #detained: { readonly link: Link; readonly gate: Detained } | undefined
  /** What the server knows and has not told. */
  #waiting: readonly string[] = ['started']
  /** Whether it can still be answered at the server. */
  #isOpen = true

  constructor(world: World) {
    const { client, control } = world
    this.#world = world
    client.invitations$.subscribe((invitation) => this.#ring(invitation))
    this.#sent = control.user(lene).invites(tosh, { subject: 'Lunch' })
    const hrefs = control.hrefs(tosh).conversations.at(-1)
    const [invitation] = hrefs?.invitations ?? []
    if (hrefs === undefined || invitation === undefined) throw new Error('no invitation began')
    this.#hrefs = { invitation, conversation: hrefs.conversation }
  }

  async act(move: IncomingMove): Promise<void> {
    const { does } = move
    this.#promised.make(move)
    switch (does.kind) {
      case 'tell':
        return this.#tell(does.type, does.offer)
      case 'complete':
        return this.#complete(does.ending)
      case 'command':
        return this.#command(does.link, does.reason)
      case 'answer':
        return this.#answer(does.link, does.how)
      case 'lose':
        this.#world.control.resume(tosh)
        return this.#world.deliver()
    }
  }

  /** Resolves when what users see is what they were promised; gives it. */
  async seen(): Promise<IncomingSeen> {
    const { line, faults, settle } = this.#world
    await settle()
    const links = this.#invitation?.resource?._links
    const seen: IncomingSeen = {
      rings: this.#rings,
      state: this.#invitation?.state$.getSnapshot(),
      states: [...this.#states],
      completed: this.#completed,
      offer: links && { accept: Boolean(links.accept), decline: Boolean(links.decline) },
      connected: this.#connected?.now() ?? 'pending',
      commands: this.#commands.map((verdict) => verdict.now()),
      posts: { accept: line.asked('accept'), decline: line.asked('decline') },
      said: reasonIn(line.said('decline')),
      asks: line.open('accept') + line.open('decline') > 0,
      faults,
    }
    expectAgreement(seen, this.#promised.seen)
    return seen
  }

  #ring(invitation: IncomingInvitation): void {
    this.#rings += 1
    this.#invitation = invitation
    this.#connected = verdictOf(invitation.connected)
    invitation.state$.subscribe({
      next: (state) => this.#states.push(state),
      complete: () => (this.#completed = true),
    })
  }

  async #command(link: Link, reason: 'Local' | undefined): Promise<void> {
    if (this.#invitation === undefined) throw new Error('nothing rings')
    const gate = this.#world.line.detain(link)
    const command = link === 'accept' ? this.#invitation.accept() : this.#invitation.decline(reason)
    this.#commands.push(verdictOf(command.done))
    await this.#world.settle()
    if (gate.isHere()) this.#detained = { link, gate }
  }

  async #answer(link: Link, how: Answer): Promise<void> {
    const { control, settle } = this.#world
    if (this.#detained?.link !== link) throw new Error('there is no request to answer')
    const { gate } = this.#detained
    this.#detained = undefined
    if (how === 'refused') control.intercept({ link }, conflict)
    else if (how === 'lost') control.intercept({ link }, 'dropAfter')
    else if (!this.#isOpen) control.intercept({ link }, { status: 204 })
    gate.letGo()
    await settle()
    if (how === 'refused' || !this.#isOpen) return
    this.#isOpen = false
    this.#waiting = [...this.#waiting, link === 'accept' ? 'Connected' : 'Declined']
  }

  #tell(type: 'started' | 'updated', { accept, decline }: Offer): Promise<void> {
    if (type === 'started' && accept && decline && this.#comesAbout('started')) return this.#world.deliver()
    const at = (link: Link) => ({ href: fill(paths[link], this.#parameters()) })
    const links = { ...(accept ? { accept: at('accept') } : {}), ...(decline ? { decline: at('decline') } : {}) }
    return this.#tellRaw({ type, state: 'Connecting', links })
  }

  #complete({ state, status, subcode, means }: Ending): Promise<void> {
    if (means === 'Cancelled' && this.#isOpen && this.#waiting.length === 0) {
      this.#sent.withdraw()
      this.#waiting = ['Cancelled']
    }
    if (status !== undefined && this.#comesAbout(means)) return this.#world.deliver()
    return this.#tellRaw({
      type: 'completed',
      state,
      links: {},
      ...(status === undefined ? {} : { status }),
      ...(subcode === undefined ? {} : { reason: { code: 'RemoteFailure', subcode } }),
    })
  }

  /** Whether a faithful server has just this to tell now. */
  #comesAbout(what: string): boolean {
    const isNext = this.#waiting.join() === what
    if (isNext) this.#waiting = []
    return isNext
  }

  #parameters(): Record<'application' | 'invitation', string> {
    return {
      application: this.#world.control.hrefs(tosh).application.split('/').at(-1) ?? '',
      invitation: this.#hrefs.invitation.split('/').at(-1) ?? '',
    }
  }

  #tellRaw({ type, state, links, ...said }: { readonly type: string; readonly state: string; readonly links: object }) {
    const { communication } = this.#world.control.hrefs(tosh)
    const self = { href: this.#hrefs.invitation }
    const conversation = { href: this.#hrefs.conversation }
    const messagingInvitation = { direction: 'Incoming', state, _links: { self, conversation, ...links } }
    const link = { rel: 'messagingInvitation', ...self }
    return this.#world.tell({
      rel: 'communication',
      href: communication,
      events: [{ link, ...said, _embedded: { messagingInvitation }, type }],
    })
  }
}
