import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance, startAt, type Cursor, type PollAnswer, type Step } from '../../src/channel/cursor.ts'
import type { Failure } from '../../src/protocol/failure.ts'
import { failure, page, refused, replacement, timedOut, tokenRefused, unreachable, unreadable } from './answers.ts'

const url = (ack: number) => `https://pool.contoso.com/ucwa/events?ack=${ack}`
const ackOf = (href: string) => Number(new URL(href).searchParams.get('ack'))

const passing = fc.oneof(
  fc.constantFrom<Failure[]>(unreachable, timedOut, unreadable),
  fc
    .record({
      status: fc.constantFrom(408, 409, 429, 500, 501, 502, 503, 504),
      retryAfter: fc.option(fc.integer({ min: 0, max: 100_000_000 }), { nil: undefined }),
    })
    .map(({ status, retryAfter }) => refused(status, undefined, retryAfter)),
)
const anyFailure = fc.oneof(
  passing,
  fc.constant(replacement),
  fc.constant(tokenRefused),
  fc.integer({ min: 400, max: 599 }).map((status) => refused(status)),
)
const anyPage = fc
  .record({
    ack: fc.integer({ min: 1, max: 5 }),
    rel: fc.constantFrom('next', 'resume', 'resync'),
    onward: fc.integer({ min: 1, max: 5 }).map(url),
    events: fc.integer({ min: 0, max: 2 }),
    hasSelf: fc.boolean(),
  })
  .map(({ ack, hasSelf, ...parts }) => page(ack, hasSelf ? parts : { ...parts, self: undefined }))
const anyAnswer: fc.Arbitrary<PollAnswer> = fc.oneof(anyPage, anyFailure.map(failure))

interface Happening {
  readonly answer: PollAnswer
  readonly took: number
  readonly chance: number
}
const happening = (answer: fc.Arbitrary<PollAnswer>): fc.Arbitrary<Happening> =>
  fc.record({
    answer,
    took: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 250_000 })),
    chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  })

interface Polled {
  readonly asked: Cursor
  readonly answer: PollAnswer
  readonly took: number
  readonly step: Step
}

/** What a loop does that is answered so: every request with its answer and what followed, until it ends. */
const loop = (happenings: readonly Happening[]): readonly Polled[] => {
  const polled: Polled[] = []
  let cursor = startAt(url(1))
  let now = Date.UTC(2026, 0, 1)
  for (const { answer, took, chance } of happenings) {
    now += took
    const step = advance(cursor, answer, { now, took, random: () => chance })
    polled.push({ asked: cursor, answer, took, step })
    if (!('cursor' in step)) break
    now += step.then === 'wait' ? step.ms : step.pause
    cursor = step.cursor
  }
  return polled
}

test('repeats the same request after any failure it survives', () => {
  fc.assert(
    fc.property(fc.array(happening(anyAnswer)), (happenings) => {
      for (const { asked, step } of loop(happenings)) {
        if (step.then !== 'wait') continue
        expect([step.cursor.url, step.cursor.untold, step.cursor.seen]).toEqual([asked.url, asked.untold, asked.seen])
      }
    }),
  )
})

test('waits between half a second and five minutes after any failure it survives', () => {
  fc.assert(
    fc.property(fc.array(happening(anyAnswer)), (happenings) => {
      for (const { step } of loop(happenings)) {
        if (step.then !== 'wait') continue
        expect(step.ms).toBeGreaterThanOrEqual(500)
        expect(step.ms).toBeLessThanOrEqual(300_000)
      }
    }),
  )
})

test('never asks more than four times running without a wait while nothing new comes', () => {
  fc.assert(
    fc.property(fc.array(happening(anyAnswer), { maxLength: 60 }), (happenings) => {
      let running = 0
      for (const { took, step } of loop(happenings)) {
        if (!('cursor' in step)) break
        const brings = step.then === 'poll' && step.page?.blocks.some(({ events }) => events.length > 0)
        const waits = step.then === 'wait' || step.pause >= 500
        running = (brings === true && step.gap !== 'resync') || waits || took >= 1_000 ? 0 : running + 1
        expect(running).toBeLessThan(4)
      }
    }),
  )
})

test('hands on each page once, in order, whatever is lost or repeated on the way', () => {
  const fate = fc.constantFrom('arrives', 'is lost', 'is the one before')
  fc.assert(
    fc.property(fc.array(fate, { maxLength: 40 }), (fates) => {
      const handedOn: number[] = []
      let cursor = startAt(url(1))
      for (const what of fates) {
        const ack = ackOf(cursor.url)
        const served = what === 'is the one before' ? Math.max(1, ack - 1) : ack
        const answer = what === 'is lost' ? failure(unreachable) : page(served)
        const step = advance(cursor, answer, { now: 0, took: 5_000, random: () => 0 })
        if (!('cursor' in step)) throw new Error(step.then)
        if (step.then === 'poll' && step.page !== undefined) handedOn.push(served)
        cursor = step.cursor
      }
      expect(handedOn).toEqual(Array.from({ length: ackOf(cursor.url) - 1 }, (_, at) => at + 1))
    }),
  )
})

test('tells every gap before it goes on', () => {
  fc.assert(
    fc.property(fc.array(happening(anyAnswer)), (happenings) => {
      for (const { step } of loop(happenings)) {
        if (step.then === 'poll' && step.page !== undefined) {
          const { rel } = step.page.onward
          expect([step.gap, step.cursor.untold]).toEqual(rel === 'next' ? [undefined, false] : [rel, true])
        }
      }
    }),
  )
})

test('outlives 15 minutes of what may pass, but not 25', () => {
  const failing = fc.array(happening(passing.map(failure)), { minLength: 3_000, maxLength: 3_000 })
  fc.assert(
    fc.property(failing, (happenings) => {
      const polled = loop(happenings)
      const last = polled.at(-1)
      const ms = polled.reduce((sum, { took, step }, at) => sum + (at > 0 ? took : 0) + ('ms' in step ? step.ms : 0), 0)
      expect(last?.step.then).toBe('gone')
      expect(ms).toBeGreaterThan(15 * 60_000)
      expect(ms).toBeLessThan(25 * 60_000)
    }),
    { numRuns: 20 },
  )
})

test('ends with the cause it was given', () => {
  fc.assert(
    fc.property(fc.array(happening(anyAnswer)), (happenings) => {
      const last = loop(happenings).at(-1)
      if (last?.step.then === 'gone') expect(failure(last.step.cause)).toEqual(last.answer)
    }),
  )
})
