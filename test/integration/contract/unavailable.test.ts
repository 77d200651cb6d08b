import { describe, expect, test } from 'vitest'
import { letGo } from '../wire.ts'
import { connectedToPuppet, recorded, rejection } from '../world.ts'
import { recovered, watch } from './seen.ts'
import { wireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

const statuses = [503, 502, 504, 408, 429]
const minute = 60_000

/** The value of `Retry-After`, and when the poll is repeated: not before, not after, in milliseconds. */
const waits: readonly (readonly [string, string | undefined, number, number])[] = [
  ['without Retry-After', undefined, 500, 1000],
  ['with Retry-After in seconds', '120', 120_000, 120_000],
  ['with Retry-After as a date', new Date(Date.UTC(2026, 0, 1, 0, 0, 45)).toUTCString(), 45_000, 45_000],
  ['with Retry-After of a day', '86400', 5 * minute, 5 * minute],
  ['with Retry-After of nothing', '0', 500, 500],
  ['with Retry-After that makes no sense', 'soon', 500, 1000],
]

const refusedPoll = async (status: number, retryAfter: string | undefined) => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const seen = watch(world, tosh, conversation)
  world.control.intercept(
    { link: 'events' },
    { status, ...(retryAfter === undefined ? {} : { headers: { 'Retry-After': retryAfter } }) },
  )
  letGo(world.control)
  await world.settle()
  return { world, tosh, seen }
}

describe.each(statuses)('row 3: %d on the poll', (status) => {
  test.each(waits)('%s is waited out, no longer', async (_, retryAfter, atLeast, atMost) => {
    const { world, tosh, seen } = await refusedPoll(status, retryAfter)
    const waiting = tosh.status$.getSnapshot()
    const before = world.asked('events')
    await world.clock.advance(atLeast - 1)
    const tooEarly = world.asked('events') - before
    world.control.user(lene).says(me, 'Hi')
    await world.clock.advance(atMost - atLeast + 1)
    expect([waiting, tooEarly, world.asked('events') - before, seen()]).toMatchObject([
      { state: 'waiting', step: 'polling', attempt: 1, cause: { name: 'Refused', status } },
      0,
      2,
      { ...recovered, texts: ['Hi'] },
    ])
  })

  test('for ten minutes is asked about more and more rarely, then nothing is lost', async () => {
    const world = await wireWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    const seen = watch(world, tosh, conversation)
    const ringing = recorded(tosh.invitations$)
    const broken = world.control.intercept({ link: 'events', times: 1000 }, { status })
    letGo(world.control)
    await world.clock.advance(10 * minute)
    broken.remove()
    world.control.user(lene).invites(me, { subject: 'Again' })
    await world.clock.advance(minute)
    const { gaps, parked, status: now } = seen()
    expect([ringing.values.length, gaps, parked, now, broken.taken() > 8, broken.taken() < 30]).toEqual([
      1,
      [],
      1,
      { state: 'available' },
      true,
      true,
    ])
  })

  test('in answer to a message is told, and the message is not sent again', async () => {
    const world = await wireWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    const seen = watch(world, tosh, conversation)
    const refused = world.control.intercept({ link: 'sendMessage', times: 99 }, { status })
    const failure = rejection(conversation.send('Hi').delivered)
    await world.clock.advance(2 * minute)
    expect([await failure, refused.taken(), seen().status]).toMatchObject([
      { failure: { name: 'Refused', status } },
      1,
      { state: 'available' },
    ])
  })
})
