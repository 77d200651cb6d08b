import { either as E } from 'fp-ts'
import { describe, expect, test } from 'vitest'
import { defaultTimes } from '../../../src/server/options.ts'
import { fromConversation, placesOf } from '../wire.ts'
import { connectedPair, connectedToPuppet, format, recorded } from '../world.ts'
import { unharmed, watch } from './seen.ts'
import { wireWorld, type WireWorld } from './wireWorld.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

describe.each([false, true])('row 14: where message events name their operation: %s', (messageOperationIds) => {
  const sending = async (fault: 'holdAnswer' | 'dropAfter') => {
    const world = await wireWorld({ messageOperationIds })
    const { tosh, conversation } = await connectedToPuppet(world)
    const seen = watch(world, tosh, conversation)
    const posted = world.control.intercept({ link: 'sendMessage' }, fault)
    const message = conversation.send('Hi')
    await world.settle()
    return { world, message, seen, posted }
  }

  test('a message whose event comes before its 201 succeeds, and is shown once', async () => {
    const { world, message, seen, posted } = await sending('holdAnswer')
    posted.release()
    await world.settle()
    await expect(message.delivered).resolves.toBeUndefined()
    expect([message.status$.getSnapshot(), seen()]).toEqual(['Succeeded', { ...unharmed, texts: ['Hi'] }])
  })

  test('a message whose 201 never arrives succeeds by its event, shown once and sent once', async () => {
    const { world, message, seen } = await sending('dropAfter')
    await world.clock.advance(120_000)
    expect([
      message.status$.getSnapshot(),
      seen(),
      world.control.user(lene).heard(),
      world.asked('sendMessage'),
    ]).toEqual(['Succeeded', { ...unharmed, texts: ['Hi'] }, [{ mediaType: 'text/plain', text: 'Hi' }], 1])
  })
})

const inviting = async (fault: 'holdAnswer' | 'dropAfter') => {
  const world = await wireWorld()
  world.control.user(lene).answers()
  const tosh = await world.online('tosh')
  const seen = watch(world, tosh)
  const posted = world.control.intercept({ link: 'startMessaging' }, fault)
  const invitation = tosh.startMessaging({ to: `sip:${lene}` })
  await world.settle()
  return { world, tosh, invitation, posted, seen }
}

test('row 14: an invitation whose events come before its 201 is the one that was sent', async () => {
  const { world, tosh, invitation, posted, seen } = await inviting('holdAnswer')
  posted.release()
  await world.settle()
  const conversation = await invitation.connected
  expect([tosh.conversations$.getSnapshot(), invitation.state$.getSnapshot(), seen()]).toEqual([
    [conversation],
    'Connected',
    unharmed,
  ])
})

test('row 14: an invitation whose 201 never arrives connects by its events, and is sent once', async () => {
  const { world, tosh, invitation, seen } = await inviting('dropAfter')
  await world.clock.advance(120_000)
  const conversation = await invitation.connected
  expect([
    tosh.conversations$.getSnapshot(),
    invitation.state$.getSnapshot(),
    seen(),
    world.asked('startMessaging'),
    world.control.hrefs(me).conversations.length,
  ]).toEqual([[conversation], 'Connected', unharmed, 1, 1])
})

/** The server tells nothing of how invitations begin and go on, only how they end. */
const tellsEndsOnly = (world: WireWorld): void => {
  world.control.intercept(
    { link: 'events', times: 1000 },
    {
      rewrite: (response) => {
        const page = E.toUnion(format.parse(response.body)) as {
          sender?: { events: { link: { rel: string }; type: string }[] }[]
        }
        for (const block of page.sender ?? []) {
          block.events = block.events.filter(
            ({ link, type }) => link.rel !== 'messagingInvitation' || type === 'completed',
          )
        }
        return { ...response, body: format.print(page) }
      },
    },
  )
}

test('row 15: an invitation that is completed without started connects', async () => {
  const world = await wireWorld()
  world.control.user(lene).answers()
  tellsEndsOnly(world)
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to: `sip:${lene}` })
  await world.settle()
  const seen = watch(world, tosh, await invitation.connected)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect(seen()).toEqual({ ...unharmed, texts: ['Hi'] })
})

test('row 15: an invitation that is refused without started tells why', async () => {
  const world = await wireWorld()
  world.control.user(lene).declines()
  tellsEndsOnly(world)
  const tosh = await world.online('tosh')
  const invitation = tosh.startMessaging({ to: `sip:${lene}` })
  await world.settle()
  await expect(invitation.connected).rejects.toMatchObject({ name: 'InvitationFailed', state: 'Declined' })
})

test('row 15: an incoming invitation that is withdrawn without started is over, and rings nowhere', async () => {
  const world = await wireWorld()
  tellsEndsOnly(world)
  const tosh = await world.online('tosh')
  const { values } = recorded(tosh.invitations$)
  world.control.user(lene).invites(me).withdraw()
  await world.settle()
  expect(values.map(({ state$ }) => state$.getSnapshot())).toEqual(['Cancelled'])
})

test('row 16: who stops typing has not left', async () => {
  const world = await wireWorld()
  const { toLene, toTosh } = await connectedPair(world)
  const who = recorded(toTosh.participants$)
  const typing = recorded(toTosh.typing$)
  toLene.setIsTyping()
  await world.clock.advance(2 * defaultTimes.typing)
  expect([
    who.values.map((all) => all.map(({ name }) => name)),
    typing.values.map(({ length }) => length),
    toTosh.state$.getSnapshot(),
  ]).toEqual([[['Tosh Meston']], [0, 1, 0], 'Connected'])
})

test('row 16: a participant deleted in typingParticipants who never typed has not left', async () => {
  const world = await wireWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const seen = watch(world, tosh, conversation)
  const { participants, typingParticipants } = placesOf(world.control).conversation
  world.control.emit(me, [
    fromConversation(world.control, {
      link: { rel: 'participant', href: participants[0] ?? '', title: 'Lene Aaling' },
      in: { rel: 'typingParticipants', href: typingParticipants },
      type: 'deleted',
    }),
  ])
  await world.settle()
  expect([conversation.participants$.getSnapshot().map(({ name }) => name), seen()]).toEqual([
    ['Lene Aaling'],
    unharmed,
  ])
})
