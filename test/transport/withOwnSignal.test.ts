import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Exchange, ExchangeRequest } from '../../src/transport/exchange.ts'
import { withOwnSignal } from '../../src/transport/withOwnSignal.ts'

const note: ExchangeRequest = { operation: 'note', method: 'POST', url: 'https://pool.contoso.com/note' }
const gone = E.left({ name: 'Aborted', operation: 'note', method: 'POST', href: note.url } as const)

/** What is sent stays under way until it is let go. */
const sending = () => {
  const sent: { readonly signal: AbortSignal; readonly land: () => void }[] = []
  const exchange: Exchange = (_, signal) => () =>
    new Promise((resolve) => sent.push({ signal, land: () => resolve(gone) }))
  const own = withOwnSignal(exchange)
  return { sent, send: (signal: AbortSignal) => own(note, signal)() }
}

test('requests that share a signal are aborted by it, with its reason', () => {
  const { sent, send } = sending()
  const life = new AbortController()
  void send(life.signal)
  void send(life.signal)
  life.abort('over')
  expect(sent.map(({ signal }) => [signal.aborted, signal.reason as unknown])).toEqual([
    [true, 'over'],
    [true, 'over'],
  ])
})

test('a request that has its answer is not aborted any more', async () => {
  const { sent, send } = sending()
  const life = new AbortController()
  const answer = send(life.signal)
  sent[0]?.land()
  await answer
  life.abort()
  expect(sent[0]?.signal.aborted).toBe(false)
})

test('a request whose signal is aborted already has that signal', () => {
  const { sent, send } = sending()
  const { signal } = { signal: AbortSignal.abort() }
  void send(signal)
  expect(sent.map((one) => one.signal)).toEqual([signal])
})
