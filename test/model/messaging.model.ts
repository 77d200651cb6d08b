import type { SnapshotFrom } from 'xstate'
import { messagingMachine } from '../../machines/messagingMachine.ts'
import type { Messaging } from '../../src/protocol/resource/messaging.ts'
import type { MessagingView } from '../../src/index.ts'
import { fill, paths } from '../../src/server/paths.ts'
import { expectAgreement } from './agreement.ts'
import { conflict, outcomeOf, type Answer } from './answer.ts'
import type { Move, Scene } from './pathsOf.ts'
import { verdictOf, type Verdict } from './verdict.ts'
import type { Model } from './walk.ts'
import { lene, signIn, tosh, type Ground } from './world.ts'

type Snapshot = SnapshotFrom<typeof messagingMachine>

/** A body of messaging, as far as anybody decides by it. */
interface Body {
  readonly state: string
  readonly stop: boolean
}

interface MessagingMove extends Move {
  readonly does:
    | { readonly kind: 'tell'; readonly body: Body }
    | { readonly kind: 'stop' }
    | { readonly kind: 'answer'; readonly how: Answer }
    | { readonly kind: 'delete' }
    | { readonly kind: 'lose' }
}

const tells = (state: string, stop: boolean): MessagingMove => {
  const messaging: Messaging = { state, _links: stop ? { stopMessaging: { href: '/stop' } } : {} }
  return {
    says: `the server says ${state} ${stop ? 'with' : 'without'} stopMessaging`,
    event: { type: 'messaging.updated', messaging } as Move['event'],
    does: { kind: 'tell', body: { state, stop } },
  }
}

const answers = (how: Answer, says: string): MessagingMove => ({
  says,
  event: {
    type: 'xstate.done.actor.stopMessaging',
    output: outcomeOf(how, 'stopMessaging', undefined),
    actorId: 'stopMessaging',
  } as Move['event'],
  does: { kind: 'answer', how },
})

const moves: readonly MessagingMove[] = [
  tells('Connecting', true),
  tells('Connecting', false),
  tells('Connected', true),
  tells('Connected', false),
  tells('Disconnecting', true),
  tells('Disconnecting', false),
  tells('Disconnected', false),
  tells('Transferring', true),
  {
    says: 'the user stops messaging',
    event: { type: 'messaging.stop' },
    anytime: true,
    does: { kind: 'stop' },
  },
  answers('taken', 'stopMessaging is answered 204'),
  answers('refused', 'stopMessaging is answered 409'),
  answers('lost', 'the answer to stopMessaging is lost'),
  {
    says: 'the conversation is deleted',
    event: { type: 'conversation.deleted' },
    ends: true,
    does: { kind: 'delete' },
  },
  { says: 'the server drops it unseen', event: { type: 'gap.lost' }, ends: true, does: { kind: 'lose' } },
]

const bodyOf = (messaging: Messaging | undefined): Body | undefined =>
  messaging && { state: messaging.state, stop: Boolean(messaging._links?.stopMessaging) }

/** `Disconnecting.stopping`, `Connected`, … */
const stateOf = ({ value }: Snapshot): string =>
  typeof value === 'string' ? value : `Disconnecting.${value.Disconnecting}`

/** What users see. */
interface View {
  readonly state: MessagingView
  /** Every value of `state$` from the start. */
  readonly states: readonly MessagingView[]
  readonly completed: boolean
  readonly resource: Body | undefined
  /** How each call of `stopMessaging()` went. */
  readonly stops: readonly string[]
  /** POSTs made for them. */
  readonly posts: number
  /** Whether one of those has no answer yet. */
  readonly asks: boolean
  readonly faults: readonly unknown[]
}

/** What each state of the chart means to users, whatever led there. */
const meaning: Readonly<Record<string, (snapshot: Snapshot) => Partial<View>>> = {
  Disconnected: () => ({ state: 'Disconnected' }),
  Connecting: ({ context }) => ({ state: 'Connecting', completed: false, resource: bodyOf(context.messaging) }),
  Connected: ({ context }) => ({ state: 'Connected', completed: false, resource: bodyOf(context.messaging) }),
  'Disconnecting.stopping': ({ context }) => ({
    state: 'Disconnecting',
    asks: true,
    completed: false,
    resource: bodyOf(context.messaging),
  }),
  'Disconnecting.waiting': ({ context }) => ({
    state: 'Disconnecting',
    asks: false,
    completed: false,
    resource: bodyOf(context.messaging),
  }),
}

const known: ReadonlySet<string> = new Set<MessagingView>(['Disconnected', 'Connecting', 'Connected', 'Disconnecting'])
const isKnown = (state: string): state is MessagingView => known.has(state)

/**
 * What the protocol promises users, told without the chart: messaging is what
 * the server said last, but for the time between a stop and its effect.
 */
class Promised {
  #body: Body | undefined
  #isSending = false
  #isOver = false
  #states: readonly MessagingView[] = ['Disconnected']
  #stops: readonly string[] = []
  #posts = 0

  get view(): View {
    return {
      state: this.#states.at(-1) ?? 'Disconnected',
      states: this.#states,
      completed: this.#isOver,
      resource: this.#isOver ? undefined : this.#body,
      stops: this.#stops,
      posts: this.#posts,
      asks: this.#isSending,
      faults: [],
    }
  }

  make({ does }: MessagingMove): void {
    switch (does.kind) {
      case 'tell':
        this.#body = does.body
        if (!isKnown(does.body.state)) return
        if (this.#isSending && does.body.state !== 'Disconnected') return
        this.#isSending = false
        return this.#show(does.body.state)
      case 'stop': {
        const isOffered = this.#body?.stop === true && this.view.state !== 'Disconnected' && !this.#isSending
        this.#stops = [...this.#stops, isOffered ? 'pending' : 'CommandFailed NotAvailable']
        if (!isOffered) return
        this.#posts += 1
        this.#isSending = true
        return this.#show('Disconnecting')
      }
      case 'answer':
        this.#isSending = false
        if (does.how !== 'refused') return
        this.#settle('CommandFailed Refused')
        return this.#show(this.#body !== undefined && isKnown(this.#body.state) ? this.#body.state : 'Connected')
      case 'lose':
        this.#settle('ConnectionLost resume')
        return this.#end()
      case 'delete':
        return this.#end()
    }
  }

  #end(): void {
    this.#isOver = true
    this.#isSending = false
    this.#show('Disconnected')
  }

  #show(state: MessagingView): void {
    if (this.view.state !== state) this.#states = [...this.#states, state]
    if (state === 'Disconnected') this.#settle('done')
  }

  #settle(verdict: string): void {
    this.#stops = this.#stops.map((before) => (before === 'pending' ? verdict : before))
  }
}

const stageMessaging = async (ground: Ground): Promise<Scene<Snapshot, MessagingMove>> => {
  const world = await signIn(ground)
  const { client, control, line, deliver, tell, settle } = world
  const told = { rel: 'communication', href: control.hrefs(tosh).communication }
  const puppet = control.user(lene).staysSilent()
  client.startMessaging({ to: lene })
  await settle()
  const [hrefs] = control.hrefs(tosh).conversations
  if (hrefs === undefined) throw new Error('no conversation began')
  const stopHref = fill(paths.stopMessaging, {
    application: control.hrefs(tosh).application.split('/').at(-1) ?? '',
    conversation: hrefs.conversation.split('/').at(-1) ?? '',
  })
  await tell({
    ...told,
    events: [
      {
        link: { rel: 'conversation', href: hrefs.conversation },
        _embedded: { conversation: { state: 'Connecting', _links: { self: { href: hrefs.conversation } } } },
        type: 'added',
      },
    ],
  })
  const [conversation] = client.conversations$.getSnapshot()
  if (conversation === undefined) throw new Error('the client shows no conversation')

  const states: MessagingView[] = []
  let completed = false
  conversation.messaging.state$.subscribe({ next: (state) => states.push(state), complete: () => (completed = true) })
  const stops: Verdict[] = []
  const promised = new Promised()

  /** What the server has made known and not delivered; what it is in the middle of, itself. */
  let waiting: readonly string[] = ['Connecting']
  let truth: 'Connecting' | 'Connected' | 'Disconnected' | 'over' = 'Connecting'
  let detained: { readonly letGo: () => void } | undefined

  const view = (): View => ({
    state: conversation.messaging.state$.getSnapshot(),
    states: [...states],
    completed,
    resource: bodyOf(conversation.messaging.resource),
    stops: stops.map((verdict) => verdict.now()),
    posts: line.asked('stopMessaging'),
    asks: line.open('stopMessaging') > 0,
    faults: world.faults,
  })

  /** What a faithful server does by itself, where it is in a state to do it. */
  const faithfully = ({ state, stop }: Body): boolean => {
    const bringsAbout = (from: typeof truth, to: typeof truth, act: () => void): boolean => {
      if (truth !== from || waiting.length > 0) return false
      act()
      truth = to
      return true
    }
    if (state === 'Connecting' && stop && waiting.join() === 'Connecting') {
      waiting = []
      return true
    }
    if (state === 'Connected' && stop) return bringsAbout('Connecting', 'Connected', () => puppet.accepts(tosh))
    if (state === 'Disconnected') {
      return bringsAbout('Connected', 'Disconnected', () => puppet.removesMessaging(tosh))
    }
    return false
  }

  const say = async (body: Body): Promise<void> => {
    if (faithfully(body)) return deliver()
    const messaging = { state: body.state, _links: body.stop ? { stopMessaging: { href: stopHref } } : {} }
    await tell({
      rel: 'conversation',
      href: hrefs.conversation,
      events: [{ link: { rel: 'messaging', href: hrefs.messaging }, _embedded: { messaging }, type: 'updated' }],
    })
  }

  const answer = async (how: Answer): Promise<void> => {
    if (detained === undefined) throw new Error('there is no request to answer')
    const isRunning = truth === 'Connecting' || truth === 'Connected'
    if (how === 'refused') control.intercept({ link: 'stopMessaging' }, conflict)
    else if (how === 'lost') control.intercept({ link: 'stopMessaging' }, 'dropAfter')
    else if (!isRunning) control.intercept({ link: 'stopMessaging' }, { status: 204 })
    detained.letGo()
    detained = undefined
    await settle()
    if (how === 'refused' || !isRunning) return
    truth = 'over'
    waiting = [...waiting, 'the end']
  }

  const end = async (): Promise<void> => {
    if (truth === 'Disconnected' && waiting.length === 0) {
      puppet.hangsUp(tosh)
      return deliver()
    }
    const link = { rel: 'conversation', href: hrefs.conversation }
    await tell({ ...told, events: [{ link, type: 'deleted' }] })
  }

  return {
    act: async (move) => {
      const { does } = move
      promised.make(move)
      switch (does.kind) {
        case 'tell':
          return say(does.body)
        case 'stop': {
          const gate = line.detain('stopMessaging')
          stops.push(verdictOf(conversation.stopMessaging().done))
          await settle()
          if (gate.isHere()) detained = gate
          return
        }
        case 'answer':
          return answer(does.how)
        case 'delete':
          return end()
        case 'lose':
          control.resume(tosh)
          return deliver()
      }
    },
    agree: async (snapshot) => {
      await settle()
      const seen = view()
      expectAgreement(seen, promised.view)
      expectAgreement(seen, meaning[stateOf(snapshot)]?.(snapshot) ?? { faults: ['a state without a meaning'] })
    },
  }
}

export const messagingModel: Model<typeof messagingMachine, MessagingMove> = {
  machine: messagingMachine,
  input: undefined,
  moves,
  facts: (snapshot) => {
    const { messaging, refusal } = snapshot.context
    const body = bodyOf(messaging)
    const told = body ? `${body.state} ${body.stop ? 'with' : 'without'} stopMessaging` : 'unseen'
    return `${stateOf(snapshot)} (${told}${refusal ? ', refused' : ''})`
  },
  open: stageMessaging,
}
