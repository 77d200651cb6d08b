import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/client/command.ts'
import { connectedToPuppet, recorded, rejection, virtualWorld, type VirtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

interface Refused {
  readonly give: () => Command
  readonly state: () => string
}

const rung = async (world: VirtualWorld) => {
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.invitations$)
  world.control.user(lene).invites(me)
  await world.settle()
  return values[0]!
}

/** By the link that is refused: the command, and the state to which it goes back. */
const commands: Readonly<Record<string, readonly [string, string, string, (world: VirtualWorld) => Promise<Refused>]>> =
  {
    accept: [
      'accept',
      'POST',
      'Connecting',
      async (world) => {
        const invitation = await rung(world)
        return { give: () => invitation.accept(), state: () => invitation.state$.getSnapshot() }
      },
    ],
    decline: [
      'decline',
      'POST',
      'Connecting',
      async (world) => {
        const invitation = await rung(world)
        return { give: () => invitation.decline(), state: () => invitation.state$.getSnapshot() }
      },
    ],
    cancel: [
      'cancel',
      'POST',
      'Connecting',
      async (world) => {
        world.control.user(lene).staysSilent()
        const tosh = await world.online('tosh')
        const invitation = tosh.startMessaging({ to: `sip:${lene}` })
        await world.settle()
        return { give: () => invitation.cancel(), state: () => invitation.state$.getSnapshot() }
      },
    ],
    stopMessaging: [
      'stopMessaging',
      'POST',
      'Connected',
      async (world) => {
        const { conversation } = await connectedToPuppet(world)
        return {
          give: () => conversation.stopMessaging(),
          state: () => conversation.messaging.state$.getSnapshot(),
        }
      },
    ],
    leave: [
      'conversation',
      'DELETE',
      'Connected',
      async (world) => {
        const { conversation } = await connectedToPuppet(world)
        return { give: () => conversation.leave(), state: () => conversation.state$.getSnapshot() }
      },
    ],
  }

describe.each(Object.entries(commands))('%s that the server refuses', (command, [link, method, before, prepare]) => {
  const refuse = (world: VirtualWorld) =>
    world.control.intercept(
      { link, method: method === 'DELETE' ? 'DELETE' : 'POST' },
      { status: 409, body: { code: 'Conflict', subcode: 'Busy', message: 'no' } },
    )

  test('rejects with CommandFailed', async () => {
    const world = virtualWorld()
    const { give } = await prepare(world)
    refuse(world)
    const failure = rejection(give().done)
    await world.settle()
    expect(await failure).toMatchObject({
      name: 'CommandFailed',
      command,
      status: 409,
      failure: { name: 'Refused', code: 'Conflict', subcode: 'Busy' },
    })
  })

  test('leaves the state as it was', async () => {
    const world = virtualWorld()
    const { give, state } = await prepare(world)
    refuse(world)
    give()
    await world.settle()
    expect(state()).toBe(before)
  })

  test('may be given again', async () => {
    const world = virtualWorld()
    const { give } = await prepare(world)
    refuse(world)
    give()
    await world.settle()
    const { done } = give()
    await world.settle()
    await expect(done).resolves.toBeUndefined()
  })
})

test('a client that nobody uses stays online for a day', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const gaps = recorded(tosh.gaps$)
  const faults = recorded(tosh.faults$)
  await world.clock.advance(24 * 3_600_000)
  expect([
    tosh.status$.getSnapshot(),
    gaps.values,
    faults.values,
    world.control.counts()['applicationCreated'],
  ]).toEqual([{ state: 'available' }, [], [], 1])
})

test('a day online asks for a token each time one runs out', async () => {
  const world = virtualWorld()
  await world.online('tosh')
  await world.clock.advance(24 * 3_600_000)
  const tokens = world.http.operations().filter((operation) => operation === 'token').length
  expect(tokens).toBeLessThanOrEqual(5)
})
