import type { OutgoingInvitation, OutgoingInvitationView } from '../../src/index.ts'
import { fill, paths } from '../../src/server/paths.ts'
import type { Interception } from '../../src/server/index.ts'
import { expectAgreement } from './agreement.ts'
import { conflict, type Answer } from './answer.ts'
import type { Body, InvitationMove, Outcome } from './invitationMove.ts'
import type { Detained } from './line.ts'
import { PromisedInvitation, type InvitationSeen } from './promisedInvitation.ts'
import { verdictOf, type Verdict } from './verdict.ts'
import { ann, lene, tosh, type World } from './world.ts'

type Link = 'startMessaging' | 'cancel'

const clientTimeout = 30_000
const silence = 60_000

/** The server could forward it right after the beginning: has to be arranged before it rings. */
const isForwardedFirst = (plan: readonly InvitationMove[]): boolean => {
  const at = plan.findIndex(({ does }) => does.kind === 'tell' && does.body.state === 'Forwarded')
  const before = plan.slice(0, at).map(({ does }) => does)
  return (
    at > 0 &&
    before.every((does) => (does.kind === 'answer' ? does.how === 'taken' : does.kind === 'tell')) &&
    before.filter(({ kind }) => kind === 'tell').length === 1
  )
}

const bodyOf = ({ resource }: OutgoingInvitation): Body | undefined =>
  resource && { state: resource.state, cancel: Boolean(resource._links.cancel) }

/**
 * One invitation of Tosh's to Lene. What a faithful server says, the server
 * says by itself, as Lene answers; anything else is a raw page.
 */
export class InvitationScene {
  readonly #world: World
  readonly #promised = new PromisedInvitation()
  readonly #invitation: OutgoingInvitation
  readonly #states: OutgoingInvitationView[] = []
  readonly #connected: Verdict
  readonly #cancels: Verdict[] = []
  readonly #forwards: boolean
  readonly #willBeRefused: boolean
  readonly #detained: Record<Link, Detained | undefined>
  #completed = false
  /** The answer to startMessaging, on its way back. */
  #answer: Interception | undefined
  /** What the server knows and has not told, by type and state. */
  #waiting: readonly string[] = []
  /** Whether the server has an invitation that can still be answered. */
  #rings = false
  #rung: { readonly invitation: string; readonly conversation: string } | undefined
  #callee = lene
  #lastHref = ''
  /** The client has been told where it is, and may not need its operationId any more. */
  #isLocated = false

  constructor(world: World, plan: readonly InvitationMove[]) {
    const { client, control, line } = world
    this.#world = world
    this.#forwards = isForwardedFirst(plan)
    this.#willBeRefused = plan.some(
      ({ does }) => does.kind === 'answer' && does.link === 'startMessaging' && does.how === 'refused',
    )
    if (this.#forwards) control.user(lene).forwardsTo(ann)
    else control.user(lene).staysSilent()
    control.user(ann).staysSilent()
    this.#detained = { startMessaging: line.detain('startMessaging'), cancel: undefined }
    this.#invitation = client.startMessaging({ to: lene, subject: 'Lunch', message: 'Hi' })
    this.#invitation.state$.subscribe({
      next: (state) => this.#states.push(state),
      complete: () => (this.#completed = true),
    })
    this.#connected = verdictOf(this.#invitation.connected)
  }

  async act(move: InvitationMove): Promise<void> {
    const { does } = move
    this.#promised.make(move)
    switch (does.kind) {
      case 'tell':
        return this.#tell(does.type, does.body)
      case 'complete':
        return this.#tell('completed', does.body, does.outcome)
      case 'cancel': {
        const gate = this.#world.line.detain('cancel')
        this.#cancels.push(verdictOf(this.#invitation.cancel().done))
        await this.#world.settle()
        if (gate.isHere()) this.#detained.cancel = gate
        return
      }
      case 'answer':
        return does.link === 'cancel' ? this.#answerCancel(does.how) : this.#answerRequest(does.how)
      case 'ringOn':
        return this.#ringOn()
      case 'wait':
        return this.#world.clock.advance(silence)
      case 'lose':
        this.#world.control.resume(tosh)
        return this.#world.deliver()
    }
  }

  /** Resolves when what users see is what they were promised; gives it. */
  async seen(): Promise<InvitationSeen> {
    const { line, faults, settle } = this.#world
    await settle()
    const seen: InvitationSeen = {
      state: this.#invitation.state$.getSnapshot(),
      states: [...this.#states],
      completed: this.#completed,
      resource: bodyOf(this.#invitation),
      connected: this.#connected.now(),
      conversation: this.#invitation.conversation !== undefined,
      cancels: this.#cancels.map((verdict) => verdict.now()),
      requests: line.asked('startMessaging'),
      asks: line.open('startMessaging') > 0,
      withdrawals: line.asked('cancel'),
      withdraws: line.open('cancel') > 0,
      faults,
    }
    expectAgreement(seen, this.#promised.seen)
    return seen
  }

  #take(link: Link): Detained {
    const detained = this.#detained[link]
    if (detained === undefined) throw new Error(`there is no request to answer: ${link}`)
    this.#detained[link] = undefined
    return detained
  }

  #ring(): void {
    const hrefs = this.#world.control.hrefs(tosh).conversations.at(-1)
    const [invitation] = hrefs?.invitations ?? []
    if (hrefs === undefined || invitation === undefined) throw new Error('no invitation began')
    this.#rung = { invitation, conversation: hrefs.conversation }
    this.#rings = true
    this.#waiting = ['started Connecting']
  }

  async #answerRequest(how: Answer): Promise<void> {
    const { control, clock, settle, expectAnswer } = this.#world
    this.#isLocated = how === 'taken'
    const held = this.#answer
    if (held !== undefined) {
      this.#answer = undefined
      if (how === 'taken') held.release()
      else await clock.advance(clientTimeout)
      expectAnswer('startMessaging', true)
      return settle()
    }
    const detained = this.#take('startMessaging')
    if (how === 'refused') control.intercept({ link: 'startMessaging' }, conflict)
    if (how === 'lost') control.intercept({ link: 'startMessaging' }, 'dropAfter')
    detained.letGo()
    await settle()
    if (how !== 'refused') this.#ring()
  }

  async #answerCancel(how: Answer): Promise<void> {
    const { control, settle } = this.#world
    const isGenuine = this.#rings && this.#lastHref === this.#rung?.invitation
    const detained = this.#take('cancel')
    if (how === 'refused') control.intercept({ link: 'cancel' }, conflict)
    else if (how === 'lost') control.intercept({ link: 'cancel' }, 'dropAfter')
    else if (!isGenuine) control.intercept({ link: 'cancel' }, { status: 204 })
    detained.letGo()
    await settle()
    if (how === 'refused' || !isGenuine) return
    this.#rings = false
    this.#waiting = [...this.#waiting, 'completed Cancelled']
  }

  /** The server never hears of the cancel, and tells whoever asks that it rings. */
  async #ringOn(): Promise<void> {
    const { control, settle } = this.#world
    const body = { direction: 'Outgoing', state: 'Connecting', _links: { self: { href: this.#lastHref } } }
    control.intercept({ link: 'cancel' }, 'dropBefore')
    control.intercept({ link: 'messagingInvitation' }, { status: 200, body })
    this.#take('cancel').letGo()
    await settle()
  }

  /** Lets the server act on the request, and keeps its answer back: the event channel is faster. */
  async #startBeforeAnswer(): Promise<void> {
    const { control, settle, expectAnswer } = this.#world
    expectAnswer('startMessaging', false)
    this.#answer = control.intercept({ link: 'startMessaging' }, 'holdAnswer')
    this.#take('startMessaging').letGo()
    await this.#answer.arrived
    await settle()
    this.#ring()
  }

  async #tell(type: string, body: Body, outcome?: Outcome): Promise<void> {
    const isFaithful = body.cancel === (type !== 'completed') && (outcome === undefined || outcome.status !== undefined)
    const what = `${type} ${outcome?.means ?? body.state}`
    if (isFaithful && (await this.#comesAbout(what))) {
      this.#lastHref = this.#rung?.invitation ?? ''
      return this.#world.deliver()
    }
    return this.#tellRaw(type, body, outcome)
  }

  /** Whether a faithful server has just this to tell now, of itself or because of what somebody does. */
  async #comesAbout(what: string): Promise<boolean> {
    const { control, clock } = this.#world
    const isFirst = this.#promised.seen.states.length === 2 && this.#detained.startMessaging !== undefined
    if (what === 'started Connecting' && isFirst && !this.#willBeRefused) await this.#startBeforeAnswer()
    if (this.#waiting.length > 0) {
      const isNext = this.#waiting.join() === what
      if (isNext) this.#waiting = []
      return isNext
    }
    if (!this.#rings) return false
    if (what === 'updated Forwarded' && this.#forwards && this.#callee === lene) {
      this.#callee = ann
      await clock.advance(0)
      return true
    }
    if (this.#forwards && this.#callee === lene) return false
    const callee = control.user(this.#callee)
    if (what === 'completed Connected') callee.accepts(tosh)
    else if (what === 'completed Declined') callee.refuses(tosh)
    else if (what === 'completed Failed') callee.refuses(tosh, 'Busy')
    else return false
    this.#rings = false
    return true
  }

  #tellRaw(type: string, { state, cancel }: Body, outcome?: Outcome): Promise<void> {
    const { communication, application } = this.#world.control.hrefs(tosh)
    const id = application.split('/').at(-1) ?? ''
    const invitation = this.#rung?.invitation ?? fill(paths.messagingInvitation, { application: id, invitation: 'new' })
    const conversation = this.#rung?.conversation ?? fill(paths.conversation, { application: id, conversation: 'new' })
    const invitationId = invitation.split('/').at(-1) ?? ''
    this.#lastHref = invitation
    const links = {
      self: { href: invitation },
      conversation: { href: conversation },
      ...(cancel ? { cancel: { href: fill(paths.cancel, { application: id, invitation: invitationId }) } } : {}),
    }
    const name = this.#isLocated ? {} : { operationId: this.#invitation.operationId }
    return this.#world.tell({
      rel: 'communication',
      href: communication,
      events: [
        {
          link: { rel: 'messagingInvitation', href: invitation },
          ...(outcome?.status === undefined ? {} : { status: outcome.status }),
          ...(outcome?.subcode === undefined ? {} : { reason: { code: 'RemoteFailure', subcode: outcome.subcode } }),
          _embedded: { messagingInvitation: { direction: 'Outgoing', state, ...name, _links: links } },
          type,
        },
      ],
    })
  }
}
