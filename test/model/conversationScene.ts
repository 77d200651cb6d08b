import type { Conversation } from '../../src/index.ts'
import type { ConversationHrefs, Puppet } from '../../src/server/index.ts'
import { expectAgreement } from './agreement.ts'
import { conflict, type Answer } from './answer.ts'
import type { ConversationMove, Telling } from './conversationMove.ts'
import type { Detained } from './line.ts'
import { PromisedConversation, type ConversationSeen, type ConversationView } from './promisedConversation.ts'
import { verdictOf, type Verdict } from './verdict.ts'
import { lene, tosh, type World } from './world.ts'

const linger = 60_000

/**
 * The conversation that comes of Tosh's invitation to Lene. What a faithful
 * server says, the server says by itself; anything else is a raw page.
 */
export class ConversationScene {
  readonly #world: World
  readonly #puppet: Puppet
  readonly #hrefs: ConversationHrefs
  readonly #promised = new PromisedConversation()
  readonly #states: ConversationView[] = []
  readonly #leaves: Verdict[] = []
  #conversation: Conversation | undefined
  #completed = false
  #detained: Detained | undefined
  /** The state of it that the server has made known and not told. */
  #waiting: string | undefined = 'Connecting'
  #truth: 'Connecting' | 'Connected' | 'gone' = 'Connecting'

  static async open(world: World): Promise<ConversationScene> {
    const puppet = world.control.user(lene).staysSilent()
    world.client.startMessaging({ to: lene })
    await world.settle()
    const [hrefs] = world.control.hrefs(tosh).conversations
    if (hrefs === undefined) throw new Error('no conversation began')
    return new ConversationScene(world, puppet, hrefs)
  }

  private constructor(world: World, puppet: Puppet, hrefs: ConversationHrefs) {
    this.#world = world
    this.#puppet = puppet
    this.#hrefs = hrefs
    world.client.conversationAdded$.subscribe((conversation) => {
      this.#conversation = conversation
      conversation.state$.subscribe({
        next: (state) => this.#states.push(state),
        complete: () => (this.#completed = true),
      })
    })
  }

  async act(move: ConversationMove): Promise<void> {
    const { control, clock, deliver } = this.#world
    const { does } = move
    this.#promised.make(move)
    switch (does.kind) {
      case 'tell':
        return does.type === 'restored' ? this.#restore(does.state) : this.#tell(does.type, does.state, does.subcode)
      case 'leave':
        return this.#leave()
      case 'answer':
        return this.#answer(does.how)
      case 'linger':
        // A millisecond before, it is not over.
        await clock.advance(linger - 1)
        if (this.#completed) throw new Error('it is over too early')
        return clock.advance(1)
      case 'delete':
        return this.#tellAs('deleted', does.subcode)
      case 'lose':
        control.resume(tosh)
        return deliver()
    }
  }

  /** Resolves when what users see is what they were promised; gives it. */
  async seen(): Promise<ConversationSeen> {
    const { client, line, faults, settle } = this.#world
    await settle()
    const seen: ConversationSeen = {
      isListed: client.conversations$.getSnapshot().length > 0,
      state: this.#conversation?.state$.getSnapshot(),
      states: [...this.#states],
      completed: this.#completed,
      resource: this.#conversation?.resource?.state,
      reason: this.#conversation?.reason?.subcode ?? undefined,
      leaves: this.#leaves.map((verdict) => verdict.now()),
      deletes: line.asked('DELETE conversation'),
      asks: line.open('DELETE conversation') > 0,
      faults,
    }
    expectAgreement(seen, this.#promised.seen)
    return seen
  }

  async #leave(): Promise<void> {
    if (this.#conversation === undefined) throw new Error('there is nothing to leave')
    const gate = this.#world.line.detain('DELETE conversation')
    this.#leaves.push(verdictOf(this.#conversation.leave().done))
    await this.#world.settle()
    if (gate.isHere()) this.#detained = gate
  }

  async #answer(how: Answer): Promise<void> {
    const { control, settle } = this.#world
    if (this.#detained === undefined) throw new Error('there is no request to answer')
    const matcher = { link: 'conversation', method: 'DELETE' } as const
    if (how === 'refused') control.intercept(matcher, conflict)
    else if (how === 'lost') control.intercept(matcher, 'dropAfter')
    else if (this.#truth === 'gone') control.intercept(matcher, { status: 204 })
    this.#detained.letGo()
    this.#detained = undefined
    await settle()
    if (how !== 'refused') this.#truth = 'gone'
  }

  #tell(type: Telling, state: string, subcode: string | undefined): Promise<void> {
    const { deliver } = this.#world
    if (this.#truth === state && this.#waiting === state && type === 'added') {
      this.#waiting = undefined
      return deliver()
    }
    if (this.#truth === 'Connecting' && state === 'Connected' && this.#waiting === undefined && type === 'updated') {
      this.#truth = 'Connected'
      this.#puppet.accepts(tosh)
      return deliver()
    }
    return this.#tellAs(type, subcode, this.#bodyWith(state))
  }

  #bodyWith(state: string): object {
    return { state, _links: { self: { href: this.#hrefs.conversation } } }
  }

  #tellAs(type: string, subcode: string | undefined, conversation?: object): Promise<void> {
    const link = { rel: 'conversation', href: this.#hrefs.conversation }
    return this.#world.tell({
      rel: 'communication',
      href: this.#world.control.hrefs(tosh).communication,
      events: [
        {
          link,
          ...(subcode === undefined ? {} : { reason: { code: 'Informational', subcode } }),
          ...(conversation === undefined ? {} : { _embedded: { conversation } }),
          type,
        },
      ],
    })
  }

  /** Events are lost; the server still lists it, in this state. */
  async #restore(state: string): Promise<void> {
    const { control, deliver } = this.#world
    const body = { _links: { conversation: [{ href: this.#hrefs.conversation }] } }
    control.intercept({ link: 'conversations' }, { status: 200, body })
    control.intercept({ link: 'conversation', method: 'GET' }, { status: 200, body: this.#bodyWith(state) })
    control.resync(tosh)
    await deliver()
  }
}
