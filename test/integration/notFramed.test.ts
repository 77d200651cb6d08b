import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Http } from '../../src/transport/http.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import { recorded, rejection, virtualWorld } from './world.ts'

/** A transport whose frames may fall silent. */
const framed = (http: Http) => {
  let silent = false
  const frames: Http = (request, signal) => {
    const frame = new URL('/xframe', request.url).href
    if (!silent) return http(request, signal)
    return () =>
      Promise.resolve(E.left({ name: 'NotFramed', ...attemptOf(request), frame, origin: 'https://web.contoso.com' }))
  }
  return {
    frames,
    fallSilent: () => {
      silent = true
    },
    speak: () => {
      silent = false
    },
  }
}

test('a page that is silent at the first sign-in is told at once', async () => {
  const world = virtualWorld()
  const { frames, fallSilent } = framed(world.http)
  fallSilent()
  const tosh = world.client('tosh', { http: frames })

  const reason = rejection(tosh.connect())
  await world.settle()

  expect(await reason).toMatchObject({ name: 'DiscoveryFailed', tried: [{ failure: { name: 'NotFramed' } }] })
})

test('a page that falls silent while the session is brought back is waited for', async () => {
  const world = virtualWorld()
  const { frames, fallSilent, speak } = framed(world.http)
  const tosh = await world.online('tosh', { http: frames })
  const { values } = recorded(tosh.status$)
  await world.clock.advance(60_000)
  fallSilent()
  world.control.expireApplication('tosh@contoso.com')
  await world.clock.advance(120_000)
  const meanwhile = values.slice(1)
  speak()
  await world.clock.advance(120_000)

  expect(meanwhile.length).toBeGreaterThan(2)
  expect(meanwhile.map(({ state }) => state)).not.toContain('signedOut')
  expect(meanwhile).toContainEqual(
    expect.objectContaining({ cause: expect.objectContaining({ name: 'NotFramed' }) as object }),
  )
  expect(tosh.status$.getSnapshot()).toMatchObject({ state: 'available' })
})
