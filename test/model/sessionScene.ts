import type { Intervention } from '../../src/server/index.ts'
import { expectAgreement } from './agreement.ts'
import type { Checkpoint } from './line.ts'
import { PromisedSession, type SessionSeen } from './promisedSession.ts'
import { busyFor, type ChannelEnding, type SessionMove, type Step, type StepAnswer } from './sessionMove.ts'
import { wordsFor } from './statusWords.ts'
import { verdictOf, type Verdict } from './verdict.ts'
import { lene, type Ground } from './world.ts'

const operations = [
  'discoverRoot',
  'readUser',
  'applications',
  'makeMeAvailable',
  'reportMyActivity',
  'DELETE application',
  'events',
] as const
type Operation = (typeof operations)[number]

const linkOf: Readonly<Record<Step, string>> = {
  discoverRoot: 'root',
  readUser: 'user',
  applications: 'applications',
  makeMeAvailable: 'makeMeAvailable',
}

const refusal = (status: number, subcode = 'Unheard'): Intervention => ({ status, body: { code: 'Some', subcode } })

const answerFor: Readonly<Record<StepAnswer, Intervention | undefined>> = {
  taken: undefined,
  hidden: refusal(403, 'AnonymousNotAllowed'),
  broken: 'dropBefore',
  busy: { status: 503, headers: { 'Retry-After': String(busyFor) }, body: { code: 'ServiceUnavailable' } },
  refused: refusal(403),
}

const statusOf: Readonly<Record<Exclude<ChannelEnding, 'replaced' | 'unreachable'>, number>> = {
  'not found': 404,
  gone: 410,
  forbidden: 403,
}

/** An application that is lost sooner is not created again at once. */
const ordinaryLife = 30_000
const activityInterval = 240_000
const patienceWithAChannel = 900_000

/** A session of Tosh's, each of whose requests waits until a path says what becomes of it. */
export class SessionScene {
  readonly #ground: Ground
  readonly #from: number
  readonly #promised = new PromisedSession()
  readonly #checkpoints: ReadonlyMap<Operation, Checkpoint>
  readonly #connects: Verdict[] = []
  readonly #signOuts: Verdict[] = []
  readonly #gaps: string[] = []
  /** A request outlives a suspension only where a path needs one. */
  readonly #needsRequest: boolean
  readonly #request: Checkpoint

  constructor(ground: Ground, plan: readonly SessionMove[]) {
    const { client, clock, line } = ground
    this.#ground = ground
    this.#from = clock.now()
    this.#checkpoints = new Map(operations.map((operation) => [operation, line.detainEach(operation)]))
    this.#request = line.detainEach('startMessaging')
    this.#needsRequest = plan.some(({ does }) => does.kind === 'application')
    client.gaps$.subscribe(({ cause }) => this.#gaps.push(cause))
  }

  async act(move: SessionMove): Promise<void> {
    const { client, control, clock, settle } = this.#ground
    const { does } = move
    this.#promised.make(move, clock.now() - this.#from)
    switch (does.kind) {
      case 'user':
        return this.#user(does.does)
      case 'answer':
        await this.#answer(does.step, answerFor[does.how])
        return does.step === 'applications' && does.how === 'taken' ? clock.advance(ordinaryLife) : undefined
      case 'wait': {
        const status = client.status$.getSnapshot()
        if (status.state !== 'waiting') throw new Error('there is nothing to wait for')
        // A millisecond before, nothing has been asked.
        await clock.advance(status.retryAt - clock.now() - 1)
        if (client.status$.getSnapshot() !== status) throw new Error('it is tried too early')
        return clock.advance(1)
      }
      case 'wake':
        return this.#ground.wake()
      case 'idle':
        return clock.advance(activityInterval)
      case 'heard':
        return client.me.reportMyActivity()
      case 'report':
        if (does.how === 'refused') control.intercept({ link: 'reportMyActivity' }, refusal(403))
        return this.#letGo('reportMyActivity')
      case 'delete':
        if (this.#at('applications').isHere()) await this.#letGo('applications')
        if (does.how === 'lost') control.intercept({ link: 'application', method: 'DELETE' }, 'dropAfter')
        return this.#letGo('DELETE application')
      case 'channel':
        return this.#endChannel(does.ending)
      case 'application': {
        const answer = does.what === 'ended' ? refusal(410, 'TooManyApplications') : refusal(404, 'ApplicationNotFound')
        if (this.#at('events').isHere()) return this.#refusePoll(answer)
        control.intercept({ link: 'startMessaging' }, answer)
        this.#request.letGo()
        return settle()
      }
    }
  }

  /** Resolves when what users see is what they were promised; gives it. */
  async seen(): Promise<SessionSeen> {
    const { client, faults, settle } = this.#ground
    await settle()
    const seen: SessionSeen = {
      status: wordsFor(client.status$.getSnapshot(), this.#from),
      connects: this.#connects.map((verdict) => verdict.now()),
      signOuts: this.#signOuts.map((verdict) => verdict.now()),
      gaps: [...this.#gaps],
      asks: operations.filter((operation) => this.#at(operation).isHere()),
      faults,
    }
    expectAgreement(seen, this.#promised.seen)
    return seen
  }

  #at(operation: Operation): Checkpoint {
    const checkpoint = this.#checkpoints.get(operation)
    if (checkpoint === undefined) throw new Error(`nobody stops ${operation}`)
    return checkpoint
  }

  async #letGo(operation: Operation): Promise<void> {
    this.#at(operation).letGo()
    await this.#ground.settle()
  }

  #user(does: 'connects' | 'resumes' | 'suspends' | 'signs out'): Promise<void> {
    const { client, settle } = this.#ground
    switch (does) {
      case 'connects':
        this.#connects.push(verdictOf(client.connect()))
        break
      case 'resumes':
        client.resume()
        break
      case 'suspends':
        return this.#leaveBehind(() => {
          client.suspend()
          return settle()
        })
      case 'signs out':
        this.#signOuts.push(verdictOf(client.signOut()))
    }
    return settle()
  }

  /** A request may still be under way when the channel is given up. */
  async #leaveBehind(act: () => Promise<void>): Promise<void> {
    if (this.#needsRequest && this.#at('events').isHere()) this.#ground.client.startMessaging({ to: lene })
    await this.#ground.settle()
    return act()
  }

  async #answer(step: Step, intervention: Intervention | undefined): Promise<void> {
    if (intervention !== undefined) this.#ground.control.intercept({ link: linkOf[step] }, intervention)
    await this.#letGo(step)
    // The first answer to whoever has no token is where to get one; then the same is asked again.
    if (intervention === undefined && this.#at(step).isHere()) await this.#letGo(step)
  }

  async #refusePoll(intervention: Intervention): Promise<void> {
    this.#ground.control.intercept({ link: 'events' }, intervention)
    await this.#letGo('events')
  }

  #endChannel(ending: ChannelEnding): Promise<void> {
    if (ending === 'unreachable') return this.#exhaustPatience()
    if (ending !== 'replaced') return this.#refusePoll(refusal(statusOf[ending]))
    return this.#leaveBehind(async () => {
      await this.#refusePoll(refusal(409, 'PGetReplaced'))
      await this.#awaitPoll()
      await this.#refusePoll(refusal(409, 'PGetReplaced'))
    })
  }

  async #exhaustPatience(): Promise<void> {
    const { clock } = this.#ground
    const since = clock.now()
    while (clock.now() - since <= patienceWithAChannel) {
      await this.#refusePoll({ status: 503, body: { code: 'ServiceUnavailable' } })
      await this.#awaitPoll()
    }
    await this.#refusePoll({ status: 503, body: { code: 'ServiceUnavailable' } })
  }

  async #awaitPoll(): Promise<void> {
    const { client, clock, settle } = this.#ground
    const status = client.status$.getSnapshot()
    if (status.state === 'waiting') await clock.advance(status.retryAt - clock.now())
    await settle()
  }
}
