import { expect, test, vi } from 'vitest'
import { isDropped } from '../../src/server/http.ts'
import { createServer } from '../../src/server/index.ts'
import { inProcessHttp } from '../support/inProcessHttp.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { virtualClock } from '../support/virtualClock.ts'
import { faulty } from './faulty.ts'
import { isSound } from './figures.ts'
import { accounts, soak } from './soak.ts'
import { createTally } from './tally.ts'
import { watched } from './watched.ts'
import type { Handle } from './wire.ts'

vi.setConfig({ testTimeout: 30_000 })

const clients = 8
const minutes = 4

type Between = (handle: Handle) => Handle

/** A soak on a virtual clock. `between` stands between what the server lets go and the bad network. */
const virtualSoak = async (between: Between = (handle) => handle) => {
  const clock = virtualClock()
  const random = seededRandom(1)
  const server = createServer({ users: accounts(clients), clock, random })
  const tally = createTally(clock.now)
  const faults = faulty(between(watched(server.handle, tally.released)), { clock, random, probability: 0.03 })
  const soaked = soak({
    clients,
    minutes,
    clock,
    random,
    server,
    faults,
    tally,
    http: inProcessHttp(faults, clock),
    rootUrl: 'http://pool.contoso.com/',
    heap: () => 1,
  })
  await clock.advance((minutes + 4) * 60_000)
  const figures = await soaked
  await server.close()
  return { figures, pending: clock.pending() }
}

/** Does something to the first message event with a text that goes out, once. */
const onceToAMessage =
  (change: (event: unknown) => readonly unknown[]): Between =>
  (handle) => {
    let isDone = false
    return async (request, signal) => {
      const answer = await handle(request, signal)
      if (isDone || isDropped(answer) || !answer.body.includes('plainMessage')) return answer
      isDone = true
      const page = JSON.parse(answer.body) as { readonly sender: readonly { readonly events: readonly unknown[] }[] }
      const sender = page.sender.map((block) => ({
        ...block,
        events: block.events.flatMap((one) => (JSON.stringify(one).includes('plainMessage') ? change(one) : [one])),
      }))
      return { ...answer, body: JSON.stringify({ ...page, sender }) }
    }
  }

test('a soak loses nothing, doubles nothing, leaves nothing', async () => {
  const { figures, pending } = await virtualSoak()
  expect(figures).toMatchObject({ lost: 0, duplicated: 0, offline: 0 })
  expect([figures.received > 50, figures.reconnects > 10, figures.struck > 20, isSound(figures), pending]).toEqual([
    true,
    true,
    true,
    true,
    0,
  ])
})

test('a message that is taken out of a page counts as lost', async () => {
  const { figures } = await virtualSoak(onceToAMessage(() => []))
  expect([figures.lost, figures.duplicated, isSound(figures)]).toEqual([1, 0, false])
})

test('a message that comes again under another address counts as doubled', async () => {
  const again = (one: unknown): unknown =>
    JSON.parse(JSON.stringify(one).replaceAll(/("rel":"message","href":"[^"]*)"/g, '$1-again"'))
  const { figures } = await virtualSoak(onceToAMessage((one) => [one, again(one)]))
  expect([figures.lost, figures.duplicated, isSound(figures)]).toEqual([0, 1, false])
})
