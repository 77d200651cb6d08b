import type { SnapshotFrom } from 'xstate'
import { eventChannelMachine } from '../../machines/eventChannelMachine.ts'
import type { Failure } from '../../src/protocol/failure.ts'
import { fill, paths } from '../../src/server/paths.ts'
import { expectAgreement } from './agreement.ts'
import type { Move, Scene } from './pathsOf.ts'
import { wordsFor } from './statusWords.ts'
import type { Model } from './walk.ts'
import { tosh, type Ground } from './world.ts'

type Snapshot = SnapshotFrom<typeof eventChannelMachine>

interface ChannelMove extends Move {
  readonly does: 'break' | 'repeat' | 'page' | 'recover' | 'resync' | 'resume' | 'read' | 'replace' | 'close'
}

const unreachable: Failure = {
  name: 'Unreachable',
  operation: 'events',
  method: 'GET',
  href: '/',
  code: 'ECONNRESET',
  cause: undefined,
}
const forbidden: Failure = {
  name: 'Refused',
  operation: 'events',
  method: 'GET',
  href: '/',
  status: 403,
  code: 'Forbidden',
  subcode: undefined,
  message: undefined,
  parameters: undefined,
  retryAfter: undefined,
  diagnostics: undefined,
}

const event = (type: string, payload: object = {}): Move['event'] => ({ type, ...payload })

/** Everything that can happen to an event channel. */
const moves: readonly ChannelMove[] = [
  {
    says: 'the connection breaks',
    event: event('channel.backingOff', { attempt: 1, retryAt: 1, cause: unreachable }),
    does: 'break',
  },
  { says: 'the pause is over', event: event('channel.repeating'), does: 'repeat' },
  // A page is nothing to the chart, unless it is the first after a break.
  { says: 'a page comes', event: event('channel.page'), anytime: true, does: 'page' },
  { says: 'the poll is answered again', event: event('channel.polling'), does: 'recover' },
  { says: 'resync comes', event: event('channel.gap', { cause: 'resync' }), does: 'resync' },
  { says: 'resume comes', event: event('channel.gap', { cause: 'resume' }), does: 'resume' },
  { says: 'what was still there has been read', event: event('channel.caughtUp'), anytime: true, does: 'read' },
  { says: 'another instance polls', event: event('channel.replaced'), ends: true, does: 'replace' },
  {
    says: 'the server closes the channel',
    event: event('channel.gone', { cause: forbidden }),
    ends: true,
    does: 'close',
  },
]

/** What users see of the event channel, and what goes over the wire for it. */
interface ChannelSeen {
  /** With times from the beginning of the path. */
  readonly status: string
  /** Conversations that are listed. */
  readonly conversations: number
  /** Whether what is still there is being read. */
  readonly reads: boolean
  /** Whether a poll waits for its answer. */
  readonly polls: boolean
  readonly gaps: readonly string[]
  readonly faults: readonly unknown[]
}

const firstPause = 750

/** Half of each pause is left to chance, which is one half here. */
const pauseAfter = (failures: number): number => Math.min(60_000, 1000 * 2 ** (failures - 1)) * 0.75

/**
 * What the protocol promises users, told without the chart: a broken poll is
 * repeated after a pause; what comes after a gap waits until everything that is
 * still there has been read, or until the next gap.
 */
class PromisedChannel {
  #seen: ChannelSeen = { status: 'available', conversations: 0, reads: false, polls: true, gaps: [], faults: [] }
  #failures = 0
  #now = 0
  /** The poll that failed is out again. */
  #isOut = false
  #isWaiting = false
  #gap = ''

  get seen(): ChannelSeen {
    return this.#seen
  }

  make({ does }: ChannelMove): void {
    if (does !== 'read') this.#awaitPoll()
    switch (does) {
      case 'break': {
        this.#failures += 1
        this.#isOut = false
        const until = this.#now + pauseAfter(this.#failures)
        return this.#show({
          status: `waiting polling ${this.#failures} until ${until} because Unreachable`,
          polls: false,
        })
      }
      case 'repeat':
        return this.#show({ status: `reconnecting ${this.#failures} because Unreachable`, polls: true })
      case 'page':
      case 'recover':
        this.#failures = 0
        this.#show({ status: 'available', polls: true })
        if (this.#seen.reads) this.#isWaiting = true
        else this.#show({ conversations: 1 })
        return
      case 'resync':
      case 'resume':
        this.#gap = does
        // What waits is from before this gap, and is handed out first.
        if (this.#isWaiting) this.#show({ conversations: 1 })
        this.#isWaiting = false
        return this.#show({ reads: true })
      case 'read':
        this.#show({
          reads: false,
          conversations: this.#isWaiting ? 1 : 0,
          gaps: [...this.#seen.gaps, this.#gap],
        })
        this.#isWaiting = false
        return
      case 'replace':
        return this.#show({ status: 'replaced', polls: false })
      case 'close':
        return this.#show({
          status: 'ended Refused',
          polls: false,
          conversations: 0,
          reads: false,
          gaps: [...this.#seen.gaps, 'ended'],
        })
    }
  }

  /** While it backs off there is no poll to answer: its time comes first. */
  #awaitPoll(): void {
    if (this.#failures > 0 && !this.#isOut) this.#now += pauseAfter(this.#failures)
    this.#isOut = true
  }

  #show(change: Partial<ChannelSeen>): void {
    this.#seen = { ...this.#seen, ...change }
  }
}

const stageChannel = async (ground: Ground): Promise<Scene<Snapshot, ChannelMove>> => {
  const { client, control, line, clock, settle } = ground
  const poll = line.detainEach('events')
  const connected = client.connect()
  await settle()
  await connected
  const reading = line.detainEach('conversations')
  const from = clock.now()
  const gaps: string[] = []
  client.gaps$.subscribe(({ cause }) => gaps.push(cause))
  const promised = new PromisedChannel()
  const hrefs = control.hrefs(tosh)
  const application = hrefs.application.split('/').at(-1) ?? ''
  const href = fill(paths.conversation, { application, conversation: 'new' })

  /** The poll, as soon as it is time for it. */
  const awaitPoll = async (): Promise<void> => {
    const status = client.status$.getSnapshot()
    if (status.state === 'waiting') await clock.advance(status.retryAt - clock.now())
    await settle()
  }

  const answer = async (): Promise<void> => {
    await awaitPoll()
    poll.letGo()
    await settle()
  }

  const refuse = async (status: number, body: object): Promise<void> => {
    control.intercept({ link: 'events' }, { status, body })
    await answer()
  }

  const act = async ({ does }: ChannelMove): Promise<void> => {
    switch (does) {
      case 'break':
        control.intercept({ link: 'events' }, 'dropBefore')
        return answer()
      case 'repeat':
        return awaitPoll()
      case 'page':
      case 'recover':
        control.push(tosh, (self, next) => ({
          _links: { self: { href: self }, next: { href: next } },
          sender: [
            {
              rel: 'communication',
              href: hrefs.communication,
              events: [
                {
                  link: { rel: 'conversation', href },
                  _embedded: { conversation: { state: 'Connected', _links: { self: { href } } } },
                  type: 'added',
                },
              ],
            },
          ],
        }))
        return answer()
      case 'resync':
        control.resync(tosh)
        return answer()
      case 'resume':
        control.resume(tosh)
        return answer()
      case 'read':
        reading.letGo()
        return settle()
      case 'replace': {
        const replaced = { code: 'Conflict', subcode: 'PGetReplaced' }
        await refuse(409, replaced)
        await clock.advance(firstPause)
        return refuse(409, replaced)
      }
      case 'close':
        return refuse(403, { code: 'Forbidden' })
    }
  }

  return {
    act: (move) => {
      promised.make(move)
      return act(move)
    },
    agree: async (snapshot) => {
      await settle()
      const seen: ChannelSeen = {
        status: wordsFor(client.status$.getSnapshot(), from),
        conversations: client.conversations$.getSnapshot().length,
        reads: reading.isHere(),
        polls: poll.isHere(),
        gaps: [...gaps],
        faults: ground.faults,
      }
      expectAgreement(seen, promised.seen)
      expectAgreement(seen, meaningOf(snapshot))
    },
  }
}

/** `open.polling`, `gone`, … */
const stateOf = ({ value }: Snapshot): string => (typeof value === 'string' ? value : `open.${value.open}`)

const meaningOf = (snapshot: Snapshot): Partial<ChannelSeen> => {
  switch (stateOf(snapshot)) {
    case 'open.polling':
      return { status: 'available', polls: true }
    case 'open.backingOff':
      return { polls: false }
    case 'open.repeating':
      return { polls: true }
    case 'open.resyncing':
      return { status: 'available', polls: true, reads: true }
    case 'replaced':
      return { status: 'replaced', polls: false }
    case 'gone':
      return { status: 'ended Refused', polls: false }
    default:
      return { faults: ['a state without a meaning'] }
  }
}

const withWord = (words: string, word: string, isThere: boolean): string =>
  [...words.split(' and ').filter((other) => other !== '' && other !== word), ...(isThere ? [word] : [])].join(' and ')

export const eventChannelModel: Model<typeof eventChannelMachine, ChannelMove> = {
  machine: eventChannelMachine,
  input: { events: '/events' },
  moves,
  client: { random: () => 0.5 },
  facts: stateOf,
  /** Whether what is still there is being read, and whether a poll has failed: the loop knows, not the chart. */
  aside: (before, { does }) => {
    switch (does) {
      case 'resync':
      case 'resume':
        return withWord(before, 'reading', true)
      case 'read':
        return withWord(before, 'reading', false)
      case 'break':
        return withWord(before, 'broken', true)
      case 'recover':
        return withWord(before, 'broken', false)
      default:
        return before
    }
  },
  isPossible: ({ does }, _, aside) => {
    if (does === 'read') return aside.includes('reading')
    if (does === 'page' || does === 'resync' || does === 'resume') return !aside.includes('broken')
    return true
  },
  outOfSight: {
    'open on channel.gap to .resyncing: action forgetSetback removed':
      'what a break was about is told only while the channel backs off, and it polls before it tells of a gap',
    'open.repeating on channel.polling to polling: action forgetSetback removed':
      'what a break was about is told only while the channel backs off',
  },
  open: stageChannel,
}
