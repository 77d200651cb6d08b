import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import { connectedToPuppet, recorded, rejection, virtualWorld } from './world.ts'

const nameOf = (error: unknown): unknown => (error instanceof Error ? error.name : error)

interface Closed {
  readonly client: Client
  readonly conversation: Conversation
}

const commands: Readonly<Record<string, (closed: Closed) => readonly [Promise<unknown>, readonly string[]]>> = {
  connect: ({ client }) => [client.connect(), ['ClientClosed']],
  startMessaging: ({ client }) => [
    client.startMessaging({ to: 'sip:lene@contoso.com' }).connected,
    ['InvitationFailed', 'ClientClosed'],
  ],
  send: ({ conversation }) => [conversation.send('Hi').delivered, ['DeliveryFailed', 'ClientClosed']],
  setIsTyping: ({ conversation }) => [conversation.setIsTyping().done, ['CommandFailed', 'ClientClosed']],
  stopMessaging: ({ conversation }) => [conversation.stopMessaging().done, ['CommandFailed', 'ClientClosed']],
  leave: ({ conversation }) => [conversation.leave().done, ['CommandFailed', 'ClientClosed']],
}

describe.each(Object.entries(commands))('%s after the client was closed', (_, command) => {
  test('rejects', async () => {
    const world = virtualWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    tosh.close()
    const [promise, names] = command({ client: tosh, conversation })
    const outcome = Promise.race([rejection(promise), world.settle().then(() => 'pending')])
    expect(names).toContain(nameOf(await outcome))
  })

  test('sends nothing', async () => {
    const world = virtualWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    tosh.close()
    const sent = world.http.requests.length
    void rejection(command({ client: tosh, conversation })[0])
    await world.settle()
    expect(world.http.operations().slice(sent)).toEqual([])
  })
})

test('an invitation after the client was closed is over', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  tosh.close()
  const states = recorded(tosh.startMessaging({ to: 'sip:lene@contoso.com' }).state$)
  await world.settle()
  expect([states.values.at(-1), states.isComplete()]).toEqual(['notStarted', true])
})

test('a message after the client was closed is over', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  tosh.close()
  const status = recorded(conversation.send('Hi').status$)
  await world.settle()
  expect([status.values.at(-1), status.isComplete()]).toEqual(['Failed', true])
})

test('closing twice changes nothing', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  tosh.close()
  const { values, isComplete } = recorded(tosh.status$)
  tosh.close()
  expect([values, isComplete()]).toEqual([[{ state: 'ended', reason: 'closed' }], true])
})

test('signing out of a closed client resolves', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  tosh.close()
  await expect(tosh.signOut()).resolves.toBeUndefined()
})

test('streams of the client complete with it', async () => {
  const { tosh } = await connectedToPuppet(virtualWorld())
  const streams = [
    tosh.status$,
    tosh.gaps$,
    tosh.events$,
    tosh.faults$,
    tosh.invitations$,
    tosh.conversationAdded$,
    tosh.conversations$,
    tosh.traffic$,
  ].map((stream) => recorded<unknown>(stream))
  tosh.close()
  expect(streams.map(({ isComplete }) => isComplete())).toEqual(streams.map(() => true))
})

test('streams of a conversation complete with the client', async () => {
  const { tosh, conversation } = await connectedToPuppet(virtualWorld())
  const streams = [
    conversation.state$,
    conversation.messaging.state$,
    conversation.messages$,
    conversation.participants$,
    conversation.typing$,
  ].map((stream) => recorded<unknown>(stream))
  tosh.close()
  expect(streams.map(({ isComplete }) => isComplete())).toEqual(streams.map(() => true))
})

test('closing sends nothing to the server', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const sent = world.http.requests.length
  tosh.close()
  await world.settle()
  expect(world.http.operations().slice(sent)).toEqual([])
})
