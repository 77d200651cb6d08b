import type { Clock } from '../../src/seam/clock.ts'
import type { Random } from '../../src/seam/random.ts'
import { dropped, isDropped } from '../../src/server/http.ts'
import { type Answer, type Handle, isPoll } from './wire.ts'

interface Occasion {
  readonly act: () => Promise<Answer>
  readonly random: Random
  readonly pause: (ms: number) => Promise<void>
  /** Resolves when the faults are over. */
  readonly end: Promise<void>
}

type Strike = (occasion: Occasion) => Promise<Answer>

const refuse =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Strike =>
  () =>
    Promise.resolve({ status, headers, body })

/** What can become of any request. The weights say how often, one against another. */
const anywhere: readonly { readonly weight: number; readonly strike: Strike }[] = [
  { weight: 6, strike: () => Promise.resolve(dropped) },
  {
    weight: 6,
    strike: async ({ act }) => {
      await act()
      return dropped
    },
  },
  { weight: 4, strike: refuse(503) },
  { weight: 4, strike: refuse(503, { 'Retry-After': '2' }) },
  { weight: 2, strike: refuse(429, { 'Retry-After': '1' }) },
  { weight: 2, strike: refuse(502, { 'Content-Type': 'text/html' }, '<html><body>Bad gateway</body></html>') },
  { weight: 2, strike: refuse(504) },
  {
    weight: 8,
    strike: async ({ act, random, pause }) => {
      await pause(random() * 3000)
      return act()
    },
  },
  {
    weight: 8,
    strike: async ({ act, random, pause }) => {
      const answer = await act()
      await pause(random() * 3000)
      return answer
    },
  },
  {
    weight: 3,
    strike: async ({ act }) => {
      const answer = await act()
      return isDropped(answer) ? answer : { ...answer, body: answer.body.slice(0, answer.body.length / 2) }
    },
  },
  {
    weight: 0.5,
    strike: async ({ end }) => {
      await end
      return dropped
    },
  },
  {
    weight: 0.5,
    strike: async ({ act, end }) => {
      await act()
      await end
      return dropped
    },
  },
]

const replaced = refuse(
  409,
  { 'Content-Type': 'application/json' },
  '{"code":"Conflict","subcode":"PGetReplaced","message":"Another P-GET of this application took over."}',
)

const onPolls = [...anywhere, { weight: 4, strike: replaced }]

const pick = (choices: typeof anywhere, random: Random): Strike | undefined => {
  let left = random() * choices.reduce((sum, { weight }) => sum + weight, 0)
  return choices.find(({ weight }) => (left -= weight) < 0)?.strike
}

export interface FaultyOptions {
  readonly clock: Clock
  readonly random: Random
  /** Of a request to be struck. */
  readonly probability: number
}

export interface Faulty {
  readonly handle: Handle
  /** How many requests were struck. */
  readonly struck: () => number
  /** From now on all is well; what hangs is let go. */
  readonly end: () => void
}

/** The same server behind a bad network and in bad health. */
export const faulty = (handle: Handle, { clock, random, probability }: FaultyOptions): Faulty => {
  const ending = new AbortController()
  const end = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()))
  const pause = (ms: number) => new Promise<void>((resolve) => void clock.setTimeout(resolve, ms))
  let struck = 0
  return {
    handle: (request, signal) => {
      const act = () => handle(request, signal)
      if (ending.signal.aborted || random() >= probability) return act()
      struck += 1
      const strike = pick(isPoll(request) ? onPolls : anywhere, random)
      return strike === undefined ? act() : strike({ act, random, pause, end })
    },
    struck: () => struck,
    end: () => ending.abort(),
  }
}
