import { describe, expect, test } from 'vitest'
import type { ServerResponse } from '../../../src/server/index.ts'
import { letGo } from '../wire.ts'
import { connectedToPuppet, rejection } from '../world.ts'
import { recovered, unharmed, watch } from './seen.ts'
import { wireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

type Spoil = (response: ServerResponse) => ServerResponse

const bodies: Readonly<Record<string, Spoil>> = {
  'malformed JSON': (response) => ({ ...response, body: '{"_links":' }),
  'malformed XML': (response) => ({ ...response, body: '<resource rel=' }),
  'HTML of a proxy': (response) => ({
    ...response,
    headers: { 'Content-Type': 'text/html' },
    body: '<html>Please sign in</html>',
  }),
  'a body that is cut': (response) => ({ ...response, body: response.body.slice(0, response.body.length / 2) }),
  'another content type': (response) => ({ ...response, headers: { 'Content-Type': 'text/plain' } }),
  'no content type': (response) => ({ ...response, headers: {} }),
  'JSON of another shape': (response) => ({ ...response, body: '[1, 2, 3]' }),
  'XML of another shape': (response) => ({ ...response, body: '<html xmlns="http://www.w3.org/1999/xhtml"/>' }),
  'an empty body': (response) => ({ ...response, body: '' }),
  '50 MB': (response) => ({ ...response, body: response.body + ' '.repeat(50 * 1024 * 1024) }),
}

describe.each(Object.entries(bodies))('row 18: %s', (_, spoil) => {
  test('on the poll is waited out with its cause, and loses no event', async () => {
    const world = await wireWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    const seen = watch(world, tosh, conversation)
    world.control.intercept({ link: 'events' }, { rewrite: spoil })
    letGo(world.control)
    await world.settle()
    world.control.user(lene).says(me, 'Hi')
    await world.settle()
    const waiting = tosh.status$.getSnapshot()
    const before = world.asked('events')
    await world.clock.advance(5000)
    expect([waiting, seen(), world.asked('events') - before]).toMatchObject([
      {
        state: 'waiting',
        step: 'polling',
        attempt: 1,
        cause: { name: 'Unreadable', operation: 'events', status: 200 },
      },
      { ...recovered, texts: ['Hi'] },
      2,
    ])
  })

  test('in answer to a message leaves it to its event', async () => {
    const world = await wireWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    const seen = watch(world, tosh, conversation)
    world.control.intercept({ link: 'sendMessage' }, { rewrite: spoil })
    const message = conversation.send('Hi')
    await world.clock.advance(5000)
    await expect(message.delivered).resolves.toBeUndefined()
    expect([seen(), world.asked('sendMessage')]).toEqual([{ ...unharmed, texts: ['Hi'] }, 1])
  })

  test('on signing in is a typed failure', async () => {
    const world = await wireWorld()
    world.control.intercept({ link: 'applications' }, { rewrite: spoil })
    const failure = rejection(world.client('tosh').connect())
    await world.settle()
    expect([await failure, world.asked('applications')]).toMatchObject([
      { name: 'SignInFailed', failure: { name: 'Unreadable' } },
      1,
    ])
  })
})
