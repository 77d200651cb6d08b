import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { createFlight } from '../../src/transport/flight.ts'
import { drain } from '../support/virtualClock.ts'

const flying = () => {
  const told = { overs: 0, aborted: false, started: 0 }
  let land: (outcome: E.Either<string, number>) => void = () => undefined
  const flight = createFlight<string, number>(
    (signal) => () => {
      told.started += 1
      signal.addEventListener('abort', () => (told.aborted = true))
      return new Promise((resolve) => (land = resolve))
    },
    () => (told.overs += 1),
  )
  return { told, flight, land: (outcome: E.Either<string, number>) => land(outcome) }
}

test('starts the work once for all who wait', async () => {
  const { told, flight, land } = flying()
  const { signal } = new AbortController()
  const waiting = [flight.join(signal, 'gone'), flight.join(signal, 'gone')]
  land(E.right(1))
  expect(await Promise.all(waiting)).toEqual([E.right(1), E.right(1)])
  expect(told).toEqual({ overs: 1, aborted: false, started: 1 })
})

test('goes on when one of two leaves', async () => {
  const { told, flight, land } = flying()
  const leaving = new AbortController()
  const waiting = [flight.join(leaving.signal, 'gone'), flight.join(new AbortController().signal, 'gone')]
  leaving.abort()
  land(E.right(1))
  expect(await Promise.all(waiting)).toEqual([E.left('gone'), E.right(1)])
  expect(told.aborted).toBe(false)
})

test('is over when the last one leaves, though the work does not heed', async () => {
  const { told, flight } = flying()
  const leaving = new AbortController()
  const waiting = flight.join(leaving.signal, 'gone')
  leaving.abort()
  expect(await waiting).toEqual(E.left('gone'))
  expect(told).toEqual({ overs: 1, aborted: true, started: 1 })
})

test('is over once, though an outcome comes after the last one has left', async () => {
  const { told, flight, land } = flying()
  const leaving = new AbortController()
  void flight.join(leaving.signal, 'gone')
  leaving.abort()
  land(E.right(1))
  await drain()
  expect(told.overs).toBe(1)
})

test('lets one whose signal has aborted leave at once', async () => {
  const { told, flight } = flying()
  expect(await flight.join(AbortSignal.abort(), 'gone')).toEqual(E.left('gone'))
  expect(told.aborted).toBe(true)
})

test('forgets the signal of one who has the outcome', async () => {
  const { told, flight, land } = flying()
  const leaving = new AbortController()
  const waiting = flight.join(leaving.signal, 'gone')
  land(E.right(1))
  await waiting
  leaving.abort()
  expect(told).toEqual({ overs: 1, aborted: false, started: 1 })
})
