import { busyFor, type SessionMove, type Step, type StepAnswer } from './sessionMove.ts'

/** What users see of their session, and what it asks for. */
export interface SessionSeen {
  /** With times from the beginning of the path. */
  readonly status: string
  /** How each call of `connect()` and of `signOut()` went. */
  readonly connects: readonly string[]
  readonly signOuts: readonly string[]
  /** Causes of what `gaps$` told. */
  readonly gaps: readonly string[]
  /** Requests on their way. */
  readonly asks: readonly string[]
  readonly faults: readonly unknown[]
}

/** What the session is about. */
type Phase =
  | { readonly kind: 'out' }
  | { readonly kind: 'step'; readonly step: Step }
  | {
      readonly kind: 'pause'
      readonly step: Step
      readonly until: number
      readonly cause: string
      readonly asked: boolean
    }
  | { readonly kind: 'up'; readonly as: 'available' | 'lurking' | 'unheard' | 'reporting' }
  | { readonly kind: 'away'; readonly why: 'suspended' | 'replaced' }
  | { readonly kind: 'leaving'; readonly after: 'applications' | undefined }
  | { readonly kind: 'ended'; readonly cause: string }

const steps: readonly Step[] = ['discoverRoot', 'readUser', 'applications']

const stepWords: Readonly<Record<Step, string>> = {
  discoverRoot: 'discovering',
  readUser: 'authenticating',
  applications: 'creating',
  makeMeAvailable: 'becomingAvailable',
}

/** Half of each pause is left to chance, which is one half here. */
const pauseAfter = (failures: number): number => Math.min(60_000, 1000 * 2 ** (failures - 1)) * 0.75

const triesOfANewcomer = 3
const triesOfAHost = 5

/**
 * What is promised of a session, told without the chart: a newcomer is told soon
 * that it cannot be done, whoever was online is brought back however long it
 * takes, and whoever was put out stays out.
 */
export class PromisedSession {
  #phase: Phase = { kind: 'out' }
  /** How many of the steps need not be repeated. */
  #known = 0
  #failures = 0
  /** There is an application, or was one that nobody has ended. */
  #hasApplication = false
  #connects: readonly string[] = []
  #signOuts: readonly string[] = []
  #gaps: readonly string[] = []

  get seen(): SessionSeen {
    return {
      status: this.#status,
      connects: this.#connects,
      signOuts: this.#signOuts,
      gaps: this.#gaps,
      asks: this.#asks,
      faults: [],
    }
  }

  /** At this time, from the beginning of the path. */
  make({ does }: SessionMove, now: number): void {
    switch (does.kind) {
      case 'user':
        this.#user(does.does)
        break
      case 'answer':
        if (does.how === 'taken' || does.how === 'hidden') this.#succeed(does.step, does.how)
        else this.#fail(does.step, does.how, now)
        break
      case 'wait':
        this.#tryAgain()
        break
      case 'wake':
        if (this.#phase.kind === 'pause' && !this.#phase.asked) this.#tryAgain()
        break
      case 'idle':
        this.#phase = { kind: 'up', as: 'unheard' }
        break
      case 'heard':
        this.#phase = { kind: 'up', as: 'reporting' }
        break
      case 'report':
        this.#phase = { kind: 'up', as: 'available' }
        break
      case 'delete':
        this.#reset({ kind: 'out' })
        break
      case 'channel':
        if (does.ending === 'replaced') this.#away('replaced')
        else if (does.ending === 'not found') this.#recover(2)
        else if (does.ending === 'unreachable') this.#recover(0)
        else this.#putOut('Refused')
        break
      case 'application':
        if (does.what === 'ended') this.#putOut('Refused')
        else this.#recover(2)
    }
    this.#settle()
  }

  get #status(): string {
    const phase = this.#phase
    switch (phase.kind) {
      case 'out':
        return 'signedOut'
      case 'step':
        return `signingIn ${stepWords[phase.step]}`
      case 'pause':
        return `waiting ${stepWords[phase.step]} ${this.#failures} until ${phase.until} because ${phase.cause}`
      case 'up':
        return phase.as === 'lurking' ? 'lurking' : 'available'
      case 'away':
        return phase.why
      case 'leaving':
        return 'signingOut'
      case 'ended':
        return `ended ${phase.cause}`
    }
  }

  get #asks(): readonly string[] {
    const phase = this.#phase
    switch (phase.kind) {
      case 'step':
        return phase.step === 'makeMeAvailable' ? ['makeMeAvailable', 'events'] : [phase.step]
      case 'pause':
        return phase.step === 'makeMeAvailable' ? ['events'] : []
      case 'up':
        return phase.as === 'reporting' ? ['reportMyActivity', 'events'] : ['events']
      case 'leaving':
        return [phase.after ?? 'DELETE application']
      default:
        return []
    }
  }

  get #isUp(): boolean {
    const phase = this.#phase
    return phase.kind === 'up' || (phase.kind !== 'out' && 'step' in phase && phase.step === 'makeMeAvailable')
  }

  /** What it asks for may be made, whoever wants it. */
  get #isCreating(): boolean {
    return this.#phase.kind === 'step' && this.#phase.step === 'applications'
  }

  #user(does: 'connects' | 'resumes' | 'suspends' | 'signs out'): void {
    const { kind } = this.#phase
    switch (does) {
      case 'connects':
        this.#connects = [...this.#connects, 'pending']
        if (kind === 'out' || kind === 'ended') this.#reset({ kind: 'step', step: 'discoverRoot' })
        if (kind === 'away') this.#phase = { kind: 'step', step: 'makeMeAvailable' }
        return
      case 'resumes':
        if (kind === 'away') this.#phase = { kind: 'step', step: 'makeMeAvailable' }
        return
      case 'suspends':
        return this.#isUp ? this.#away('suspended') : undefined
      case 'signs out':
        this.#signOuts = [...this.#signOuts, 'pending']
        if (kind === 'leaving') return
        if (this.#isCreating || this.#hasApplication) {
          this.#phase = { kind: 'leaving', after: this.#isCreating ? 'applications' : undefined }
        } else this.#reset({ kind: 'out' })
    }
  }

  #succeed(step: Step, how: StepAnswer): void {
    if (step === 'makeMeAvailable') {
      this.#failures = 0
      this.#phase = { kind: 'up', as: how === 'hidden' ? 'lurking' : 'available' }
      return
    }
    this.#known = Math.max(this.#known, steps.indexOf(step) + 1)
    if (step !== 'applications') return this.#go()
    this.#known = 2
    this.#failures = 0
    this.#hasApplication = true
    this.#phase = { kind: 'step', step: 'makeMeAvailable' }
  }

  #fail(step: Step, how: StepAnswer, now: number): void {
    this.#failures += 1
    const cause = step === 'discoverRoot' ? 'NotDiscovered' : how === 'broken' ? 'Unreachable' : 'Refused'
    const isPatient = this.#hasApplication || (step !== 'discoverRoot' && this.#failures < triesOfANewcomer)
    if (how === 'refused' || !isPatient) return this.#putOut(cause)
    if (step !== 'makeMeAvailable' && how === 'broken' && this.#failures >= triesOfAHost) this.#known = 0
    this.#phase = {
      kind: 'pause',
      step: step === 'makeMeAvailable' ? step : this.#nextStep,
      until: now + (how === 'busy' ? busyFor * 1000 : pauseAfter(this.#failures)),
      cause,
      asked: how === 'busy',
    }
  }

  get #nextStep(): Step {
    return steps[this.#known] ?? 'applications'
  }

  #go(): void {
    this.#phase = { kind: 'step', step: this.#nextStep }
  }

  #tryAgain(): void {
    if (this.#phase.kind === 'pause') this.#phase = { kind: 'step', step: this.#phase.step }
  }

  #away(why: 'suspended' | 'replaced'): void {
    this.#failures = 0
    this.#phase = { kind: 'away', why }
  }

  #recover(known: number): void {
    this.#failures = 0
    this.#known = known
    this.#gaps = [...this.#gaps, 'recreated']
    this.#go()
  }

  #putOut(cause: string): void {
    if (this.#isUp || this.#phase.kind === 'away') this.#gaps = [...this.#gaps, 'ended']
    this.#reset({ kind: 'ended', cause })
  }

  #reset(phase: Phase): void {
    this.#failures = 0
    this.#known = 0
    this.#hasApplication = false
    this.#phase = phase
  }

  #settle(): void {
    const phase = this.#phase
    const settled =
      (verdict: string) =>
      (before: string): string =>
        before === 'pending' ? verdict : before
    if (phase.kind === 'up') this.#connects = this.#connects.map(settled('done'))
    if (phase.kind === 'out') this.#signOuts = this.#signOuts.map(settled('done'))
    if (phase.kind === 'out' || phase.kind === 'leaving') {
      this.#connects = this.#connects.map(settled('ConnectionLost signedOut'))
    }
    if (phase.kind === 'ended') {
      const failed = phase.cause === 'NotDiscovered' ? 'DiscoveryFailed' : `SignInFailed ${phase.cause}`
      this.#connects = this.#connects.map(settled(failed))
    }
  }
}
