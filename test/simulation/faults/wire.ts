import { dropped } from '../../../src/server/http.ts'
import type { Reached, Trouble } from '../road.ts'

const never = (): Promise<Reached> => new Promise(() => undefined)

const isRead: Trouble['concerns'] = ({ method }) => method === 'GET'

const second = 1000

export const lostBefore: Trouble = { name: 'lostBefore', pass: () => Promise.resolve(dropped) }

export const lostAfter: Trouble = {
  name: 'lostAfter',
  pass: async ({ arrive }) => {
    await arrive()
    return dropped
  },
}

export const delay: Trouble = {
  name: 'delay',
  pass: async ({ arrive, pause, chance }) => {
    await pause(chance.between(0, 10 * second))
    const answer = await arrive()
    await pause(chance.between(0, 10 * second))
    return answer
  },
}

/** What repeats a request below HTTP's eyes repeats reads alone. */
export const duplicate: Trouble = {
  name: 'duplicate',
  concerns: isRead,
  pass: async ({ arrive, pause, chance }) => {
    const first = arrive()
    await pause(chance.between(0, second))
    const again = arrive()
    return chance.happens(0.5) ? first : again
  },
}

/** Neither side hears of it: what waits at the server goes on waiting. */
export const hangBefore: Trouble = { name: 'hangBefore', pass: never }

export const hangAfter: Trouble = {
  name: 'hangAfter',
  pass: async ({ arrive }) => {
    await arrive(new AbortController().signal)
    return never()
  },
}
