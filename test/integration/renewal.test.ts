import { describe, expect, test } from 'vitest'
import type { ClientOptions } from '../../src/client/clientOptions.ts'
import { passive } from '../../src/transport/passive.ts'
import { windows } from '../../src/transport/windows.ts'
import { connectedPair, connectedToPuppet, recorded, rejection, virtualWorld, type VirtualWorld } from './world.ts'

const minutes = (count: number) => count * 60_000
const times = { token: minutes(10), idleConversation: minutes(600) }
const tosh = { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'pass@word1' }
const lene = { uri: 'sip:lene@contoso.com', name: 'Lene', password: 'pass@word1' }

const tokenRequests = ({ http }: VirtualWorld) => http.requests.filter(({ operation }) => operation === 'token').length

describe('a conversation over several lives of its tokens', () => {
  const talk = async (rounds: number) => {
    const world = virtualWorld({ times })
    const { tosh: one, toLene, toTosh } = await connectedPair(world)
    const heard = recorded(toTosh.messages$)
    const before = world.http.requests.length
    const sent: string[] = []
    for (let round = 0; round < rounds; round++) {
      const text = `message ${round}`
      sent.push(text)
      const { delivered } = toLene.send(text)
      await world.clock.advance(minutes(1))
      await delivered
    }
    return { world, one, sent, heard, later: world.http.requests.slice(before) }
  }

  test('loses no message', async () => {
    const { heard, sent } = await talk(40)
    expect(heard.values.map(({ text }) => text)).toEqual(sent)
  })

  test('takes one token request for each renewal of each user', async () => {
    const { later } = await talk(40)
    expect(later.filter(({ operation }) => operation === 'token').length).toBe(2 * 5)
  })

  test('keeps the application', async () => {
    const { world, later } = await talk(40)
    expect(later.filter(({ operation }) => operation === 'applications')).toEqual([])
    expect(world.control.counts()).toMatchObject({ applicationCreated: 2 })
  })

  test('never meets a 401', async () => {
    const world = virtualWorld({ times })
    const client = world.client('tosh')
    const answers = recorded(client.traffic$)
    await client.connect()
    const before = answers.values.length
    await world.clock.advance(minutes(60))
    const shown = answers.values.slice(before).map((exchanged) => JSON.stringify(exchanged))
    expect(shown.length).toBeGreaterThan(10)
    expect(shown.filter((line) => line.includes('"status":401'))).toEqual([])
  })
})

test('a token is sent to no other host than the one that asked', async () => {
  const world = virtualWorld({ times })
  await connectedToPuppet(world)
  await world.clock.advance(minutes(30))
  const hosts = new Set(world.http.requests.map(({ url }) => new URL(url).origin))
  expect([...hosts]).toEqual(['http://pool.contoso.com'])
})

test('no timer of a token is left after closing', async () => {
  const world = virtualWorld({ times })
  const client = await world.online('tosh')
  client.close()
  await world.server.close()
  expect(world.clock.pending()).toBe(0)
})

test('nothing is renewed after signing out', async () => {
  const world = virtualWorld({ times })
  const client = await world.online('tosh')
  await world.clock.advance(minutes(1))
  await client.signOut()
  const before = tokenRequests(world)
  await world.clock.advance(minutes(60))
  expect(tokenRequests(world)).toBe(before)
})

describe.each<[string, Partial<ClientOptions>, object]>([
  ['windows', { credentials: windows() }, { integrated: true }],
  ['passive', { credentials: passive({ signIn: () => Promise.reject(new Error('closed')) }) }, { passive: true }],
])('a renewal by %s', (_, options, flags) => {
  test('needs nobody', async () => {
    const world = virtualWorld({ times, users: [{ ...tosh, ...flags }, lene] })
    if ('passive' in flags) world.control.signInAtPage('tosh@contoso.com')
    const client = await world.online('tosh', options)
    await world.clock.advance(minutes(40))
    expect(client.status$.getSnapshot()).toEqual({ state: 'available' })
    expect(tokenRequests(world)).toBe(6)
  })
})

describe('a renewal that is refused', () => {
  const refused = async () => {
    const world = virtualWorld({ times })
    const client = await world.online('tosh')
    const refusal = world.control.intercept(
      { link: 'token', times: 9 },
      { status: 400, body: { error: 'invalid_grant' } },
    )
    await world.clock.advance(minutes(12))
    return { world, client, refusal }
  }

  test('shows in the status', async () => {
    const { client } = await refused()
    expect(client.status$.getSnapshot()).toMatchObject({
      state: 'ended',
      reason: { name: 'TokenRefused', error: 'invalid_grant' },
    })
  })

  test('is not asked for again', async () => {
    const { world } = await refused()
    const before = tokenRequests(world)
    await world.clock.advance(minutes(60))
    expect([before, tokenRequests(world)]).toEqual([2, 2])
  })

  test('leaves connect() to sign in anew', async () => {
    const { client, refusal } = await refused()
    refusal.remove()
    await expect(client.connect()).resolves.toBeUndefined()
  })
})

test('who is sent to the page for a renewal is told when she leaves it', async () => {
  const world = virtualWorld({ times, users: [{ ...tosh, passive: true }] })
  world.control.signInAtPage('tosh@contoso.com')
  const credentials = passive({ signIn: () => Promise.reject(new Error('closed')) })
  const client = await world.online('tosh', { credentials })
  world.control.signOutAtPage('tosh@contoso.com')
  await world.clock.advance(minutes(12))
  expect(client.status$.getSnapshot()).toMatchObject({ state: 'ended', reason: { error: 'sign_in_abandoned' } })
  expect(await rejection(client.connect())).toMatchObject({ name: 'SignInFailed', error: 'sign_in_abandoned' })
})
