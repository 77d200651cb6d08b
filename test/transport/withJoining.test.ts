import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Answer } from '../../src/transport/answer.ts'
import type { Exchange, ExchangeRequest } from '../../src/transport/exchange.ts'
import { withJoining } from '../../src/transport/withJoining.ts'
import { drain } from '../support/virtualClock.ts'

const me: ExchangeRequest = { operation: 'me', method: 'GET', url: 'https://pool.contoso.com/apps/1/me?key=1' }
const answer = (status: number): Answer => ({
  status,
  url: me.url,
  movedTo: undefined,
  header: () => undefined,
  text: '',
  structure: () => E.right({}),
})
const gone = E.left({ name: 'Aborted', operation: 'me', method: 'GET', href: 'https://pool.contoso.com/apps/1/me' })

/** What is sent stays under way until it is answered with its number. */
const joining = () => {
  const sent: { readonly request: ExchangeRequest; readonly signal: AbortSignal; readonly land: () => void }[] = []
  const exchange: Exchange = (request, signal) => () =>
    new Promise((resolve) => {
      const status = 200 + sent.length
      sent.push({ request, signal, land: () => resolve(E.right(answer(status))) })
    })
  const joined = withJoining(exchange, 'me')
  const ask = async (request: ExchangeRequest, signal = new AbortController().signal) => {
    const outcome = await joined(request, signal)()
    return E.isRight(outcome) ? outcome.right.status : outcome
  }
  return { sent, ask }
}

test('two who read it at the same time share one answer', async () => {
  const { sent, ask } = joining()
  const both = [ask(me), ask(me)]
  sent[0]?.land()
  expect([await Promise.all(both), sent.length]).toEqual([[200, 200], 1])
})

test('whoever reads it after the answer asks again', async () => {
  const { sent, ask } = joining()
  const first = ask(me)
  sent[0]?.land()
  await first
  const second = ask(me)
  sent[1]?.land()
  expect(await second).toBe(201)
})

test.each([
  { what: 'another resource', other: { ...me, operation: 'presence' } },
  { what: 'another address', other: { ...me, url: 'https://pool.contoso.com/apps/2/me' } },
])('$what is read by itself', async ({ other }) => {
  const { sent, ask } = joining()
  const both = [ask(me), ask(other)]
  for (const { land } of sent) land()
  expect(await Promise.all(both)).toEqual([200, 201])
})

test('no other resource is shared', async () => {
  const { sent, ask } = joining()
  const both = [ask({ ...me, operation: 'presence' }), ask({ ...me, operation: 'presence' })]
  for (const { land } of sent) land()
  expect(await Promise.all(both)).toEqual([200, 201])
})

test('what was sent meanwhile may have changed it: nobody joins any more', async () => {
  const { sent, ask } = joining()
  const first = ask(me)
  const posted = ask({ operation: 'makeMeAvailable', method: 'POST', url: 'https://pool.contoso.com/apps/1/available' })
  sent[1]?.land()
  await posted
  const second = ask(me)
  const third = ask(me)
  sent[0]?.land()
  await first
  const fourth = ask(me)
  sent[2]?.land()
  expect([await Promise.all([first, second, third, fourth]), sent.length]).toEqual([[200, 202, 202, 202], 3])
})

test('the request goes on when one of two gives up', async () => {
  const { sent, ask } = joining()
  const leaving = new AbortController()
  const both = [ask(me, leaving.signal), ask(me)]
  leaving.abort()
  expect(sent[0]?.signal.aborted).toBe(false)
  sent[0]?.land()
  expect(await Promise.all(both)).toEqual([gone, 200])
})

test('the request is given up with the last who waits for it', async () => {
  const { sent, ask } = joining()
  const leaving = new AbortController()
  const first = ask(me, leaving.signal)
  leaving.abort()
  const second = ask(me)
  sent[1]?.land()
  expect([await first, await second, sent.map(({ signal }) => signal.aborted)]).toEqual([gone, 201, [true, false]])
})

test('whoever has given up before asks for nothing', async () => {
  const { sent, ask } = joining()
  expect(await ask(me, AbortSignal.abort())).toEqual(gone)
  await drain()
  expect(sent).toEqual([])
})
