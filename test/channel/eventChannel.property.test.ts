import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breaks, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { added, hrefOf, listening, pageAt } from './listening.ts'

const anyReply: fc.Arbitrary<Reply> = fc.oneof(
  fc.constantFrom(breaks('ECONNRESET'), reply(200), reply(200, '<p>', { 'content-type': 'text/html' })),
  fc.constantFrom(400, 403, 404, 408, 409, 410, 429, 500, 503).map((status) => reply(status)),
  fc.constant(resource({ code: 'Conflict', subcode: 'PGetReplaced' }, 409)),
  fc
    .record({
      ack: fc.integer({ min: 1, max: 4 }),
      rel: fc.constantFrom('next', 'resume', 'resync'),
      sender: fc.constantFrom<unknown>([], undefined, [added('a')], 7, [null]),
    })
    .map(({ ack, rel, sender }) => pageAt(ack, rel, sender)),
)

/** The channel under some answers, each after some time; an answer is left out while nothing is parked. */
const play = async (turns: readonly (readonly [Reply, number])[]) => {
  const parts = listening()
  for (const [answer, ms] of turns) {
    await parts.clock.advance(ms)
    if (parts.http.parked() > 0) await parts.http.answer(answer)
  }
  return parts
}

const turns = fc.array(fc.tuple(anyReply, fc.integer({ min: 0, max: 3_000 })), { maxLength: 25 })

test('never has two requests parked', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (played) => {
      const { http, subscription } = await play(played)
      subscription.unsubscribe()
      expect(http.most()).toBe(1)
    }),
  )
})

test('waits for an answer or a moment until its last signal, for nothing after it', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (played) => {
      const { http, clock, ending, brief, subscription } = await play(played)
      const isOver = brief().some((signal) => signal === 'replaced' || signal.startsWith('gone'))
      expect([ending, clock.pending(), http.parked() <= 1]).toEqual(isOver ? [['complete'], 0, true] : [[], 1, true])
      subscription.unsubscribe()
    }),
  )
})

test('leaves nothing behind whenever it is left', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (played) => {
      const { http, clock, subscription } = await play(played)
      subscription.unsubscribe()
      expect([http.parked(), clock.pending()]).toEqual([0, 0])
    }),
  )
})

test('hands on no page twice running where no resync lies between', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (played) => {
      const { brief, subscription } = await play(played)
      subscription.unsubscribe()
      const handedOn = brief()
        .filter((signal) => signal.startsWith('page') || signal === 'gap resync')
        .join()
        .replaceAll(/gap resync,page [^,]*/g, 'resync')
      for (const ack of [1, 2, 3, 4]) {
        const twice = [`page ${hrefOf(ack)}`, `page ${hrefOf(ack)}`].join()
        expect(handedOn).not.toContain(twice)
      }
    }),
  )
})
