import type { Client, Conversation } from '../../src/index.ts'
import type { Clock, Timer } from '../../src/seam/clock.ts'
import type { Random } from '../../src/seam/random.ts'
import type { Tally } from './tally.ts'

interface Surroundings {
  readonly client: Client
  readonly name: string
  readonly uriOfAnother: () => string
  readonly nextText: () => string
  readonly tally: Tally
  readonly clock: Clock
  readonly random: Random
}

/** Somebody who talks to others at random, and comes back whenever her client has stopped. */
export interface User {
  readonly client: Client
  /** How often she was online again after she was not. */
  readonly reconnects: () => number
  /** From now on she says nothing more, but stays online. */
  readonly fallSilent: () => void
  readonly leave: () => void
}

const pathOf = ({ href }: Conversation): string => new URL(href).pathname

const atRest: ReadonlySet<string> = new Set(['ended', 'replaced', 'signedOut', 'suspended'])

const ignore = () => undefined

export const createUser = (surroundings: Surroundings): User => {
  const { client, name, uriOfAnother, nextText, tally, clock, random } = surroundings
  let isSilent = false
  let reconnects = 0
  let wasOnline = false
  let isOnline = false
  const timers = new Set<Timer>()

  const after = (ms: number, act: () => void): void => {
    const timer = clock.setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
  }

  const readFrom = (conversation: Conversation): void => {
    const path = pathOf(conversation)
    conversation.messages$.subscribe({
      next: ({ direction, text }) => {
        if (direction === 'Incoming') tally.seen(name, path, text ?? '')
      },
      complete: () => tally.over(name, path),
    })
  }

  client.conversationAdded$.subscribe((conversation) => {
    tally.known(name, pathOf(conversation))
    if (random() < 0.7) readFrom(conversation)
    else after(random() * 2000, () => readFrom(conversation))
  })
  client.gaps$.subscribe((gap) => {
    if ('conversations' in gap) tally.gap(name, gap.conversations.map(pathOf), gap.cause !== 'resync')
  })
  client.status$.subscribe(({ state }) => {
    const isAvailable = state === 'available'
    if (isAvailable && !isOnline && wasOnline) reconnects += 1
    wasOnline ||= isAvailable
    isOnline = isAvailable
  })
  client.invitations$.subscribe((invitation) => {
    const chance = random()
    if (chance < 0.85) after(random() * 3000, () => void invitation.accept().done.catch(ignore))
    else if (chance < 0.95) invitation.decline().done.catch(ignore)
  })

  const tidyUp = (): void => {
    const logs = client.history.conversationLogs({ limit: 20 })
    logs.subscribe({ next: (log) => void log.remove().done.catch(ignore), error: ignore })
  }

  const invite = (): void => {
    const greeting = random() < 0.5 ? { message: nextText() } : {}
    client.startMessaging({ to: uriOfAnother(), subject: 'Soak', ...greeting })
  }

  const talk = (conversation: Conversation): void => {
    const chance = random()
    if (chance < 0.8) conversation.send(nextText())
    else if (chance < 0.85) conversation.setIsTyping().done.catch(ignore)
    else if (chance < 0.93) conversation.leave().done.catch(ignore)
    else tidyUp()
  }

  const act = (): void => {
    if (random() < 0.005) return client.suspend()
    const talking = client.conversations$
      .getSnapshot()
      .filter(({ messaging }) => messaging.state$.getSnapshot() === 'Connected')
    const conversation = talking[Math.floor(random() * talking.length)]
    if (conversation === undefined || (talking.length < 3 && random() < 0.05)) invite()
    else talk(conversation)
  }

  const live = (): void => {
    const { state } = client.status$.getSnapshot()
    if (atRest.has(state)) client.connect().catch(ignore)
    else if (state === 'available' && !isSilent) act()
    after(5000 + random() * 15_000, live)
  }
  after(random() * 20_000, live)

  return {
    client,
    reconnects: () => reconnects,
    fallSilent: () => {
      isSilent = true
    },
    leave: () => {
      client.close()
      for (const timer of timers) clock.clearTimeout(timer)
    },
  }
}
