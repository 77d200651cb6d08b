import { expect, test } from 'vitest'
import { fromConversation, messageEvent } from '../integration/wire.ts'
import { connectedToPuppet, recorded, virtualWorld } from '../integration/world.ts'

const flooded = async (count: number) => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const gaps = recorded(tosh.gaps$)
  const events = Array.from({ length: count }, (_, at) =>
    messageEvent(world.control, { name: String(5000 + at), text: `message ${at}` }),
  )
  world.control.emit('tosh@contoso.com', [fromConversation(world.control, ...events)])
  await world.settle()
  return { conversation, gaps }
}

test('a thousand messages wait for their first subscriber', async () => {
  const { conversation, gaps } = await flooded(1000)
  expect([recorded(conversation.messages$).values.length, gaps.values]).toEqual([1000, []])
})

test('of more than a thousand the oldest go', async () => {
  const { conversation } = await flooded(1001)
  const { values } = recorded(conversation.messages$)
  expect([values.length, values[0]?.text, values.at(-1)?.text]).toEqual([1000, 'message 1', 'message 1000'])
})

test('a message that had to go is told', async () => {
  const { conversation, gaps } = await flooded(1001)
  expect(gaps.values).toEqual([{ cause: 'overflow', conversation, messages: 1 }])
})

test('nothing goes while somebody subscribes', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const gaps = recorded(tosh.gaps$)
  const { values } = recorded(conversation.messages$)
  const events = Array.from({ length: 1500 }, (_, at) =>
    messageEvent(world.control, { name: String(5000 + at), text: `message ${at}` }),
  )
  world.control.emit('tosh@contoso.com', [fromConversation(world.control, ...events)])
  await world.settle()
  expect([values.length, gaps.values]).toEqual([1500, []])
})
