import { expect, test } from 'vitest'
import { Observed } from '../../src/runtime/observed.ts'
import type { Session } from '../../src/runtime/session.ts'
import { Waking } from '../../src/runtime/waking.ts'
import { virtualClock } from '../support/virtualClock.ts'

class FakeSession extends Observed {
  state: Session['state'] = 'signedOut'

  become(state: Session['state']): void {
    this.state = state
    this.changed()
  }
}

const living = () => {
  const clock = virtualClock()
  const session = new FakeSession()
  const listeners = new Set<() => void>()
  let woken = 0
  const wakes = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  new Waking({ clock, wakes, session: session as unknown as Session, woke: () => (woken += 1) })
  const wake = () => {
    for (const listener of listeners) listener()
  }
  return { clock, session, wake, woken: () => woken, listening: () => listeners.size }
}

test.each<[Session['state'], number]>([
  ['signedOut', 0],
  ['discovering', 1],
  ['authenticating', 1],
  ['creating', 1],
  ['waiting', 1],
  ['created', 1],
  ['suspended', 0],
  ['replaced', 0],
  ['signingOut', 0],
])('in the state %s so many listen: %d', (state, listening) => {
  const alive = living()
  alive.session.become(state)
  expect(alive.listening()).toBe(listening)
})

test('listens once however the session changes', () => {
  const { session, listening } = living()
  session.become('discovering')
  session.become('created')
  expect(listening()).toBe(1)
})

test('tells at once, and what comes within five seconds at their end, once', async () => {
  const { clock, session, wake, woken } = living()
  session.become('created')
  wake()
  const first = woken()
  wake()
  wake()
  await clock.advance(4999)
  const resting = woken()
  await clock.advance(1)
  const second = woken()
  await clock.advance(5000)
  expect([first, resting, second, woken()]).toEqual([1, 1, 2, 2])
})

test('tells at once again when the five seconds were quiet', async () => {
  const { clock, session, wake, woken } = living()
  session.become('created')
  wake()
  await clock.advance(5000)
  wake()
  expect(woken()).toBe(2)
})

test.each(['suspended', 'over'] as const)('leaves nothing when the session is %s', (how) => {
  const { clock, session, wake, listening } = living()
  session.become('created')
  wake()
  if (how === 'over') session.end()
  else session.become(how)
  expect([listening(), clock.pending()]).toEqual([0, 0])
})

test('tells at once when the session is back, though it was resting before', () => {
  const { session, wake, woken } = living()
  session.become('created')
  wake()
  session.become('suspended')
  session.become('created')
  wake()
  expect(woken()).toBe(2)
})
