import { createClient, password } from '../../src/index.ts'
import type { Clock } from '../../src/seam/clock.ts'
import type { Random } from '../../src/seam/random.ts'
import type { UcwaServer, UserAccount } from '../../src/server/index.ts'
import type { Http } from '../../src/transport/http.ts'
import type { Figures } from './figures.ts'
import { mischief } from './mischief.ts'
import type { Tally } from './tally.ts'
import { createUser, type User } from './user.ts'
import type { Faulty } from './faulty.ts'
import { signed } from './wire.ts'

const secret = 'pass@word1'

const addressOf = (at: number): string => `user${at}@contoso.com`

/** Those who will be there, for the server. */
export const accounts = (count: number): readonly UserAccount[] =>
  Array.from({ length: count }, (_, at) => ({ uri: `sip:${addressOf(at)}`, name: `User ${at}`, password: secret }))

export interface SoakOptions {
  readonly clients: number
  readonly minutes: number
  readonly clock: Clock
  readonly random: Random
  readonly server: Pick<UcwaServer, 'control'>
  readonly faults: Pick<Faulty, 'end' | 'struck'>
  readonly tally: Tally
  readonly http: Http
  readonly rootUrl: string
  /** Bytes in use after a collection. */
  readonly heap: () => number
  /** Hears how it goes, once a minute. */
  readonly progress?: (minute: number, figures: Omit<Figures, 'heap'>) => void
}

const second = 1000
const minute = 60 * second

/** Milliseconds between two deeds of the server to one user, on an average. */
const peace = 2 * minute

/** Milliseconds between two restarts of the server. */
const uptime = 3 * minute

/** Milliseconds in which everybody has to be back, and everything told, once the faults are over. */
const patience = 3 * minute

/** Keeps clients busy for so long while everything goes wrong that can, then lets it calm down, and counts. */
export const soak = async (options: SoakOptions): Promise<Figures> => {
  const { clients, minutes, clock, random, server, faults, tally, http, rootUrl, heap, progress } = options
  const pause = (ms: number) => new Promise<void>((resolve) => void clock.setTimeout(resolve, ms))
  let texts = 0
  const nextText = () => `text ${++texts}`
  const another = (at: number) => (at + 1 + Math.floor(random() * (clients - 1))) % clients

  const users: readonly User[] = accounts(clients).map((_, at) => {
    const address = addressOf(at)
    const client = createClient({
      signInAddress: address,
      credentials: password(address, secret),
      rootUrl,
      clock,
      random,
      http: signed(http, address),
    })
    const uriOfAnother = () => `sip:${addressOf(another(at))}`
    return createUser({ client, name: address, uriOfAnother, nextText, tally, clock, random })
  })

  const isOnline = ({ client }: User): boolean => {
    const status = client.status$.getSnapshot()
    if (status.state === 'available') return true
    // A poll that is asked again has its answer when something happens.
    return status.state === 'reconnecting'
  }
  const figures = (): Omit<Figures, 'heap'> => ({
    sent: texts,
    ...tally.counts(),
    reconnects: users.reduce((sum, user) => sum + user.reconnects(), 0),
    struck: faults.struck() + deeds,
    offline: users.filter((user) => !isOnline(user)).length,
  })

  const begin = clock.now()
  const end = begin + minutes * minute
  const settledAt = begin + Math.min(2 * minute, (minutes * minute) / 2)
  const weighed = { atStart: 0, whenSettled: 0, atEnd: 0 }
  let deeds = 0
  let restarted = begin
  let reported = 0
  while (clock.now() < end) {
    await pause(second)
    const now = clock.now()
    const due = (clients * second) / peace
    for (let owed = Math.floor(due) + (random() < due % 1 ? 1 : 0); owed > 0; owed--) {
      if (mischief(server.control, addressOf(Math.floor(random() * clients)), random)) deeds += 1
    }
    if (now - restarted >= uptime) {
      restarted = now
      deeds += 1
      server.control.forgetApplications()
    }
    tally.sweep()
    if (weighed.atStart === 0 && (users.every(isOnline) || now >= settledAt)) weighed.atStart = heap()
    if (weighed.whenSettled === 0 && now >= settledAt) weighed.whenSettled = heap()
    if (now - begin >= (reported + 1) * minute) progress?.(++reported, figures())
  }
  weighed.atEnd = heap()

  for (const user of users) user.fallSilent()
  faults.end()
  const isCalm = () => users.every(isOnline) && tally.counts().lost === 0
  while (clock.now() < end + patience && !isCalm()) await pause(second)
  await pause(5 * second)
  const counted = { ...figures(), heap: weighed }
  for (const user of users) user.leave()
  return counted
}
