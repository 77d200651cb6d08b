import { describe, expect, test } from 'vitest'
import { connectedToPuppet, recorded, rejection, virtualWorld, type VirtualWorld } from './world.ts'

const lene = 'lene@contoso.com'
const me = 'tosh@contoso.com'

const disconnected = async (world: VirtualWorld) => {
  const { conversation } = await connectedToPuppet(world)
  world.control.user(lene).removesMessaging(me)
  await world.settle()
  return conversation
}

const rung = async (world: VirtualWorld) => {
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.invitations$)
  world.control.user(lene).invites(me)
  await world.settle()
  return values[0]!
}

const inviting = async (world: VirtualWorld) => {
  const tosh = await world.online('tosh')
  world.control.user(lene).staysSilent()
  const invitation = tosh.startMessaging({ to: `sip:${lene}` })
  await world.settle()
  return invitation
}

/** What is not offered, by the link that is missing; what makes it so has settled when the command is given. */
const refusals: Readonly<Record<string, readonly [string, (world: VirtualWorld) => Promise<() => Promise<unknown>>]>> =
  {
    'sending while Disconnected': [
      'sendMessage',
      async (world) => {
        const conversation = await disconnected(world)
        return () => conversation.send('Hi').delivered
      },
    ],
    'typing while Disconnected': [
      'setIsTyping',
      async (world) => {
        const conversation = await disconnected(world)
        return () => conversation.setIsTyping().done
      },
    ],
    'stopping messaging while Disconnected': [
      'stopMessaging',
      async (world) => {
        const conversation = await disconnected(world)
        return () => conversation.stopMessaging().done
      },
    ],
    'leaving a conversation that is over': [
      'conversation',
      async (world) => {
        const { conversation } = await connectedToPuppet(world)
        world.control.user(lene).hangsUp(me)
        await world.settle()
        return () => conversation.leave().done
      },
    ],
    'accepting twice': [
      'accept',
      async (world) => {
        const invitation = await rung(world)
        invitation.accept()
        await world.settle()
        return () => invitation.accept().done
      },
    ],
    'declining after accepting': [
      'decline',
      async (world) => {
        const invitation = await rung(world)
        invitation.accept()
        await world.settle()
        return () => invitation.decline().done
      },
    ],
    'accepting what was withdrawn': [
      'accept',
      async (world) => {
        const invitation = await rung(world)
        world.control.user(lene).hangsUp(me)
        await world.settle()
        return () => invitation.accept().done
      },
    ],
    'cancelling after the answer': [
      'cancel',
      async (world) => {
        const invitation = await inviting(world)
        world.control.user(lene).accepts(me)
        await world.settle()
        return () => invitation.cancel().done
      },
    ],
    'cancelling before anything was heard': [
      'cancel',
      async (world) => {
        const tosh = await world.online('tosh')
        world.control.intercept({ link: 'startMessaging' }, 'hold')
        const invitation = tosh.startMessaging({ to: `sip:${lene}` })
        await world.settle()
        return () => invitation.cancel().done
      },
    ],
    'inviting before signing in': [
      'startMessaging',
      (world) => {
        const tosh = world.client('tosh')
        return Promise.resolve(() => tosh.startMessaging({ to: `sip:${lene}` }).connected)
      },
    ],
    'inviting while suspended': [
      'startMessaging',
      async (world) => {
        const tosh = await world.online('tosh')
        tosh.suspend()
        return () => tosh.startMessaging({ to: `sip:${lene}` }).connected
      },
    ],
  }

describe.each(Object.entries(refusals))('%s', (_, [link, prepare]) => {
  test('is NotAvailable, naming the link', async () => {
    const world = virtualWorld()
    const command = await prepare(world)
    const failure = rejection(command())
    await world.settle()
    expect(await failure).toMatchObject({ failure: { name: 'NotAvailable', link } })
  })

  test('sends nothing', async () => {
    const world = virtualWorld()
    const command = await prepare(world)
    await world.settle()
    const [sent, log] = [world.http.requests.length, world.control.log().length]
    void rejection(command())
    await world.settle()
    expect([world.http.operations().slice(sent), world.control.log().slice(log)]).toEqual([[], []])
  })
})

test('accepting twice at once is one POST', async () => {
  const world = virtualWorld()
  const invitation = await rung(world)
  invitation.accept()
  invitation.accept()
  await world.settle()
  expect(world.http.operations().filter((operation) => operation === 'accept')).toEqual(['accept'])
})
