import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import { unhandledErrors } from './unhandledErrors.ts'
import { connectedToPuppet, recorded, virtualWorld } from './world.ts'

const boom = (): never => {
  throw new Error('mine')
}

interface Subject {
  readonly tosh: Client
  readonly conversation: Conversation
}

const sabotages: Readonly<Record<string, (subject: Subject) => void>> = {
  messages$: ({ conversation }) => void conversation.messages$.subscribe(boom),
  typing$: ({ conversation }) => void conversation.typing$.onChange(boom),
  'state$ of the conversation': ({ conversation }) => void conversation.state$.subscribe(boom),
  'state$ of messaging by onChange': ({ conversation }) => void conversation.messaging.state$.onChange(boom),
  participants$: ({ conversation }) => void conversation.participants$.subscribe(boom),
  invitations$: ({ tosh }) => void tosh.invitations$.subscribe(boom),
  conversationAdded$: ({ tosh }) => void tosh.conversationAdded$.subscribe(boom),
  conversations$: ({ tosh }) => void tosh.conversations$.subscribe(boom),
  events$: ({ tosh }) => void tosh.events$.subscribe(boom),
  traffic$: ({ tosh }) => void tosh.traffic$.subscribe(boom),
  inspect: ({ tosh }) => void tosh.inspect({ next: boom }),
}

describe.each(Object.entries(sabotages))('a subscriber of %s who throws', (_, sabotage) => {
  const play = async () => {
    const unhandled = unhandledErrors()
    const world = virtualWorld()
    const { tosh, conversation } = await connectedToPuppet(world)
    sabotage({ tosh, conversation })
    const messages = recorded(conversation.messages$)
    const ringing = recorded(tosh.invitations$)
    const states = recorded(conversation.state$)
    const faults = recorded(tosh.faults$)
    const lene = world.control.user('lene@contoso.com')
    lene.types('tosh@contoso.com')
    await world.settle()
    lene.says('tosh@contoso.com', 'Hi')
    await world.settle()
    lene.hangsUp('tosh@contoso.com')
    lene.invites('tosh@contoso.com')
    await world.settle()
    return { unhandled, messages, ringing, states, faults, tosh }
  }

  test('harms nobody else', async () => {
    const { messages, ringing, states, tosh } = await play()
    expect({
      messages: messages.values.map(({ text }) => text),
      ringing: ringing.values.map(({ from }) => from?.name),
      states: [states.values.at(-1), states.isComplete()],
      status: tosh.status$.getSnapshot(),
    }).toEqual({
      messages: ['Hi'],
      ringing: ['Lene Aaling'],
      states: ['Disconnected', true],
      status: { state: 'available' },
    })
  })

  test('is told to RxJS', async () => {
    const { unhandled } = await play()
    expect(await unhandled(1)).toEqual(['mine'])
  })

  test('is no fault of the library', async () => {
    const { faults } = await play()
    expect(faults.values).toEqual([])
  })
})

test('a subscriber of status$ who throws does not keep the client from connecting', async () => {
  const unhandled = unhandledErrors()
  const tosh = virtualWorld().client('tosh')
  tosh.status$.subscribe(boom)
  await tosh.connect()
  expect([tosh.status$.getSnapshot(), await unhandled(1)]).toEqual([{ state: 'available' }, ['mine']])
})

test('a subscriber of gaps$ who throws does not stop the loop', async () => {
  const unhandled = unhandledErrors()
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  tosh.gaps$.subscribe(boom)
  const messages = recorded(conversation.messages$)
  world.control.resync('tosh@contoso.com')
  await world.settle()
  world.control.user('lene@contoso.com').says('tosh@contoso.com', 'Hi')
  await world.settle()
  expect([messages.values.map(({ text }) => text), await unhandled(1)]).toEqual([['Hi'], ['mine']])
})

test('a logger that throws does not keep the client from connecting', async () => {
  const unhandled = unhandledErrors()
  const tosh = virtualWorld().client('tosh', { logger: { debug: boom, info: boom, warn: boom, error: boom } })
  await tosh.connect()
  expect([tosh.status$.getSnapshot(), await unhandled(1)]).toEqual([{ state: 'available' }, ['mine']])
})
